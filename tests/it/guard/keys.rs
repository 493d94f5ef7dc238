//! Admin tokens by the scope and the state of their key.

use serde_json::json;

use super::tokens::{assert_verdicts, changed, judged};
use crate::harness::{Caller, World, on_both, rsa_key};

async fn verdict(world: &World, caller: &Caller) -> String {
    judged(world, &[format!("Bearer {}", caller.token(world.now()))]).await
}

on_both! {
    async fn a_projects_key_opens_with_its_slug_alone(world: World) {
        let project = world.project("acme").await;
        world.project("other").await;
        let admin = world.project_admin(&project, "acme", "first", &["READ"]).await;
        let token = |audience| admin.token_with(changed(&world, &admin, json!({ "aud": audience })));
        let rows = vec![
            ("its slug", token(json!("acme")), ""),
            ("its slug in an array", token(json!(["acme"])), ""),
            ("another project", token(json!("other")), "UNKNOWN_KID"),
            ("the instance", token(json!("keyplane")), "UNKNOWN_KID"),
            ("both projects", token(json!(["acme", "other"])), "WRONG_AUDIENCE"),
            ("its ID", token(json!(project)), "WRONG_AUDIENCE"),
        ];
        assert_verdicts(&world, rows).await;
    }

    async fn an_application_or_signing_key_never_opens_the_admin_api(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let public_key = rsa_key("first").public_key().spki_pem();
        let input = json!({ "applicationId": application, "name": "a", "publicKey": public_key, "kid": "app-key" });
        world.mutate(&world.root(), "importApplicationKey", input, "key { id }").await.ok();
        let public_key = rsa_key("second").public_key().spki_pem();
        let input = json!({ "projectId": project, "name": "s", "publicKey": public_key, "kid": "sig-key" });
        world.mutate(&world.root(), "importSigningKey", input, "key { id }").await.ok();

        for (name, kid) in [("first", "app-key"), ("second", "sig-key")] {
            let caller = Caller::with_kid(&rsa_key(name), kid, "acme");
            assert_eq!(verdict(&world, &caller).await, "UNKNOWN_KID", "{kid}");
            let caller = Caller::with_kid(&rsa_key(name), kid, "keyplane");
            assert_eq!(verdict(&world, &caller).await, "UNKNOWN_KID", "{kid}");
        }
    }

    async fn a_key_of_the_project_with_the_kid_of_an_instance_key_opens_nothing(world: World) {
        let project = world.project("acme").await;
        let application = world.application(&project, "service").await;
        let root = world.root();
        let public_key = rsa_key("first").public_key().spki_pem();
        let input = json!({ "applicationId": application, "name": "a", "publicKey": public_key, "kid": root.kid });
        world.mutate(&root, "importApplicationKey", input, "key { kid }").await.ok();

        let impostor = Caller::with_kid(&rsa_key("first"), &root.kid, "keyplane");
        assert_eq!(verdict(&world, &impostor).await, "BAD_SIGNATURE");
        let impostor = Caller::with_kid(&rsa_key("first"), &root.kid, "acme");
        assert_eq!(verdict(&world, &impostor).await, "UNKNOWN_KID");
        assert_eq!(verdict(&world, &root).await, "");
    }

    async fn the_state_of_a_key_is_shown_only_to_its_holder(world: World) {
        let project = world.project("acme").await;
        let admin = world.project_admin(&project, "acme", "first", &["READ"]).await;
        assert_eq!(verdict(&world, &admin).await, "");
        let input = json!({ "keyId": world.key_of(&admin).await, "reason": "lost" });
        world.mutate(&world.root(), "revokeKey", input, "key { state }").await.ok();

        assert_eq!(verdict(&world, &admin).await, "KEY_REVOKED");
        let stranger = Caller::with_kid(&rsa_key("second"), &admin.kid, "acme");
        assert_eq!(verdict(&world, &stranger).await, "BAD_SIGNATURE");
    }

    async fn an_expired_key_opens_nothing_from_that_second_on(world: World) {
        let project = world.project("acme").await;
        let admin = world.project_admin(&project, "acme", "first", &["READ"]).await;
        let end = world.now().plus_seconds(3600);
        let input = json!({ "keyId": world.key_of(&admin).await, "expiresAt": end.to_string() });
        world.mutate(&world.root(), "updateKey", input, "key { expiresAt }").await.ok();

        world.clock.set(end.plus_seconds(-1));
        assert_eq!(verdict(&world, &admin).await, "");
        world.clock.set(end);
        assert_eq!(verdict(&world, &admin).await, "KEY_EXPIRED");
    }

    async fn a_pending_key_opens_nothing_yet(world: World) {
        let project = world.project("acme").await;
        let admin = world.project_admin(&project, "acme", "first", &["READ"]).await;
        // No mutation makes a pending admin key, but a row may have that state.
        let start = world.now().plus_seconds(3600);
        world.sql(&format!("UPDATE \"key\" SET activates_at = {} WHERE kid = '{}'", start.0, admin.kid)).await;
        assert_eq!(verdict(&world, &admin).await, "KEY_PENDING");
        world.clock.set(start);
        assert_eq!(verdict(&world, &admin).await, "");
    }

    async fn a_retiring_key_still_opens_until_its_end(world: World) {
        let root = world.root();
        let input = json!({ "name": "old", "permissions": ["READ"], "format": "PEM_PKCS8" });
        let made = world.mutate(&root, "generateAdminKey", input, "key { id kid } privateKey { content }").await;
        let pem = made.text("/generateAdminKey/privateKey/content");
        let key = keyplane_auth::PrivateKey::from_pem(&pem).unwrap();
        let old = Caller::new(&key, "keyplane");
        let input = json!({ "keyId": made.at("/generateAdminKey/key/id"), "overlapSeconds": 600 });
        let rotated = world.mutate(&root, "rotateKey", input, "previous { state }").await;
        assert_eq!(rotated.text("/rotateKey/previous/state"), "RETIRING");

        world.clock.advance(599);
        assert_eq!(verdict(&world, &old).await, "");
        world.clock.advance(1);
        assert_eq!(verdict(&world, &old).await, "KEY_EXPIRED");
    }

    async fn a_project_may_allow_shorter_tokens_only(world: World) {
        let input = json!({ "slug": "acme", "name": "Acme", "keyPolicy": { "maxAdminTokenLifetimeSeconds": 600 } });
        let made = world.mutate(&world.root(), "createProject", input, "project { id }").await;
        let project = made.text("/createProject/project/id");
        let admin = world.project_admin(&project, "acme", "first", &["READ"]).await;
        let now = world.now().seconds();
        let token = |exp: i64| admin.token_with(changed(&world, &admin, json!({ "exp": exp })));
        let rows = vec![
            ("ten minutes", token(now + 600), ""),
            ("a second more", token(now + 601), "LIFETIME_TOO_LONG"),
        ];
        assert_verdicts(&world, rows).await;
    }

    async fn the_keys_of_a_deleted_project_open_nothing(world: World) {
        let project = world.project("acme").await;
        let admin = world.project_admin(&project, "acme", "first", &["READ"]).await;
        assert_eq!(verdict(&world, &admin).await, "");
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        assert_eq!(verdict(&world, &admin).await, "WRONG_AUDIENCE");
    }
}
