//! Connections to PostgreSQL that are dead but not closed.

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{
    ask::{Ask, INTROSPECT, TOKEN},
    parties::Acme,
};
use crate::harness::{Backend, Response, World, run, until};

/// More than the number of look-ups that may run at once.
const QUESTIONS: usize = 20;
/// The longest wait for an answer.
const NEVER: Duration = Duration::from_mins(1);

/// The status of an answer; 0 if none arrives in time.
async fn status(answer: impl Future<Output = Response>) -> u16 {
    timeout(NEVER, Box::pin(answer)).await.map_or(0, |answer| answer.status.as_u16())
}

/// The statuses of concurrent requests that need the database: a query, a mutation, an opaque
/// token, a client assertion, an introspection and an unknown project.
async fn each_kind(world: &World, acme: &Acme) -> [u16; 6] {
    let root = world.root();
    let query = async { world.ask(&root, "{ viewer { scope } }", Value::Null).await.response };
    let rename = json!({ "applicationId": acme.basic.id, "name": "renamed" });
    let rename = world.mutate(&root, "updateApplication", rename, "application { id }");
    let mutation = async { rename.await.response };
    let opaque = acme.opaque.basic(Ask::client_credentials());
    let spent = acme.signer.prove(world, Ask::client_credentials(), json!({}));
    let about = acme.server.basic(Ask::about("unknown"));
    tokio::join!(
        status(query),
        status(mutation),
        status(opaque.send(world, TOKEN)),
        status(spent.send(world, TOKEN)),
        status(about.send(world, INTROSPECT)),
        status(world.get("/p/unknown/.well-known/jwks.json")),
    )
    .into()
}

const FINE: [u16; 6] = [200, 200, 200, 200, 200, 404];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_a_firewall_forgot_are_replaced() {
    run(Backend::Postgres, async |world: World| {
        let (world, wire) = world.wired().await;
        let acme = Acme::create(&world).await;
        assert_eq!(each_kind(&world, &acme).await, FINE);
        wire.forget();
        let found = until(
            async || each_kind(&world, &acme).await,
            |found| *found == FINE || found.contains(&0),
        );
        assert_eq!(found.await, FINE);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_silent_is_503_and_nothing_is_lost_when_it_speaks_again() {
    run(Backend::Postgres, async |world: World| {
        let (world, wire) = world.wired().await;
        let acme = Acme::create(&world).await;
        assert_eq!(each_kind(&world, &acme).await, FINE);
        wire.silence();
        assert_eq!(each_kind(&world, &acme).await, [503; 6]);
        let unknown = (0..QUESTIONS).map(async |number| {
            let path = format!("/p/unknown-{number}/.well-known/jwks.json");
            status(world.get(&path)).await
        });
        assert_eq!(join_all(unknown).await, [503; QUESTIONS]);
        let ready = world.get("/readyz").await;
        assert_eq!(ready.status, 503);
        for path in ["serve", "write"] {
            assert!(ready.text().contains(path), "{}", ready.text());
        }

        wire.mend();
        let found = until(async || each_kind(&world, &acme).await, |found| *found == FINE).await;
        assert_eq!(found, FINE);
        let ready = until(async || world.get("/readyz").await.status, |ready| *ready == 200).await;
        assert_eq!(ready, 200);
    })
    .await;
}
