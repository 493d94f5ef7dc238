//! A use case that waits for a key pair repeats its decisions under the lock, with the rows as
//! they are then.

use serde_json::{Value, json};

use super::{cast::Acme, permissions::ALL};
use crate::harness::{Answer, Caller, World, on_both};

/// Sends the mutation, and runs `meanwhile` while it waits for its key pair.
async fn send(
    world: &World,
    actor: &Caller,
    (mutation, input): (&str, Value),
    meanwhile: impl Future<Output = Answer>,
) -> Answer {
    let mut pair = world.hold_key_pair();
    let meanwhile = async {
        pair.is_waited_for().await;
        meanwhile.await.ok();
        drop(pair);
    };
    tokio::join!(world.mutate(actor, mutation, input, "key { id }"), meanwhile).0
}

async fn permit(world: &World, key: &str, permissions: &[&str]) -> Answer {
    let input = json!({ "keyId": key, "permissions": permissions });
    world.mutate(&world.root(), "updateKey", input, "key { id }").await
}

/// Generates an admin key, since only generated ones can be rotated; returns its ID.
async fn generated(world: &World, permissions: &[&str]) -> String {
    let input = json!({ "name": "n", "permissions": permissions });
    let made = world.mutate(&world.root(), "generateAdminKey", input, "key { id }").await;
    made.text("/generateAdminKey/key/id")
}

async fn successor(world: &World, key: &str) -> Value {
    let query = "query ($id: ID!) { node(id: $id) { ... on Key { successor { id } } } }";
    let found = world.ask(&world.root(), query, json!({ "id": key })).await;
    found.at("/node/successor").clone()
}

on_both! {
    async fn a_rotation_gives_no_permission_that_the_predecessor_got_while_it_waited(world: World) {
        let keeper = world.instance_admin("keeper", &["READ", "ADMIN_KEYS_WRITE"]).await;
        let key = generated(&world, &["READ"]).await;
        let rotation = ("rotateKey", json!({ "keyId": key }));
        let answer = send(&world, &keeper, rotation, permit(&world, &key, &ALL)).await;
        let answer = answer.refused("FORBIDDEN");
        assert!(answer.message().contains("KEYS_EXPORT"), "{}", answer.message());
        assert_eq!(successor(&world, &key).await, Value::Null);
    }

    async fn a_key_gives_no_permission_that_it_lost_while_it_waited(world: World) {
        let keeper = world.instance_admin("keeper", &["ADMIN_KEYS_WRITE", "KEYS_WRITE"]).await;
        let id = world.key_of(&keeper).await;
        let generation = ("generateAdminKey", json!({ "name": "n", "permissions": ["KEYS_WRITE"] }));
        let answer = send(&world, &keeper, generation, permit(&world, &id, &["ADMIN_KEYS_WRITE"])).await;
        assert!(answer.refused("FORBIDDEN").message().contains("KEYS_WRITE"));
    }

    async fn a_holders_signing_key_needs_both_permissions_after_the_wait_too(world: World) {
        let acme = Acme::create(&world).await;
        let input = json!({ "projectId": acme.project, "name": "n", "algorithm": "ES256", "custody": "HOLDER" });
        let made = world.mutate(&world.root(), "generateSigningKey", input.clone(), "key { id }").await;
        let held = made.text("/generateSigningKey/key/id");

        let keeper = world.instance_admin("keeper", &["KEYS_WRITE", "APPLICATIONS_WRITE"]).await;
        let id = world.key_of(&keeper).await;
        for order in [("generateSigningKey", input), ("rotateKey", json!({ "keyId": held }))] {
            permit(&world, &id, &["KEYS_WRITE", "APPLICATIONS_WRITE"]).await.ok();
            let name = order.0;
            let answer = send(&world, &keeper, order, permit(&world, &id, &["KEYS_WRITE"])).await;
            assert_eq!(answer.code(), "FORBIDDEN", "{name}: {}", answer.body);
        }
    }

    async fn a_signing_key_of_a_policy_that_changed_meanwhile_is_not_added(world: World) {
        let acme = Acme::create(&world).await;
        let input = json!({ "projectId": acme.project, "keyPolicy": { "signingAlgorithm": "ES256" } });
        let root = world.root();
        let change = world.mutate(&root, "updateProject", input, "project { id }");
        let generation = ("generateSigningKey", json!({ "projectId": acme.project, "name": "n" }));
        send(&world, &world.root(), generation, change).await.refused("CONFLICT");
        let keys = world.signing_keys("acme", "algorithm state").await;
        assert_eq!(keys[0], json!({ "algorithm": "ES256", "state": "PENDING" }), "{keys:?}");
        assert_eq!(keys.len(), 2, "{keys:?}");
    }

    async fn a_key_that_is_revoked_while_its_successor_is_made_gets_none(world: World) {
        let key = generated(&world, &["READ"]).await;
        let input = json!({ "keyId": key, "reason": "lost" });
        let root = world.root();
        let revocation = world.mutate(&root, "revokeKey", input, "key { id }");
        let rotation = ("rotateKey", json!({ "keyId": key }));
        send(&world, &world.root(), rotation, revocation).await.refused("PRECONDITION_FAILED");
        assert_eq!(successor(&world, &key).await, Value::Null);
    }

    async fn an_application_that_is_deleted_while_its_key_is_made_gets_none(world: World) {
        let acme = Acme::create(&world).await;
        let input = json!({ "applicationId": acme.application });
        let root = world.root();
        let deletion = world.mutate(&root, "deleteApplication", input, "deletedId");
        let generation = ("generateApplicationKey", json!({ "applicationId": acme.application, "name": "n", "algorithm": "ES256" }));
        send(&world, &world.root(), generation, deletion).await.refused("NOT_FOUND");
    }
}
