//! Keys that end soon: the events about them, and the list across projects.

use serde_json::{Value, json};

use super::receiver::{Receiver, deliver, hook_with};
use crate::harness::{World, ec_key, on_both};

const DAY: i64 = 86_400;

/// A key of an application that ends after `days`; gives its ID.
async fn ending_key(world: &World, application: &str, name: &str, days: i64) -> String {
    let input = json!({
        "applicationId": application,
        "name": name,
        "publicKey": ec_key().public_key().spki_pem(),
        "expiresAt": world.now().plus_seconds(days * DAY).to_string(),
    });
    let made = world.mutate(&world.root(), "importApplicationKey", input, "key { id }").await;
    made.text("/importApplicationKey/key/id")
}

/// The notices of a project, oldest first: the target and the days.
async fn notices(world: &World, project: &str) -> Vec<(Value, Value)> {
    let events = world.events(Some(project)).await.into_iter().rev();
    events
        .filter(|event| event["action"] == "key.expiring")
        .map(|event| (event["targetId"].clone(), event["changes"]["days"].clone()))
        .collect()
}

async fn announce(world: &World) {
    world.control.keys().announce_ends().await.unwrap();
}

on_both! {
    async fn a_key_is_announced_once_at_each_number_of_days_by_any_number_of_replicas(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = ending_key(&world, &application, "k", 31).await;
        let replica = world.replica().await;
        let mut seen = Vec::new();
        for (day, days) in [(0, None), (1, Some(30)), (2, None), (17, Some(14)), (24, Some(7)), (28, Some(3)), (30, Some(1)), (31, None)] {
            world.clock.set(crate::harness::START.plus_seconds(day * DAY));
            tokio::join!(announce(&world), announce(&replica), announce(&world));
            seen.extend(days.map(|days| (json!(key), json!(days))));
            assert_eq!(notices(&world, &project).await, seen, "after {day} days");
        }
    }

    async fn after_a_standstill_a_key_is_announced_once(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = ending_key(&world, &application, "k", 100).await;
        world.clock.advance(95 * DAY);
        announce(&world).await;
        announce(&world).await;
        assert_eq!(notices(&world, &project).await, [(json!(key), json!(7))]);
        let event = world.events(Some(&project)).await.remove(0);
        assert_eq!(event["actorType"], "SYSTEM");
        assert_eq!(event["changes"]["applicationId"], json!(application));
        assert_eq!(event["changes"]["name"], "k");
        assert_eq!(event["changes"]["purpose"], "APPLICATION");
    }

    async fn keys_with_a_successor_revoked_keys_and_signing_keys_of_the_server_are_not_announced(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let input = json!({ "applicationId": application, "name": "g", "algorithm": "ES256", "expiresAt": world.now().plus_seconds(5 * DAY).to_string() });
        let made = world.mutate(&world.root(), "generateApplicationKey", input, "key { id }").await;
        let rotated = made.text("/generateApplicationKey/key/id");
        let input = json!({ "keyId": rotated, "expiresAt": world.now().plus_seconds(365 * DAY).to_string() });
        world.mutate(&world.root(), "rotateKey", input, "key { id }").await.ok();
        let revoked = ending_key(&world, &application, "r", 5).await;
        world.mutate(&world.root(), "revokeKey", json!({ "keyId": revoked, "reason": "r" }), "key { id }").await.ok();
        let signing = world.signing_keys("acme", "id").await[0]["id"].clone();
        let input = json!({ "keyId": signing, "expiresAt": world.now().plus_seconds(10 * DAY).to_string() });
        world.mutate(&world.root(), "updateKey", input, "key { id }").await.ok();
        announce(&world).await;
        assert_eq!(notices(&world, &project).await, []);
        let query = "{ expiringKeys { totalCount } }";
        assert_eq!(world.ask(&world.root(), query, Value::Null).await.int("/expiringKeys/totalCount"), 0);
    }

    async fn the_keys_of_all_projects_that_end_are_listed_soonest_first_and_a_project_sees_its_own(world: World) {
        let mut keys = Vec::new();
        for (slug, days) in [("acme", 20), ("other", 5), ("third", 40)] {
            let project = world.project(slug).await;
            let application = world.application(&project, "service").await;
            keys.push(ending_key(&world, &application, "k", days).await);
        }
        let query = "{ expiringKeys { nodes { id project { slug } } } }";
        let found = world.ask(&world.root(), query, Value::Null).await;
        assert_eq!(found.at("/expiringKeys/nodes"), &json!([
            { "id": keys[1], "project": { "slug": "other" } },
            { "id": keys[0], "project": { "slug": "acme" } },
        ]));
        let acme = world.ask(&world.root(), "{ project(slug: \"acme\") { id } }", Value::Null).await.text("/project/id");
        let own = world.project_admin(&acme, "acme", "second", &["READ"]).await;
        let found = world.ask(&own, query, Value::Null).await;
        assert_eq!(found.at("/expiringKeys/nodes"), &json!([{ "id": keys[0], "project": { "slug": "acme" } }]));
    }

    async fn a_notice_reaches_a_webhook(world: World) {
        let receiver = Receiver::start().await;
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        hook_with(&world, json!({ "projectId": project, "url": receiver.url(), "eventTypes": ["key.expiring"] })).await;
        let key = ending_key(&world, &application, "k", 3).await;
        announce(&world).await;
        deliver(&world).await;
        assert_eq!(receiver.types(), ["key.expiring"]);
        let body = receiver.received()[0].json();
        assert_eq!((&body["data"]["targetId"], &body["data"]["changes"]["days"]), (&json!(key), &json!(3)));
    }
}
