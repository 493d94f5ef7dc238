//! Issuers whose keys are fetched.

use std::sync::{Arc, Mutex};

use axum::{Router, extract::State, http::StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::platform::{Acme, PlatformKey, Way, assert_refused, issued, trust};
use crate::{
    harness::{Backend, World, on_both, until},
    oauth::ask::TOKEN,
};

/// A server with the keys of a platform.
struct KeyServer {
    url: String,
    answer: Arc<Mutex<(StatusCode, String)>>,
}

impl KeyServer {
    async fn start(keys: &[&PlatformKey]) -> Self {
        let answer = Arc::new(Mutex::new((StatusCode::OK, String::new())));
        let router = Router::new().fallback(give).with_state(Arc::clone(&answer));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/jwks", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let server = Self { url, answer };
        server.publish(keys);
        server
    }

    fn publish(&self, keys: &[&PlatformKey]) {
        let keys: Vec<_> = keys.iter().map(|key| key.jwk(json!({}))).collect();
        *self.answer.lock().unwrap() = (StatusCode::OK, json!({ "keys": keys }).to_string());
    }

    fn fail(&self) {
        self.answer.lock().unwrap().0 = StatusCode::INTERNAL_SERVER_ERROR;
    }

    /// The settings of an issuer whose keys are here.
    fn source(&self) -> Value {
        json!({ "keySource": "JWKS_URL", "jwksUri": self.url, "jwks": null })
    }
}

async fn give(State(answer): State<Arc<Mutex<(StatusCode, String)>>>) -> (StatusCode, String) {
    answer.lock().unwrap().clone()
}

/// What operators see of an issuer's keys: their IDs and the last error.
async fn state(world: &World, issuer: &str) -> (Value, Value) {
    let query = "query ($id: ID!) { node(id: $id) { ... on TrustedIssuer { keyIds lastError } } }";
    let shown = world.ask(&world.root(), query, json!({ "id": issuer })).await;
    (shown.at("/node/keyIds").clone(), shown.at("/node/lastError").clone())
}

on_both! {
    async fn an_issuer_rotates_its_keys_and_is_away_without_a_refused_token(world: World) {
        let (old, new) = (PlatformKey::ec("old"), PlatformKey::ec("new"));
        let server = KeyServer::start(&[&old]).await;
        let acme = Acme::with(&world, server.source()).await;
        let token = |key: &PlatformKey, world: &World| {
            key.sign(json!({}), &acme.changed(world, json!({})))
        };
        issued(&world, &Way::Client.ask(&token(&old, &world))).await;

        server.publish(&[&new]);
        world.clock.advance(31);
        issued(&world, &Way::Client.ask(&token(&new, &world))).await;
        let answer = Way::Client.ask(&token(&old, &world)).send(&world, TOKEN).await;
        assert_refused("withdrawn", Way::Client, &answer, "key");

        server.fail();
        world.clock.advance(3600);
        issued(&world, &Way::Client.ask(&token(&new, &world))).await;
        let shown = until(async || state(&world, &acme.issuer).await, |(_, error)| !error.is_null());
        let error = json!("key set: the server fails with a status of 5xx");
        assert_eq!(shown.await, (json!(["new"]), error));
        issued(&world, &Way::Client.ask(&token(&new, &world))).await;
    }

    async fn a_token_whose_key_cannot_be_fetched_is_told_to_come_again(world: World) {
        let key = PlatformKey::ec("ec-1");
        let server = KeyServer::start(&[&key]).await;
        server.fail();
        let acme = Acme::with(&world, server.source()).await;
        for way in Way::ALL {
            let answer = way.ask(&acme.token(&world, json!({}))).send(&world, TOKEN).await;
            assert_eq!(answer.status, 503, "{}", answer.text());
            assert_eq!(answer.json()["error"], "temporarily_unavailable");
            let wait: u64 = answer.header("retry-after").parse().unwrap();
            assert!((1..=30).contains(&wait), "{wait}");
        }
    }

    async fn a_refresh_at_one_replica_reaches_the_keys_of_every_other(world: World) {
        let (old, new) = (PlatformKey::ec("old"), PlatformKey::ec("new"));
        let server = KeyServer::start(&[&old]).await;
        let acme = Acme::with(&world, server.source()).await;
        let replica = world.replica().await;
        for place in [&world, &replica] {
            let token = old.sign(json!({}), &acme.changed(&world, json!({})));
            issued(place, &Way::JwtBearer.ask(&token)).await;
        }

        server.publish(&[&new]);
        world.clock.advance(10);
        let input = json!({ "trustedIssuerId": acme.issuer });
        let refresh = async || {
            let fields = "trustedIssuer { keyIds }";
            let made = world.mutate(&world.root(), "refreshTrustedIssuer", input.clone(), fields).await;
            made.at("/refreshTrustedIssuer/trustedIssuer/keyIds").clone()
        };
        assert_eq!(refresh().await, json!(["new"]));
        assert_eq!(state(&replica, &acme.issuer).await, (json!(["old"]), json!(null)));

        // A SQLite file has one server. A replica hears nothing until its loops run.
        if world.backend == Backend::Postgres {
            let loops = replica.control.spawn_loops();
            let heard = async || {
                refresh().await;
                state(&replica, &acme.issuer).await
            };
            let shown = until(heard, |(keys, _)| *keys != json!(["old"]));
            assert_eq!(shown.await, (json!(["new"]), json!(null)));
            loops.stop().await;
        }
    }

    async fn keys_of_enabled_issuers_are_fetched_at_the_start(world: World) {
        let key = PlatformKey::ec("ec-1");
        let server = KeyServer::start(&[&key]).await;
        let acme = Acme::with(&world, server.source()).await;
        // The second one is also the second without a name for other tools and a trust domain.
        let disabled = KeyServer::start(&[&key]).await;
        let other = trust(&world, &acme.project, "https://other.example", json!({}), disabled.source());
        let other = other.await;
        let input = json!({ "trustedIssuerId": other, "enabled": false });
        world.mutate(&world.root(), "updateTrustedIssuer", input, "trustedIssuer { id }").await.ok();

        let replica = world.replica().await;
        assert_eq!(state(&replica, &acme.issuer).await, (json!([]), json!(null)));
        replica.control.warm_key_sets().await.unwrap();
        let shown = until(async || state(&replica, &acme.issuer).await, |(keys, _)| *keys != json!([]));
        assert_eq!(shown.await, (json!(["ec-1"]), json!(null)));
        assert_eq!(state(&replica, &other).await, (json!([]), json!(null)));
        server.fail();
        let token = key.sign(json!({}), &acme.changed(&world, json!({})));
        issued(&replica, &Way::Client.ask(&token)).await;
    }

    async fn the_state_of_keys_tells_nothing_of_other_projects(world: World) {
        let key = PlatformKey::ec("ec-1");
        let server = KeyServer::start(&[&key]).await;
        let acme = Acme::with(&world, server.source()).await;
        let token = key.sign(json!({}), &acme.changed(&world, json!({})));
        issued(&world, &Way::Client.ask(&token)).await;
        assert_eq!(state(&world, &acme.issuer).await, (json!(["ec-1"]), json!(null)));

        let other = world.project("curious").await;
        let guess = trust(&world, &other, "https://guess.example", json!({}), server.source()).await;
        world.clock.advance(60);
        assert_eq!(state(&world, &guess).await, (json!([]), json!(null)));
        let fetched = async |id: &str| {
            let query = "query ($id: ID!) { node(id: $id) { ... on TrustedIssuer { fetchedAt } } }";
            world.ask(&world.root(), query, json!({ "id": id })).await.at("/node/fetchedAt").clone()
        };
        let (own, now) = (fetched(&acme.issuer).await, world.now().to_string());
        assert_eq!(fetched(&guess).await, json!(null));
        let input = json!({ "trustedIssuerId": guess });
        world.mutate(&world.root(), "refreshTrustedIssuer", input, "trustedIssuer { id }").await.ok();
        assert_eq!((fetched(&guess).await, own == now), (json!(now), false));
    }
}
