//! Rotation: by hand, by the schedule, and by two clients at once.

use keyplane_entity::Timestamp;
use serde_json::{Value, json};

use crate::harness::{World, on_both};

const DAY: i64 = 86_400;

async fn signer(world: &World) -> String {
    let query = "{ project(slug: \"acme\") { currentSigningKey { id } } }";
    world.ask(&world.root(), query, Value::Null).await.text("/project/currentSigningKey/id")
}

async fn rotate(world: &World, key: &str) -> crate::harness::Answer {
    let fields = "key { id kid state activatesAt predecessor { id } } previous { id state retiresAt expiresAt successor { id } }";
    world.mutate(&world.root(), "rotateKey", json!({ "keyId": key }), fields).await
}

on_both! {
    async fn a_successor_is_published_ahead_and_takes_over_in_time(world: World) {
        world.project("acme").await;
        let old = signer(&world).await;
        let rotated = rotate(&world, &old).await;
        let new = rotated.text("/rotateKey/key/id");
        assert_eq!(rotated.text("/rotateKey/key/state"), "PENDING");
        let takes_over = world.now().plus_seconds(DAY);
        assert_eq!(rotated.text("/rotateKey/key/activatesAt"), takes_over.to_string());
        assert_eq!(rotated.text("/rotateKey/key/predecessor/id"), old);
        assert_eq!(rotated.text("/rotateKey/previous/successor/id"), new);
        assert_eq!(rotated.text("/rotateKey/previous/retiresAt"), takes_over.to_string());
        let kid = rotated.text("/rotateKey/key/kid");
        assert!(world.get("/p/acme/.well-known/jwks.json").await.text().contains(&kid));

        world.clock.set(takes_over.plus_seconds(-1));
        assert_eq!(signer(&world).await, old);
        world.clock.set(takes_over);
        assert_eq!(signer(&world).await, new);
        let states = world.signing_keys("acme", "state").await;
        assert_eq!(states, [json!({ "state": "ACTIVE" }), json!({ "state": "RETIRING" })]);

        let end: Timestamp = Timestamp::parse(&rotated.text("/rotateKey/previous/expiresAt")).unwrap();
        world.clock.set(end);
        assert_eq!(world.signing_keys("acme", "state").await[1]["state"], "EXPIRED");
    }

    async fn a_key_has_one_successor_and_the_second_try_names_it(world: World) {
        world.project("acme").await;
        let old = signer(&world).await;
        let first = rotate(&world, &old).await;
        let second = rotate(&world, &old).await.refused("PRECONDITION_FAILED");
        assert!(second.message().contains(&first.text("/rotateKey/key/kid")), "{}", second.message());
    }

    async fn of_many_rotations_at_once_one_makes_the_successor(world: World) {
        world.project("acme").await;
        let old = signer(&world).await;
        let replica = world.replica().await;
        let answers = futures_util::future::join_all(
            (0..6).map(|turn| rotate(if turn % 2 == 0 { &world } else { &replica }, &old)),
        )
        .await;
        let codes: Vec<_> = answers.iter().map(crate::harness::Answer::code).collect();
        assert_eq!(codes.iter().filter(|code| code.is_empty()).count(), 1, "{codes:?}");
        assert!(codes.iter().all(|code| matches!(*code, "" | "PRECONDITION_FAILED" | "LIMIT_EXCEEDED")), "{codes:?}");
        assert_eq!(world.signing_keys("acme", "id").await.len(), 2);
    }

    async fn revoking_a_pending_successor_restores_its_predecessor(world: World) {
        world.project("acme").await;
        let old = signer(&world).await;
        let new = rotate(&world, &old).await.text("/rotateKey/key/id");
        let input = json!({ "keyId": new, "reason": "a mistake" });
        world.mutate(&world.root(), "revokeKey", input, "key { state }").await.ok();

        world.clock.advance(10 * DAY);
        assert_eq!(signer(&world).await, old);
        let keys = world.signing_keys("acme", "id state retiresAt expiresAt").await;
        let restored = json!({ "id": old, "state": "ACTIVE", "retiresAt": null, "expiresAt": null });
        assert_eq!(keys[1], restored);
    }

    async fn revoking_the_only_signer_leaves_another_in_the_same_moment(world: World) {
        world.project("acme").await;
        let old = signer(&world).await;
        let input = json!({ "keyId": old, "reason": "leaked" });
        world.mutate(&world.root(), "revokeKey", input, "key { state }").await.ok();
        let new = signer(&world).await;
        assert_ne!(new, old);
        let jwks = world.get("/p/acme/.well-known/jwks.json").await.json();
        assert_eq!(jwks["keys"].as_array().unwrap().len(), 1);
    }

    async fn revoking_the_only_signer_brings_the_pending_one_forward(world: World) {
        world.project("acme").await;
        let old = signer(&world).await;
        let next = rotate(&world, &old).await.text("/rotateKey/key/id");
        let input = json!({ "keyId": old, "reason": "leaked" });
        world.mutate(&world.root(), "revokeKey", input, "key { state }").await.ok();
        assert_eq!(signer(&world).await, next);
    }

    async fn sooner_than_the_publish_ahead_only_with_force_and_a_reason(world: World) {
        world.project("acme").await;
        let old = signer(&world).await;
        let soon = world.now().plus_seconds(3600).to_string();
        let run = async |input| world.mutate(&world.root(), "rotateKey", input, "key { state activatesAt }").await;
        run(json!({ "keyId": old, "activatesAt": soon })).await.refused("INVALID_INPUT");
        run(json!({ "keyId": old, "activatesAt": soon, "force": true })).await.refused("INVALID_INPUT");
        let forced = run(json!({ "keyId": old, "force": true, "reason": "the old one leaks" })).await;
        assert_eq!(forced.text("/rotateKey/key/state"), "ACTIVE");
    }

    async fn the_preview_says_what_the_rotation_does(world: World) {
        world.project("acme").await;
        let old = signer(&world).await;
        let query = "query ($id: ID!) { node(id: $id) { ... on Key { rotationPreview {
            successorPublishedAt successorActivatesAt retiresAt expiresAt refusal } } } }";
        let preview = world.ask(&world.root(), query, json!({ "id": old })).await;
        let preview = preview.at("/node/rotationPreview").clone();
        assert_eq!(preview["refusal"], Value::Null);
        let rotated = rotate(&world, &old).await;
        assert_eq!(preview["successorActivatesAt"], *rotated.at("/rotateKey/key/activatesAt"));
        assert_eq!(preview["retiresAt"], *rotated.at("/rotateKey/previous/retiresAt"));
        assert_eq!(preview["expiresAt"], *rotated.at("/rotateKey/previous/expiresAt"));
        let again = world.ask(&world.root(), query, json!({ "id": old })).await;
        assert!(again.at("/node/rotationPreview/refusal").is_string(), "{}", again.body);
    }

    async fn another_algorithm_in_the_policy_makes_a_pending_successor(world: World) {
        let project = world.project("acme").await;
        let old = signer(&world).await;
        let input = json!({ "projectId": project, "keyPolicy": { "signingAlgorithm": "ES256" } });
        world.mutate(&world.root(), "updateProject", input, "project { id }").await.ok();
        let keys = world.signing_keys("acme", "algorithm state").await;
        assert_eq!(keys[0], json!({ "algorithm": "ES256", "state": "PENDING" }));
        assert_eq!(signer(&world).await, old);
        world.clock.advance(DAY);
        assert_ne!(signer(&world).await, old);
    }

    async fn imported_keys_are_not_rotated_here(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let key = world.application_key(&application, "k").await;
        let refused = rotate(&world, &key).await.refused("PRECONDITION_FAILED");
        assert!(refused.message().contains("import"), "{}", refused.message());
    }
}
