//! What the caches know counts for the grace of an outage, where it is set.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header},
};
use keyplane_control::OutageLimits;
use serde_json::{Value, json};

use super::Replica;
use crate::harness::{Backend, Response, World, run, until};

const SCOPE: &str = "grant_type=client_credentials&resource=urn:orders";

/// The project `acme` with the API `orders`.
struct Shop {
    id: String,
    secret: String,
    opaque: (String, String),
}

impl Shop {
    async fn open(world: &World) -> Self {
        let project = world.project("acme").await;
        let api = world.api(&project, "orders", &["read"]).await;
        let mut applications = Vec::new();
        for format in ["JWT", "OPAQUE"] {
            let input = json!({
                "projectId": project, "name": "n", "type": "SERVICE",
                "authMethod": "CLIENT_SECRET_POST", "accessTokenFormat": format,
                "accessTokenLifetimeSeconds": 3600,
            });
            let fields = "application { id } clientSecret";
            let made = world.mutate(&world.root(), "createApplication", input, fields).await;
            let id = made.text("/createApplication/application/id");
            world.grant(&id, &api, &["read"]).await;
            applications.push((id, made.text("/createApplication/clientSecret")));
        }
        let opaque = applications.pop().unwrap();
        let (id, secret) = applications.pop().unwrap();
        Self { id, secret, opaque }
    }

    async fn post(&self, world: &World, path: &str, body: String) -> Response {
        let (id, secret) = (&self.id, &self.secret);
        form(world, path, format!("client_id={id}&client_secret={secret}&{body}")).await
    }
}

async fn form(world: &World, path: &str, body: String) -> Response {
    let request = Request::post(format!("/p/acme/oauth/{path}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    world.send(request.body(Body::from(body)).unwrap()).await
}

async fn check(world: &World, token: &str) -> u16 {
    let request = Request::get("/p/acme/apis/orders/verify")
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    world.send(request.body(Body::empty()).unwrap()).await.status.as_u16()
}

fn graced(grace: Duration) -> OutageLimits {
    OutageLimits { grace, ..OutageLimits::default() }
}

/// Waits until heartbeats no longer count, so that only the grace does.
async fn in_grace(replica: &Replica) {
    replica.wire.silence();
    let graced = async || replica.world.control.outage().grace_left.is_some();
    assert!(until(graced, |graced| *graced).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_grace_what_the_caches_know_counts_and_nothing_else_does() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let replica = Replica::start(&world, graced(Duration::from_mins(5))).await;
        let near = &replica.world;
        let token = shop.post(near, "token", SCOPE.into()).await.json();
        let token = token["access_token"].as_str().unwrap().to_owned();
        assert_eq!(check(near, &token).await, 200);
        let about = format!("token={token}");
        assert_eq!(shop.post(near, "introspect", about.clone()).await.json()["active"], true);

        in_grace(&replica).await;
        assert_eq!(check(near, &token).await, 200);
        assert_eq!(shop.post(near, "introspect", about.clone()).await.json()["active"], true);
        let issued = shop.post(near, "token", SCOPE.into()).await.json();
        assert_eq!(issued["expires_in"], 300, "{issued}");
        assert_eq!(check(near, issued["access_token"].as_str().unwrap()).await, 200);
        let ready = near.get("/readyz").await;
        assert_eq!(ready.status, 200);
        assert!(ready.text().contains("answered from caches"), "{}", ready.text());

        let (id, secret) = &shop.opaque;
        let opaque = format!("client_id={id}&client_secret={secret}&{SCOPE}");
        assert_eq!(form(near, "token", opaque).await.status, 503, "an opaque token is a row");
        assert_eq!(shop.post(near, "revoke", about).await.status, 503);
        let viewer = near.ask(&near.root(), "{ viewer { scope } }", Value::Null).await;
        assert_eq!(viewer.response.status, 503, "no admin token is accepted");
        world.clock.advance(3_600 + 31);
        assert_eq!(check(near, &token).await, 401, "its exp goes by the clock");

        replica.wire.mend();
        replica.is_well().await;
        let issued = shop.post(near, "token", SCOPE.into()).await.json();
        assert_eq!(issued["expires_in"], 3_600, "{issued}");
        replica.stop().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_grace_and_after_it_nothing_is_decided_from_caches() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        for grace in [Duration::ZERO, Duration::from_millis(1_501)] {
            let replica = Replica::start(&world, graced(grace)).await;
            let token = shop.post(&replica.world, "token", SCOPE.into()).await.json();
            let token = token["access_token"].as_str().unwrap().to_owned();
            assert_eq!(check(&replica.world, &token).await, 200);
            replica.wire.silence();
            let status = async || check(&replica.world, &token).await;
            assert_eq!(until(status, |status| *status == 503).await, 503, "{grace:?}");
            let about = format!("token={token}");
            assert_eq!(shop.post(&replica.world, "introspect", about).await.status, 503);
            assert_eq!(shop.post(&replica.world, "token", SCOPE.into()).await.status, 503);
            replica.stop().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_revoked_during_the_grace_is_known_when_the_database_is_back() {
    run(Backend::Postgres, async |world: World| {
        let shop = Shop::open(&world).await;
        let replica = Replica::start(&world, graced(Duration::from_mins(5))).await;
        let token = shop.post(&replica.world, "token", SCOPE.into()).await.json();
        let token = token["access_token"].as_str().unwrap().to_owned();
        assert_eq!(check(&replica.world, &token).await, 200);

        in_grace(&replica).await;
        let input = json!({ "applicationId": shop.id, "enabled": false });
        world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
        assert_eq!(check(&replica.world, &token).await, 200, "the price of a grace");
        replica.wire.mend();
        replica.is_well().await;
        assert_eq!(check(&replica.world, &token).await, 401);
        replica.stop().await;
    })
    .await;
}
