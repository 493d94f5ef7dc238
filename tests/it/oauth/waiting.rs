//! A client whose secret waits for the slow hash of another server is judged by what is known of it
//! when the hash is done.

use std::{future::Future, sync::mpsc};

use futures_util::future::{join_all, select_all};
use serde_json::{Value, json};

use super::{
    ask::{Ask, INTROSPECT, REVOKE, TOKEN},
    imported::{HASHES, SECRET, import, moved},
    parties::{Acme, Party, Signer, party},
};
use crate::harness::{Backend, Response, World, ec_key, run};

/// Requests of one application and one source that verify a slow secret or wait for it; one more is
/// refused.
const SEATS: usize = 2;

/// Runs a test in which a single thread computes slow hashes.
pub(super) fn with_one_hash<F, Fut>(backend: Backend, test: F)
where
    F: FnOnce(World) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(1)
        .enable_all()
        .build();
    runtime.unwrap().block_on(run(backend, test));
}

/// The answers to requests that waited for a slow hash while something changed.
async fn during_the_wait(
    world: &World,
    path: &str,
    asks: Vec<Ask>,
    change: impl Future<Output = ()>,
) -> Vec<Response> {
    assert_eq!(asks.len(), SEATS + 1);
    let (release, released) = mpsc::channel::<()>();
    let held = tokio::task::spawn_blocking(move || released.recv());
    let refused_before = world.control.limit_counts().slow_hashes;

    // One is refused as soon as all seats are taken, so the others were judged, and wait.
    let asked = asks.iter().map(|ask| Box::pin(ask.send(world, path)));
    let (crowded, _, waiting) = select_all(asked).await;
    assert_eq!(crowded.status, 429, "{}", crowded.text());
    assert_eq!(crowded.header("retry-after"), "1");
    change.await;
    drop(release);
    assert!(held.await.unwrap().is_err(), "released");

    let mut answers = join_all(waiting).await;
    let refused = world.control.limit_counts().slow_hashes - refused_before;
    answers.retain(|answer| answer.status != 429);
    // The one that had its turn is answered; the others may have waited for too long.
    assert!(!answers.is_empty());
    assert_eq!(usize::try_from(refused).unwrap(), SEATS + 1 - answers.len());
    answers
}

/// A client whose secret is known by its slow hash alone, and the secret's ID.
async fn slow_client(world: &World, project: &str) -> (Party, String) {
    let client = moved(world, project, "CLIENT_SECRET_BASIC").await;
    let made = import(world, &client, json!({ "hash": HASHES[0] })).await;
    (client, made.text("/importClientSecret/clientSecret/id"))
}

fn one_too_many(ask: impl Fn() -> Ask) -> Vec<Ask> {
    std::iter::repeat_with(ask).take(SEATS + 1).collect()
}

async fn change(world: &World, mutation: &str, input: Value) {
    world.mutate(&world.root(), mutation, input, "__typename").await.ok();
}

#[track_caller]
fn assert_all(name: &str, answers: &[Response], status: u16, error: &str) {
    for answer in answers {
        assert_eq!(answer.status, status, "{name}: {}", answer.text());
        assert_eq!(answer.json()["error"], error, "{name}");
    }
}

async fn no_secret_or_application_that_was_taken_away_gets_a_token(world: World) {
    let acme = Acme::create(&world).await;
    for (name, mutation) in [
        ("the secret is revoked", "revokeClientSecret"),
        ("the secret is revoked and another is imported", "importClientSecret"),
        ("the application is disabled", "updateApplication"),
        ("its method is another one", "authMethod"),
        ("the application is deleted", "deleteApplication"),
    ] {
        let (client, secret) = slow_client(&world, &acme.project).await;
        let asks = one_too_many(|| Ask::client_credentials().basic(&client.id, SECRET));
        let id = json!({ "applicationId": client.id });
        let with = |more: Value| {
            let mut input = id.clone();
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            input
        };
        let taken_away = async {
            let secret = json!({ "clientSecretId": secret });
            match mutation {
                "revokeClientSecret" => change(&world, mutation, secret).await,
                "importClientSecret" => {
                    import(&world, &client, json!({ "secret": "another" })).await.ok();
                    change(&world, "revokeClientSecret", secret).await;
                }
                "updateApplication" => {
                    change(&world, mutation, with(json!({ "enabled": false }))).await
                }
                "authMethod" => {
                    let method = json!({ "authMethod": "CLIENT_SECRET_POST" });
                    change(&world, "updateApplication", with(method)).await;
                }
                _ => change(&world, mutation, id.clone()).await,
            }
        };
        let answers = during_the_wait(&world, TOKEN, asks, taken_away).await;
        assert_all(name, &answers, 401, "invalid_client");
    }
}

