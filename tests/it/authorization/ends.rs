//! An admin key with an expiry: neither the key nor keys that it makes last longer.

use keyplane_auth::PrivateKey;
use keyplane_entity::Timestamp;
use serde_json::{Value, json};

use super::cast::Acme;
use crate::harness::{Answer, Caller, World, on_both, rsa_key};

const ALL: &[&str] =
    &["READ", "KEYS_WRITE", "KEYS_EXPORT", "ADMIN_KEYS_WRITE", "APPLICATIONS_WRITE"];
const HOUR: i64 = 3600;

/// The holder of a generated instance key that expires in an hour, its ID and its expiry.
async fn temporary(world: &World) -> (Caller, String, Timestamp) {
    let end = world.now().plus_seconds(HOUR);
    let input = json!({ "name": "temporary", "permissions": ALL, "expiresAt": end.to_string(), "format": "PEM_PKCS8" });
    let fields = "key { id } privateKey { content }";
    let made = world.mutate(&world.root(), "generateAdminKey", input, fields).await;
    let key = PrivateKey::from_pem(&made.text("/generateAdminKey/privateKey/content")).unwrap();
    (Caller::new(&key, "keyplane"), made.text("/generateAdminKey/key/id"), end)
}

/// Makes an instance key without an expiry; returns its ID.
async fn endless(world: &World, permissions: &[&str]) -> String {
    let input = json!({ "name": "endless", "permissions": permissions, "retainPrivateKey": true });
    let made = world.mutate(&world.root(), "generateAdminKey", input, "key { id }").await;
    made.text("/generateAdminKey/key/id")
}

/// The answer to a mutation that sets or removes an expiry.
async fn ask(world: &World, actor: &Caller, mutation: &str, input: Value) -> Answer {
    let fields =
        if mutation == "exportPrivateKey" { "privateKey { filename }" } else { "key { id }" };
    world.mutate(actor, mutation, input, fields).await
}

/// Asserts a refusal that names the latest allowed expiry.
#[track_caller]
fn assert_too_late(answer: Answer, end: Timestamp) {
    let answer = answer.refused("FORBIDDEN");
    let latest = format!("{end} is the latest end");
    assert!(answer.message().contains(&latest), "{}", answer.message());
}

on_both! {
    async fn a_key_with_an_end_does_not_take_it_away(world: World) {
        let (actor, id, end) = temporary(&world).await;
        for late in [Value::Null, json!(end.plus_seconds(1).to_string())] {
            let input = json!({ "keyId": id, "expiresAt": late });
            assert_too_late(ask(&world, &actor, "updateKey", input).await, end);
        }
        for kept in [end, end.plus_seconds(-1)] {
            let input = json!({ "keyId": id, "expiresAt": kept.to_string() });
            ask(&world, &actor, "updateKey", input).await.ok();
        }
        let renamed = json!({ "keyId": id, "name": "still mine" });
        ask(&world, &actor, "updateKey", renamed).await.ok();
    }

    async fn a_key_with_an_end_makes_no_key_that_lasts_longer(world: World) {
        let (actor, _, end) = temporary(&world).await;
        for (mutation, name) in [("generateAdminKey", "one"), ("importAdminKey", "two")] {
            let mut input = json!({ "name": "n", "permissions": ["READ"] });
            if mutation == "importAdminKey" {
                input["publicKey"] = json!(rsa_key(name).public_key().spki_pem());
            }
            assert_too_late(ask(&world, &actor, mutation, input.clone()).await, end);
            input["expiresAt"] = json!(end.plus_seconds(1).to_string());
            assert_too_late(ask(&world, &actor, mutation, input.clone()).await, end);
            input["expiresAt"] = json!(end.to_string());
            ask(&world, &actor, mutation, input).await.ok();
        }
    }

    async fn a_key_with_an_end_is_not_renewed_by_its_own_rotation(world: World) {
        let (actor, id, end) = temporary(&world).await;
        world.clock.advance(HOUR / 2);
        // By default a successor has the full lifetime of its predecessor.
        assert_too_late(ask(&world, &actor, "rotateKey", json!({ "keyId": id })).await, end);
        let input = json!({ "keyId": id, "expiresAt": end.to_string() });
        ask(&world, &actor, "rotateKey", input).await.ok();
    }

    async fn a_key_with_an_end_sets_no_later_one_on_others(world: World) {
        let (actor, _, end) = temporary(&world).await;
        let other = endless(&world, &["READ"]).await;
        assert_too_late(ask(&world, &actor, "rotateKey", json!({ "keyId": other })).await, end);
        let day = json!({ "keyId": other, "expiresAt": end.to_string() });
        assert_too_late(ask(&world, &actor, "rotateKey", day).await, end);
        let late = json!({ "keyId": other, "expiresAt": end.plus_seconds(1).to_string() });
        assert_too_late(ask(&world, &actor, "updateKey", late).await, end);

        let input = json!({ "keyId": other, "expiresAt": end.to_string(), "overlapSeconds": HOUR });
        ask(&world, &actor, "rotateKey", input).await.ok();
    }

    async fn a_key_with_an_end_gives_and_takes_nothing_that_lasts_longer(world: World) {
        let (actor, _, end) = temporary(&world).await;
        let other = endless(&world, &["READ"]).await;
        let input = json!({ "keyId": other, "permissions": ["KEYS_WRITE"] });
        assert_too_late(ask(&world, &actor, "updateKey", input).await, end);
        assert_too_late(ask(&world, &actor, "exportPrivateKey", json!({ "keyId": other })).await, end);
        // Narrowing the permissions of another key and revoking it is allowed.
        let input = json!({ "keyId": other, "name": "n", "permissions": ["READ"] });
        ask(&world, &actor, "updateKey", input).await.ok();
        let input = json!({ "keyId": other, "reason": "unused" });
        ask(&world, &actor, "revokeKey", input).await.ok();
    }

    async fn a_key_that_gets_an_end_while_it_waits_is_held_to_it(world: World) {
        let actor = world.instance_admin("actor", ALL).await;
        let id = world.key_of(&actor).await;
        let end = world.now().plus_seconds(HOUR);
        let mut pair = world.hold_key_pair();
        let meanwhile = async {
            pair.is_waited_for().await;
            let input = json!({ "keyId": id, "expiresAt": end.to_string() });
            ask(&world, &world.root(), "updateKey", input).await.ok();
            drop(pair);
        };
        let input = json!({ "name": "n", "permissions": ["READ"] });
        let (answer, ()) = tokio::join!(ask(&world, &actor, "generateAdminKey", input), meanwhile);
        assert_too_late(answer, end);
    }

    async fn application_and_signing_keys_may_outlast_the_key_that_makes_them(world: World) {
        let acme = Acme::create(&world).await;
        let (actor, _, _) = temporary(&world).await;
        let input = json!({ "applicationId": acme.application, "name": "n", "algorithm": "ES256" });
        ask(&world, &actor, "generateApplicationKey", input).await.ok();
        let input = json!({ "projectId": acme.project, "name": "n", "algorithm": "ES256" });
        ask(&world, &actor, "generateSigningKey", input).await.ok();
    }
}
