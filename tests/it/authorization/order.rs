//! Locks on PostgreSQL, where mutations of different projects run concurrently.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use sqlx::{Connection, Executor, PgConnection};

use super::cast::Acme;
use crate::harness::{Backend, World, run, until};

/// How many connections to the world's database wait for a lock.
async fn waiting(observer: &mut PgConnection) -> i64 {
    let query = "SELECT COUNT(*) FROM pg_stat_activity \
                 WHERE datname = current_database() AND wait_event_type = 'Lock'";
    sqlx::query_scalar(query).fetch_one(observer).await.unwrap()
}

/// A connection that locks the rows matching `condition`, until [`let_go`].
async fn hold(world: &World, table: &str, condition: &str) -> PgConnection {
    let mut holder = PgConnection::connect(&world.database_url).await.unwrap();
    let lock = format!("BEGIN; SELECT 1 FROM \"{table}\" WHERE {condition} FOR NO KEY UPDATE");
    holder.execute(sqlx::AssertSqlSafe(lock)).await.unwrap();
    holder
}

/// Releases the lock. Closing only the connection would let the server release it some time later.
async fn let_go(mut holder: PgConnection) {
    holder.execute("ROLLBACK").await.unwrap();
    holder.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revocation_is_answered_after_every_mutation_of_the_key_that_it_did_not_stop() {
    run(Backend::Postgres, async |world: World| {
        let acme = Acme::create(&world).await;
        let actor = world.instance_admin("actor", &["APPLICATIONS_WRITE"]).await;
        let id = world.key_of(&actor).await;
        let mut observer = PgConnection::connect(&world.database_url).await.unwrap();

        // The mutation has checked its actor when it waits for the application's row.
        let holder = hold(&world, "application", "name = 'service'").await;
        let input = json!({ "applicationId": acme.application, "name": "renamed" });
        let mutation = world.mutate(&actor, "updateApplication", input, "application { id }");
        let root = world.root();
        let input = json!({ "keyId": id, "reason": "lost" });
        let revocation = async {
            until(async || waiting(&mut observer).await, |waiting| *waiting == 1).await;
            let is_answered = AtomicBool::new(false);
            let revocation = async {
                let answer = world.mutate(&root, "revokeKey", input, "key { id }").await;
                is_answered.store(true, Ordering::SeqCst);
                answer
            };
            let release = async {
                let is_over = |found: &i64| *found == 2 || is_answered.load(Ordering::SeqCst);
                let found = until(async || waiting(&mut observer).await, is_over).await;
                let_go(holder).await;
                found
            };
            tokio::join!(revocation, release)
        };
        let (mutated, (revoked, waited)) = tokio::join!(mutation, revocation);
        mutated.ok();
        revoked.ok();
        assert_eq!(waited, 2, "the revocation waits for the mutation");
        let answer = world.ask(&actor, "{ viewer { scope } }", json!({})).await;
        assert_eq!(answer.reason(), "KEY_REVOKED");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_whose_row_is_locked_is_noted_at_once() {
    run(Backend::Postgres, async |world: World| {
        let busy = world.instance_admin("busy", &["READ"]).await;
        world.key_of(&busy).await;
        let holder = hold(&world, "key", &format!("kid = '{}'", busy.kid)).await;
        world.control.flush_usage().await.unwrap();
        let_go(holder).await;

        // This query records no use of the key: it runs as root.
        let query =
            "query ($kid: String!) { search(text: $kid, first: 1) { ... on Key { lastUsedAt } } }";
        let found = world.ask(&world.root(), query, json!({ "kid": busy.kid })).await;
        assert!(found.at("/search/0/lastUsedAt").is_string());
    })
    .await;
}
