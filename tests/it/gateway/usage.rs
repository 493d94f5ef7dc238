//! What is counted, and how it is read.

use keyplane_auth::Header;
use keyplane_entity::usage_count::{self, Outcome};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::{
    ask::{VERIFY, check},
    shop::{ISSUER, Shop, post},
};
use crate::harness::{Backend, World, on_both, run};

/// The day on which every world begins.
const DAY: (&str, &str) = ("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z");

/// Accepted and refused calls of a node in all points of the first day.
async fn calls(world: &World, id: &str) -> (i64, i64) {
    let points = points(world, id, DAY, "HOUR").await;
    let sum = |name: &str| points.iter().map(|point| point[name].as_i64().unwrap()).sum();
    (sum("accepted"), sum("refused"))
}

/// The points of a node.
async fn points(world: &World, id: &str, (from, to): (&str, &str), step: &str) -> Vec<Value> {
    let usage = "{ usage(from: $from, to: $to, step: $step) { at accepted refused } }";
    let types = ["Key", "ClientSecret", "Application", "Api", "Grant"];
    let fragments: String = types.map(|name| format!("... on {name} {usage} ")).concat();
    let query = format!(
        "query ($id: ID!, $from: DateTime!, $to: DateTime!, $step: UsageStep!) {{ node(id: $id) {{ {fragments} }} }}"
    );
    world.control.flush_usage().await.unwrap();
    let variables = json!({ "id": id, "from": from, "to": to, "step": step });
    let found = world.ask(&world.root(), &query, variables).await.ok();
    found.at("/node/usage").as_array().unwrap().clone()
}

/// The IDs of an application's secret and grant, and of the project's signing key.
async fn parts(world: &World, application: &str) -> [String; 3] {
    let query = "query ($id: ID!) { node(id: $id) { ... on Application {
        clientSecrets { id } grants(first: 1) { nodes { id } }
        project { currentSigningKey { id } } } } }";
    let found = world.ask(&world.root(), query, json!({ "id": application })).await.ok();
    let paths = ["/clientSecrets/0/id", "/grants/nodes/0/id", "/project/currentSigningKey/id"];
    paths.map(|path| found.text(&format!("/node{path}")))
}

/// The outcomes that are stored of an application's refusals.
async fn stored(world: &World, application: &str) -> Vec<Outcome> {
    world.control.flush_usage().await.unwrap();
    let database = sea_orm::Database::connect(&world.database_url).await.unwrap();
    let rows = usage_count::Entity::find().all(&database).await.unwrap();
    let id: keyplane_entity::id::ApplicationId = application.parse().unwrap();
    let own = rows.into_iter().filter(|row| row.subject_id == id.0);
    own.map(|row| row.outcome).filter(|outcome| !outcome.is_accepted()).collect()
}

async fn impact(world: &World, id: &str) -> Value {
    let query = "query ($id: ID!) { impactOfRevoking(id: $id) {
        acceptedLast24Hours lastUsedAt lastSourceAddress applications { id } apis { id } } }";
    world.control.flush_usage().await.unwrap();
    let found = world.ask(&world.root(), query, json!({ "id": id })).await.ok();
    found.at("/impactOfRevoking").clone()
}

async fn verify(world: &World, token: &str) -> u16 {
    check(world, VERIFY, token).await.status.as_u16()
}

