//! A process that is frozen while it holds a lock.

use std::sync::Arc;

use nix::sys::signal::Signal;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};
use tokio::task::spawn_blocking;

use super::fleet::Fleet;
use crate::harness::{Backend, Database, left_out, until};

const CREATE: &str = "mutation ($slug: String!) { createProject(input: { slug: $slug, name: \"n\" }) { project { id } } }";

/// How many processes wait for a lock to write an audit event.
async fn blocked(connection: &mut PgConnection) -> i64 {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
               AND wait_event_type = 'Lock' AND query LIKE '%INTO \"audit_event\"%'";
    sqlx::query_scalar(sql).fetch_one(connection).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_is_frozen_in_a_mutation_does_not_stop_the_others() {
    if left_out() {
        return;
    }
    let database = Database::empty(Backend::Postgres).await;
    let fleet = Arc::new(Fleet::start(2, &database));
    let create = {
        let (fleet, admin) = (Arc::clone(&fleet), Arc::new(fleet.admin()));
        move |server: usize, slug: &'static str| {
            let (fleet, admin) = (Arc::clone(&fleet), Arc::clone(&admin));
            spawn_blocking(move || {
                fleet.servers[server].ask(&admin, CREATE, &json!({ "slug": slug }))
            })
        }
    };
    assert_eq!(create(1, "before").await.unwrap().0, 200);

    // It holds the lock of its scope when it writes its event, and is frozen there.
    let mut other = PgConnection::connect(&database.url).await.unwrap();
    let mut lock = PgConnection::connect(&database.url).await.unwrap();
    lock.execute("BEGIN; LOCK TABLE audit_event IN EXCLUSIVE MODE").await.unwrap();
    let frozen = create(0, "frozen");
    assert_eq!(until(async || blocked(&mut other).await, |count| *count == 1).await, 1);
    fleet.servers[0].signal(Signal::SIGSTOP);
    lock.execute("ROLLBACK").await.unwrap();

    let waiting = create(1, "meanwhile");
    for path in ["/p/before/.well-known/jwks.json", "/healthz"] {
        let asked = Arc::clone(&fleet);
        let status = spawn_blocking(move || asked.servers[1].get(path).0).await.unwrap();
        assert_eq!(status, 200, "{path}");
    }
    let (status, answer): (u16, Value) = waiting.await.unwrap();
    assert_eq!((status, answer.get("errors")), (200, None), "{answer}");

    fleet.servers[0].signal(Signal::SIGCONT);
    let (status, answer) = frozen.await.unwrap();
    assert_eq!(status, 503, "{answer}");
    assert_eq!(create(0, "after").await.unwrap().0, 200);
    drop(create);
    drop(fleet);
    database.remove().await;
}
