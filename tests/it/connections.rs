//! Sharing of the connections to PostgreSQL.

use axum::http::StatusCode;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};

use crate::harness::{Answer, Backend, World, run, until};

const DOCUMENT: &str = "/p/acme/.well-known/jwks.json";
/// More requests than there are connections.
const MANY: usize = 40;

async fn rename(world: &World, project: &str) -> Answer {
    let input = json!({ "projectId": project, "name": "renamed" });
    world.mutate(&world.root(), "updateProject", input, "project { id }").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mutations_that_wait_for_a_lock_end_with_503_and_take_no_connection_of_readers() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let mut other = PgConnection::connect(&world.database_url).await.unwrap();
        other.execute("BEGIN; UPDATE audit_chain SET sequence = sequence").await.unwrap();

        // The replica does not listen for notices, so each read queries the database.
        let waiting = join_all((0..MANY).map(|_| rename(&world, &project)));
        let reading = async {
            let mut answers = Vec::new();
            for _ in 0..MANY {
                answers.push(world.get(DOCUMENT).await.status);
            }
            answers
        };
        let (waited, read) = join(waiting, reading).await;
        assert_eq!(read, [StatusCode::OK; MANY]);
        for answer in waited {
            assert_eq!(answer.response.status, 503, "{}", answer.body);
        }

        other.execute("ROLLBACK").await.unwrap();
        rename(&world, &project).await.ok();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_database_has_few_connections_requests_wait_for_those_that_there_are() {
    run(Backend::Postgres, async |world: World| {
        let (world, wire) = world.wired().await;
        let project = world.project("acme").await;
        assert_eq!(world.get(DOCUMENT).await.status, 200);
        // Open connections stay; no new one is accepted.
        wire.limit(0);
        let read = join_all((0..MANY).map(async |_| world.get(DOCUMENT).await.status));
        let write = join_all((0..MANY / 4).map(async |_| rename(&world, &project).await.ok()));
        let (read, _) = join(read, write).await;
        assert_eq!(read, [StatusCode::OK; MANY]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mutation_that_was_given_up_leaves_nothing_behind() {
    run(Backend::Postgres, async |world: World| {
        let project = world.project("acme").await;
        let mut other = PgConnection::connect(&world.database_url).await.unwrap();
        other.execute("BEGIN; UPDATE audit_chain SET sequence = sequence").await.unwrap();
        assert_eq!(rename(&world, &project).await.response.status, 503);
        other.execute("ROLLBACK").await.unwrap();
        let open = async || {
            let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                       AND state LIKE 'idle in transaction%'";
            sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut other).await.unwrap()
        };
        assert_eq!(until(open, |open| *open == 0).await, 0);
        let query = "{ project(slug: \"acme\") { name } }";
        let found = world.ask(&world.root(), query, Value::Null).await;
        assert_ne!(found.text("/project/name"), "renamed");
    })
    .await;
}