on_both! {
    async fn a_call_counts_for_its_credential_its_application_its_api_and_its_grant(world: World) {
        let shop = Shop::open(&world).await;
        let [secret, grant, signing] = parts(&world, &shop.jwt.id).await;
        let token = shop.jwt.access_token(&world, "").await;
        for _ in 0..2 {
            assert_eq!(verify(&world, &token).await, 200);
        }
        assert_eq!(verify(&world, &shop.jwt.sign(&world, json!({}))).await, 200);
        let needs_more = format!("{VERIFY}?scope=admin");
        assert_eq!(check(&world, &needs_more, &token).await.status, 403);

        for (id, expected) in [
            (&secret, (1, 0)),
            (&shop.jwt.key_id, (1, 0)),
            (&signing, (3, 1)),
            (&shop.jwt.id, (4, 1)),
            (&shop.orders, (4, 1)),
            (&grant, (4, 1)),
            (&shop.opaque.id, (0, 0)),
        ] {
            assert_eq!(calls(&world, id).await, expected, "{id}");
        }
    }

    async fn an_introspection_counts_for_the_caller_and_for_the_owner_of_the_token(world: World) {
        let shop = Shop::open(&world).await;
        shop.update(&world, json!({ "resourceServerId": shop.opaque.id })).await;
        let token = shop.jwt.access_token(&world, "").await;
        let (id, secret) = (&shop.opaque.id, &shop.opaque.secret);
        let body = format!("client_id={id}&client_secret={secret}&token={token}");
        let answer = world.send(post("/p/acme/oauth/introspect", body.clone())).await;
        assert_eq!(answer.json()["active"], true);
        shop.jwt.revoke(&world, &token).await;
        assert_eq!(world.send(post("/p/acme/oauth/introspect", body)).await.json()["active"], false);

        // The owner asked for the token, showed it once, revoked it, and showed it in vain.
        assert_eq!(calls(&world, &shop.jwt.id).await, (3, 1));
        assert_eq!(calls(&world, &shop.opaque.id).await, (2, 0));
        assert_eq!(calls(&world, &shop.orders).await, (2, 0));
    }

    async fn each_refusal_has_its_reason(world: World) {
        let shop = Shop::open(&world).await;
        let app = &shop.jwt;
        let token = app.access_token(&world, "").await;
        let mut expected = Vec::new();
        let mut refused = async |status: u16, outcome: Outcome, found: u16| {
            assert_eq!(found, status, "{outcome:?}");
            expected.push(outcome);
            let mut found = stored(&world, &app.id).await;
            found.sort_unstable();
            found.dedup();
            expected.sort_unstable();
            assert_eq!(found, expected);
        };

        let forged = shop.opaque.sign(&world, json!({ "iss": app.id, "sub": app.id }));
        refused(401, Outcome::Credential, verify(&world, &forged).await).await;
        let (earlier, now) = (world.now().seconds() - 3_000, world.now().seconds());
        let old = app.sign(&world, json!({ "iat": earlier, "exp": now - 100 }));
        refused(401, Outcome::Expired, verify(&world, &old).await).await;
        let endless = app.sign(&world, json!({ "exp": null }));
        refused(401, Outcome::Request, verify(&world, &endless).await).await;
        let elsewhere = app.token(&world, "").await;
        refused(401, Outcome::Audience, verify(&world, &elsewhere).await).await;
        let more = check(&world, &format!("{VERIFY}?scope=admin"), &token).await;
        refused(403, Outcome::Grant, more.status.as_u16()).await;

        let assertion = app.sign_as(
            &world,
            Header { kid: app.kid.clone(), ..Header::default() },
            json!({ "aud": ISSUER, "jti": "once" }),
        );
        let grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
        let body = format!("grant_type={grant}&assertion={assertion}");
        assert_eq!(world.send(post("/p/acme/oauth/token", body.clone())).await.status, 200);
        let again = world.send(post("/p/acme/oauth/token", body)).await;
        refused(400, Outcome::Replayed, again.status.as_u16()).await;

        app.revoke(&world, &token).await;
        refused(401, Outcome::Revoked, verify(&world, &token).await).await;
        let input = json!({ "applicationId": app.id, "enabled": false });
        world.mutate(&world.root(), "updateApplication", input, "application { id }").await.ok();
        refused(401, Outcome::Disabled, verify(&world, &elsewhere).await).await;
        assert_eq!(expected.len(), Outcome::COUNT - 1, "every reason has a case");
    }

    async fn what_does_not_exist_is_not_counted(world: World) {
        let shop = Shop::open(&world).await;
        world.control.flush_usage().await.unwrap();
        assert_eq!(world.control.usage_figures().waiting, 0);

        let unknown = "app_01h455vb4pex5vsknk084sn02q";
        let body = format!("client_id={unknown}&client_secret=x&grant_type=client_credentials");
        assert_eq!(world.send(post("/p/acme/oauth/token", body)).await.status, 401);
        let signed = shop.jwt.sign(&world, json!({ "iss": unknown, "sub": unknown }));
        for token in [&*signed, "opaque", "a.b.c"] {
            assert_eq!(verify(&world, token).await, 401);
        }
        assert_eq!(world.control.usage_figures().waiting, 0);
    }

    async fn replicas_add_to_the_same_counts(world: World) {
        let shop = Shop::open(&world).await;
        let other = world.replica().await;
        let token = shop.jwt.access_token(&world, "").await;
        for _ in 0..3 {
            for replica in [&world, &other] {
                assert_eq!(verify(replica, &token).await, 200);
            }
            let flushed = tokio::join!(world.control.flush_usage(), other.control.flush_usage());
            flushed.0.unwrap();
            flushed.1.unwrap();
        }
        assert_eq!(calls(&world, &shop.jwt.id).await, (7, 0));
        assert_eq!(calls(&world, &shop.orders).await, (7, 0));
    }

    async fn points_are_whole_hours_or_days_and_zero_without_a_call(world: World) {
        let shop = Shop::open(&world).await;
        shop.jwt.access_token(&world, "").await;
        let range = ("2026-03-01T10:30:00Z", "2026-03-01T13:00:01Z");
        let hours = points(&world, &shop.jwt.id, range, "HOUR").await;
        let point = |at: &str, accepted| json!({ "at": at, "accepted": accepted, "refused": 0 });
        assert_eq!(hours, [
            point("2026-03-01T10:00:00Z", 0),
            point("2026-03-01T11:00:00Z", 0),
            point("2026-03-01T12:00:00Z", 1),
            point("2026-03-01T13:00:00Z", 0),
        ]);
        let days = points(&world, &shop.jwt.id, ("2026-02-28T00:00:00Z", DAY.1), "DAY").await;
        assert_eq!(days, [point("2026-02-28T00:00:00Z", 0), point(DAY.0, 1)]);
    }

    async fn a_range_that_is_empty_or_too_long_is_refused(world: World) {
        let shop = Shop::open(&world).await;
        let query = "query ($id: ID!, $to: DateTime!, $step: UsageStep!) { node(id: $id) {
            ... on Application { usage(from: \"2026-03-01T00:00:00Z\", to: $to, step: $step) { at } } } }";
        for (to, step, limit) in [
            ("2026-03-01T00:00:00Z", "HOUR", "after from"),
            ("2026-02-01T00:00:00Z", "DAY", "after from"),
            ("2026-03-09T00:00:01Z", "HOUR", "192 hours"),
            ("2027-03-02T00:00:01Z", "DAY", "366 days"),
        ] {
            let variables = json!({ "id": shop.jwt.id, "to": to, "step": step });
            let refused = world.ask(&world.root(), query, variables).await.refused("INVALID_INPUT");
            assert_eq!(refused.fields(), ["to"]);
            assert!(refused.message().contains(limit), "{}", refused.message());
        }
    }

    async fn the_impact_says_who_uses_it_how_often_and_when_last(world: World) {
        let shop = Shop::open(&world).await;
        let [secret, grant, signing] = parts(&world, &shop.jwt.id).await;
        let unused = impact(&world, &shop.jwt.id).await;
        assert_eq!(unused, json!({
            "acceptedLast24Hours": 0, "lastUsedAt": null, "lastSourceAddress": null,
            "applications": [], "apis": [],
        }));

        let token = shop.jwt.access_token(&world, "").await;
        assert_eq!(verify(&world, &token).await, 200);
        assert_eq!(verify(&world, &shop.jwt.sign(&world, json!({}))).await, 200);
        for (id, calls) in
            [(&secret, 1), (&shop.jwt.key_id, 1), (&shop.jwt.id, 3), (&grant, 3), (&signing, 2)]
        {
            assert_eq!(impact(&world, id).await, json!({
                "acceptedLast24Hours": calls,
                "lastUsedAt": "2026-03-01T12:00:00Z",
                "lastSourceAddress": "192.0.2.1",
                "applications": [{ "id": shop.jwt.id }],
                "apis": [{ "id": shop.orders }],
            }), "{id}");
        }

        // Two days later the last use is still known, and nothing stops working.
        world.clock.advance(2 * 86_400);
        let later = impact(&world, &shop.jwt.id).await;
        assert_eq!(later["acceptedLast24Hours"], 0);
        assert_eq!(later["lastUsedAt"], "2026-03-01T12:00:00Z");
        assert_eq!(later["applications"], json!([]));
    }

    async fn the_impact_is_of_what_can_be_revoked(world: World) {
        let shop = Shop::open(&world).await;
        let query = "query ($id: ID!) { impactOfRevoking(id: $id) { acceptedLast24Hours } }";
        for (id, code) in [
            (&*shop.project, "INVALID_INPUT"),
            (&*shop.orders, "INVALID_INPUT"),
            ("nothing", "INVALID_INPUT"),
            ("app_01h455vb4pex5vsknk084sn02q", "NOT_FOUND"),
            ("key_01h455vb4pex5vsknk084sn02q", "NOT_FOUND"),
            ("sec_01h455vb4pex5vsknk084sn02q", "NOT_FOUND"),
            ("grt_01h455vb4pex5vsknk084sn02q", "NOT_FOUND"),
        ] {
            world.ask(&world.root(), query, json!({ "id": id })).await.refused(code);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_usage_of_many_applications_takes_as_many_statements_as_that_of_one() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let (watched, wire) = world.wired().await;
        let query = r#"{ project(slug: "acme") { applications(first: 50) { nodes {
            usage(from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z") { accepted }
            keys(first: 1) { nodes { lastUsedAt } } } } } }"#;
        let mut costs = Vec::new();
        for (from, to) in [(0, 1), (1, 12)] {
            for number in from..to {
                let application = world.application(&project, &format!("a{number}")).await;
                world.application_key(&application, "k").await;
            }
            let before = wire.statements();
            watched.ask(&world.root(), query, Value::Null).await.ok();
            costs.push(wire.statements() - before);
        }
        assert_eq!(costs[0], costs[1]);
    })
    .await;
}
