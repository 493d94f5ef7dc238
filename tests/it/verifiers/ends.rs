//! A signing key's expiry that leaves no time to publish a successor.

use keyplane_entity::Timestamp;
use serde_json::{Value, json};

use crate::harness::{Answer, World, on_both};

/// The sum of the longest token lifetime, the JWKS lifetime and the leeway, in seconds.
const TAIL: i64 = 1800 + 300 + 60;
const DAY: i64 = 86_400;

async fn set_end(world: &World, key: &Value, seconds: i64, extra: Value) -> Answer {
    let end = world.now().plus_seconds(seconds).to_string();
    let mut input = json!({ "keyId": key, "expiresAt": end });
    input.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    world.mutate(&world.root(), "updateKey", input, "key { retiresAt }").await
}

on_both! {
    async fn an_end_of_the_signer_before_a_successor_can_be_known_names_the_earliest_one(world: World) {
        world.project("acme").await;
        let key = world.signing_keys("acme", "id").await[0]["id"].clone();
        let refused = set_end(&world, &key, TAIL + 3, json!({})).await.refused("PRECONDITION_FAILED");
        let earliest = world.now().plus_seconds(DAY + TAIL).to_string();
        assert!(refused.message().contains(&earliest), "{}", refused.message());
        assert_eq!(world.signing_keys("acme", "id").await.len(), 1);

        set_end(&world, &key, DAY + TAIL, json!({})).await.ok();
        let keys = world.signing_keys("acme", "state activatesAt").await;
        let start = world.now().plus_seconds(DAY).to_string();
        assert_eq!(keys[0], json!({ "state": "PENDING", "activatesAt": start }));
    }

    async fn a_sooner_end_needs_force_and_a_reason_which_the_audit_log_has(world: World) {
        let project = world.project("acme").await;
        let key = world.signing_keys("acme", "id").await[0]["id"].clone();
        let bare = set_end(&world, &key, TAIL + 3, json!({ "force": true })).await;
        assert_eq!(bare.refused("INVALID_INPUT").fields(), ["input.reason"]);
        let forced = json!({ "force": true, "reason": "it leaks" });
        let ending = set_end(&world, &key, TAIL + 3, forced).await.ok();
        let soon = world.now().plus_seconds(3);
        assert_eq!(ending.text("/updateKey/key/retiresAt"), soon.to_string());

        let events = world.events(Some(&project)).await;
        let update = events.iter().find(|event| event["action"] == "signingKey.update").unwrap();
        let changes = &update["changes"];
        let changes: Value = changes.as_str().map_or_else(|| changes.clone(), |text| serde_json::from_str(text).unwrap());
        assert_eq!((&changes["force"], &changes["reason"]), (&json!(true), &json!("it leaks")));
    }

    async fn force_is_for_signing_keys(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = world.application_key(&application, "k").await;
        let refused = set_end(&world, &json!(key), 60, json!({ "force": true, "reason": "r" })).await;
        assert_eq!(refused.refused("INVALID_INPUT").fields(), ["input.force"]);
    }

    async fn longer_tokens_are_refused_where_they_leave_no_time_to_publish_a_successor(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = world.signing_keys("acme", "id").await[0]["id"].clone();
        set_end(&world, &key, 3 * DAY, json!({})).await.ok();
        let raise = async |seconds: i64| {
            let input = json!({ "applicationId": application, "accessTokenLifetimeSeconds": seconds });
            world.mutate(&world.root(), "updateApplication", input, "application { id }").await
        };
        raise(2 * DAY).await.refused("PRECONDITION_FAILED");
        raise(DAY).await.ok();
    }

    async fn after_the_max_age_was_lowered_a_key_is_published_for_as_long_as_the_old_one(world: World) {
        let policy = json!({ "signingAlgorithm": "ES256", "jwksMaxAgeSeconds": 3600, "publishAheadSeconds": 7200 });
        let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": policy });
        let made = world.mutate(&world.root(), "createProject", input, "project { id }").await;
        let project = made.text("/createProject/project/id");
        let policy = json!({ "jwksMaxAgeSeconds": 60, "publishAheadSeconds": 900 });
        let input = json!({ "projectId": project, "keyPolicy": policy });
        world.mutate(&world.root(), "updateProject", input, "project { id }").await.ok();

        let rotate = async || {
            let key = world.signing_keys("acme", "id").await[0]["id"].clone();
            let input = json!({ "keyId": key });
            let rotated = world.mutate(&world.root(), "rotateKey", input, "key { activatesAt }").await;
            Timestamp::parse(&rotated.text("/rotateKey/key/activatesAt")).unwrap()
        };
        let start = rotate().await;
        assert_eq!(start, world.now().plus_seconds(3600 + 60));
        world.clock.set(start);
        assert_eq!(rotate().await, start.plus_seconds(900));
    }
}