async fn a_token_is_of_the_generation_and_the_grants_after_the_wait(world: World) {
    let acme = Acme::create(&world).await;
    let (client, _) = slow_client(&world, &acme.project).await;
    let ask = || Ask::client_credentials().basic(&client.id, SECRET);
    let raised = change(&world, "revokeApplicationTokens", json!({ "applicationId": client.id }));
    for answer in during_the_wait(&world, TOKEN, one_too_many(ask), raised).await {
        assert_eq!(answer.status, 200, "{}", answer.text());
        let token = answer.json()["access_token"].as_str().unwrap().to_owned();
        let shown = Ask::about(&token).basic(&client.id, SECRET).send(&world, INTROSPECT).await;
        assert_eq!(shown.json()["active"], true);
    }

    let (client, _) = slow_client(&world, &acme.project).await;
    let api = world.api(&acme.project, "orders", &["read"]).await;
    let grant = world.grant(&client.id, &api, &["read"]).await;
    let ask = || Ask::client_credentials().basic(&client.id, SECRET).with("resource", "urn:orders");
    let taken_away = async {
        // Everything that is cached of the project is dropped, and read again by later requests.
        change(&world, "updateProject", json!({ "projectId": acme.project, "name": "new" })).await;
        change(&world, "revokeGrant", json!({ "grantId": grant })).await;
    };
    // By its other secret, the client has had a token: its grants are in memory.
    import(&world, &client, json!({ "secret": "another" })).await.ok();
    let known =
        Ask::client_credentials().basic(&client.id, "another").with("resource", "urn:orders");
    assert_eq!(known.send(&world, TOKEN).await.status, 200);
    let answers = during_the_wait(&world, TOKEN, one_too_many(ask), taken_away).await;
    assert_all("the grant is revoked", &answers, 400, "invalid_target");
}

async fn an_assertion_is_judged_again_after_the_secret_beside_it_has_waited(world: World) {
    let acme = Acme::create(&world).await;
    let (client, _) = slow_client(&world, &acme.project).await;
    let key = ec_key();
    let input = json!({ "applicationId": client.id, "name": "k", "publicKey": key.public_key().spki_pem() });
    let made = world.mutate(&world.root(), "importApplicationKey", input, "key { id kid }").await;
    let signer = Signer {
        id: client.id.clone(),
        kid: made.text("/importApplicationKey/key/kid"),
        key: Box::new(
            keyplane_auth::SigningKey::new(&key, keyplane_auth::Algorithm::Es256).unwrap(),
        ),
    };
    let revoked = json!({ "keyId": made.text("/importApplicationKey/key/id"), "reason": "lost" });

    let ask = || Ask::grant(&signer.sign(&world, json!({}))).basic(&client.id, SECRET);
    let taken_away = change(&world, "revokeKey", revoked);
    let answers = during_the_wait(&world, TOKEN, one_too_many(ask), taken_away).await;
    assert_all("the key of the assertion is revoked", &answers, 400, "invalid_grant");
}

async fn introspection_knows_what_was_revoked_while_its_caller_waited(world: World) {
    let acme = Acme::create(&world).await;
    let kind = json!({
        "authMethod": "CLIENT_SECRET_BASIC", "generateSecret": false, "type": "RESOURCE_SERVER",
    });
    let caller = party(&world, &acme.project, kind).await;
    import(&world, &caller, json!({ "hash": HASHES[0] })).await.ok();
    let token = acme.basic.token(&world).await;
    // The project's revoked tokens are in memory.
    let shown = acme.server.basic(Ask::about(&token)).send(&world, INTROSPECT).await;
    assert_eq!(shown.json()["active"], true);

    let ask = || Ask::about(&token).basic(&caller.id, SECRET);
    let taken_away = async {
        change(&world, "updateProject", json!({ "projectId": acme.project, "name": "new" })).await;
        let revoked = acme.basic.basic(Ask::about(&token)).send(&world, REVOKE).await;
        assert_eq!(revoked.status, 200);
    };
    for answer in during_the_wait(&world, INTROSPECT, one_too_many(ask), taken_away).await {
        assert_eq!((answer.status.as_u16(), answer.json()), (200, json!({ "active": false })));
    }
}

/// Runs tests on both databases, with a single thread for slow hashes.
macro_rules! with_one_hash_on_both {
    ($($name:ident)+) => { $(
        mod $name {
            use crate::{harness::Backend, oauth::waiting::with_one_hash};

            #[test]
            fn sqlite() {
                with_one_hash(Backend::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                with_one_hash(Backend::Postgres, super::$name);
            }
        }
    )+ };
}
pub(super) use with_one_hash_on_both;

with_one_hash_on_both! {
    no_secret_or_application_that_was_taken_away_gets_a_token
    a_token_is_of_the_generation_and_the_grants_after_the_wait
    an_assertion_is_judged_again_after_the_secret_beside_it_has_waited
    introspection_knows_what_was_revoked_while_its_caller_waited
}
