//! What changes while a request waits counts for the request.

use std::sync::mpsc;

use keyplane_auth::decode_unverified;
use serde_json::{Value, json};
use tokio::{join, runtime::Builder};

use super::{
    ask::{Ask, TOKEN},
    imported::{HASHES, SECRET, import, moved},
    parties::{Acme, Party, token_of},
};
use crate::harness::{Backend, Response, World, run};

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

/// Runs a test in which one thread computes slow hashes.
fn with_one_hash<F: Future<Output = ()>>(backend: Backend, test: impl FnOnce(World) -> F) {
    let mut runtime = Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).max_blocking_threads(1).enable_all().build();
    runtime.unwrap().block_on(run(backend, test));
}

mod a_revoked_key_signs_nothing_and_a_disabled_api_gets_no_token {
    use super::{Backend, with_one_hash};

    #[test]
    fn sqlite() {
        with_one_hash(
            Backend::Sqlite,
            super::a_revoked_key_signs_nothing_and_a_disabled_api_gets_no_token,
        );
    }

    #[test]
    fn postgres() {
        with_one_hash(
            Backend::Postgres,
            super::a_revoked_key_signs_nothing_and_a_disabled_api_gets_no_token,
        );
    }
}
