//! At least one usable instance key that can make other keys always remains.

use serde_json::json;

use crate::harness::on_both;

on_both! {
    async fn the_last_instance_admin_key_cannot_be_revoked_ended_or_weakened(world: World) {
        let root = world.root();
        let id = world.key_of(&root).await;
        let end = world.now().plus_seconds(3600).to_string();
        for (mutation, input) in [
            ("revokeKey", json!({ "keyId": id, "reason": "r" })),
            ("updateKey", json!({ "keyId": id, "expiresAt": end })),
            ("updateKey", json!({ "keyId": id, "permissions": ["READ"] })),
        ] {
            let answer = world.mutate(&root, mutation, input, "key { id }").await;
            assert_eq!(answer.code(), "PRECONDITION_FAILED", "{mutation}: {}", answer.body);
        }
        world.ask(&root, "{ viewer { scope } }", json!({})).await.ok();
    }

    async fn of_two_that_revoke_each_other_one_remains(world: World) {
        let all = ["READ", "AUDIT_READ", "PROJECT_WRITE", "APPLICATIONS_WRITE", "KEYS_WRITE", "KEYS_EXPORT", "ADMIN_KEYS_WRITE", "INSTANCE_WRITE"];
        let root = world.root();
        let second = world.instance_admin("second", &all).await;
        let (root_id, second_id) = (world.key_of(&root).await, world.key_of(&second).await);
        let replica = world.replica().await;
        let (one, other) = tokio::join!(
            world.mutate(&root, "revokeKey", json!({ "keyId": second_id, "reason": "r" }), "key { id }"),
            replica.mutate(&second, "revokeKey", json!({ "keyId": root_id, "reason": "r" }), "key { id }"),
        );
        let revoked = [&one, &other].iter().filter(|answer| answer.code().is_empty()).count();
        assert_eq!(revoked, 1, "{} {}", one.body, other.body);
    }

    async fn an_operator_at_the_command_line_gets_a_new_key_and_it_is_on_record(world: World) {
        let file = world.control.keys().generate_local_admin("rescue").await.unwrap();
        assert_eq!(file.media_type, "application/json");
        let newest = &world.events(None).await[0];
        assert_eq!(newest["actorType"], "LOCAL");
        assert_eq!(newest["action"], "adminKey.generate");
    }
}
