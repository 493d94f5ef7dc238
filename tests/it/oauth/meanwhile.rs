//! What changes while a request waits counts for the request.

use std::sync::mpsc;

use futures_util::future::{join_all, select_all};
use keyplane_auth::decode_unverified;
use serde_json::{Value, json};
use tokio::join;

use super::{
    ask::{Ask, TOKEN},
    imported::{HASHES, SECRET, import, moved},
    parties::{Acme, Party, token_of},
    waiting::with_one_hash_on_both,
};
use crate::harness::{Response, World};

/// The answer to a request that waits for a slow hash during a change. Everything else that it needs
/// is in memory, so it waits for nothing before the hash.
async fn ask_during(world: &World, ask: &Ask, change: impl Future<Output = ()>) -> Response {
    let (release, released) = mpsc::channel::<()>();
    let held = tokio::task::spawn_blocking(move || released.recv());
    let change = async {
        change.await;
        drop(release);
    };
    let (answer, ()) = join!(ask.send(world, TOKEN), change);
    assert!(held.await.unwrap().is_err());
    answer
}

async fn mutate(world: &World, mutation: &str, input: Value) {
    world.mutate(&world.root(), mutation, input, "__typename").await.ok();
}

/// A client whose secret is known by its hash alone, which is granted an API. It is in memory.
async fn slow_client(world: &World, project: &str, api: &str) -> Party {
    let client = moved(world, project, "CLIENT_SECRET_BASIC").await;
    import(world, &client, json!({ "hash": HASHES[0] })).await.ok();
    world.grant(&client.id, api, &["read"]).await;
    let wrong = Ask::client_credentials().basic(&client.id, "another secret");
    assert_eq!(wrong.send(world, TOKEN).await.status, 401);
    client
}

async fn a_revoked_key_signs_nothing_and_a_disabled_api_gets_no_token(world: World) {
    let acme = Acme::create(&world).await;
    let api = world.api(&acme.project, "orders", &["read"]).await;
    let ask = |of: &Party, secret: &str| {
        Ask::client_credentials().basic(&of.id, secret).with("resource", "urn:orders")
    };
    world.grant(&acme.basic.id, &api, &["read"]).await;
    let warm = async || token_of(&world, &ask(&acme.basic, &acme.basic.secret)).await;

    let client = slow_client(&world, &acme.project, &api).await;
    warm().await;
    let disable = async {
        // Everything that is in memory of the project is dropped, so that the next change is told to
        // nothing that a request took before.
        let renamed = json!({ "projectId": acme.project, "name": "new" });
        mutate(&world, "updateProject", renamed).await;
        mutate(&world, "updateApi", json!({ "apiId": api, "enabled": false })).await;
    };
    let answer = ask_during(&world, &ask(&client, SECRET), disable).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
    assert_eq!(answer.json()["error"], "invalid_target");
    mutate(&world, "updateApi", json!({ "apiId": api, "enabled": true })).await;

    let client = slow_client(&world, &acme.project, &api).await;
    warm().await;
    let key = world.signing_keys("acme", "id kid").await.remove(0);
    let revoke = mutate(&world, "revokeKey", json!({ "keyId": key["id"], "reason": "leaked" }));
    let answer = ask_during(&world, &ask(&client, SECRET), revoke).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    let signed_with = decode_unverified(&token).header.unwrap()["kid"].clone();
    assert_ne!(signed_with, key["kid"], "the project has made a new key");
}

async fn a_crowd_of_one_source_is_refused_counts_as_its_failure_and_locks_out_no_other(
    world: World,
) {
    let acme = Acme::create(&world).await;
    let api = world.api(&acme.project, "orders", &["read"]).await;
    let client = slow_client(&world, &acme.project, &api).await;
    let world = world.limited(2, 100).await;
    let wrong = Ask::client_credentials().basic(&client.id, "another secret");
    assert_eq!(wrong.send(&world, TOKEN).await.status, 401, "the first failure; all is in memory");

    let from = async |address: &str| {
        world.move_client(address);
        Ask::client_credentials().basic(&client.id, SECRET).send(&world, TOKEN).await
    };
    let (release, released) = mpsc::channel::<()>();
    let held = tokio::task::spawn_blocking(move || released.recv());
    let asked = (0..3).map(|_| Box::pin(from("192.0.2.1")));
    let (crowded, _, waiting) = select_all(asked).await;
    assert_eq!((crowded.status.as_u16(), crowded.header("retry-after")), (429, "1"));
    assert!(crowded.text().contains("being verified"), "{}", crowded.text());

    let release = async { drop(release) };
    let (mut answers, elsewhere, ()) = join!(join_all(waiting), from("198.51.100.9"), release);
    assert!(held.await.unwrap().is_err());
    answers.push(elsewhere);
    for answer in answers {
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    world.move_client("192.0.2.1");
    let wrong = Ask::client_credentials().basic(&acme.basic.id, "wrong");
    assert_eq!(wrong.send(&world, TOKEN).await.status, 429, "the crowd was the second failure");
}

async fn a_slow_secret_of_a_spent_source_takes_no_turn_from_a_signature(world: World) {
    let acme = Acme::create(&world).await;
    let api = world.api(&acme.project, "orders", &["read"]).await;
    let client = slow_client(&world, &acme.project, &api).await;
    let world = world.limited(1, 100).await;
    let slow = Ask::client_credentials().basic(&client.id, SECRET);
    let wrong = Ask::client_credentials().basic(&client.id, "another secret");
    assert_eq!(wrong.send(&world, TOKEN).await.status, 401);
    assert_eq!(wrong.send(&world, TOKEN).await.status, 429, "its source is spent");

    let signed = async {
        let ask = acme.signer.prove(&world, Ask::client_credentials(), json!({}));
        let answer = ask.send(&world, TOKEN).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    };
    assert_eq!(ask_during(&world, &slow, signed).await.status, 200);
}

with_one_hash_on_both! {
    a_revoked_key_signs_nothing_and_a_disabled_api_gets_no_token
    a_crowd_of_one_source_is_refused_counts_as_its_failure_and_locks_out_no_other
    a_slow_secret_of_a_spent_source_takes_no_turn_from_a_signature
}
