//! Counted calls in the database: folded, removed, kept while it is away.

use keyplane_control::Control;
use keyplane_entity::usage_count::{self, Span};
use keyplane_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database as Connector, EntityTrait};
use secrecy::SecretString;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};
use uuid::Uuid;

use crate::harness::{Backend, Caller, Database, World, left_out, on_both, run, until};

/// The rows that count a subject.
async fn rows(world: &World, id: Uuid) -> Vec<usage_count::Model> {
    let database = Connector::connect(&world.database_url).await.unwrap();
    let rows = usage_count::Entity::find().all(&database).await.unwrap();
    rows.into_iter().filter(|row| row.subject_id == id).collect()
}

/// Calls of an admin key on the first day, by point.
async fn usage(world: &World, id: &str, step: &str) -> i64 {
    let query = "query ($id: ID!, $step: UsageStep!) { node(id: $id) { ... on Key {
        usage(from: \"2026-03-01T00:00:00Z\", to: \"2026-03-02T00:00:00Z\", step: $step) { accepted } } } }";
    let variables = json!({ "id": id, "step": step });
    let found = world.ask(&world.root(), query, variables).await.ok();
    let points = found.at("/node/usage").as_array().unwrap().clone();
    points.iter().map(|point| point["accepted"].as_i64().unwrap()).sum()
}

async fn last_use(world: &World, id: &str) -> Value {
    let query = "query ($id: ID!) { node(id: $id) { ... on Key { lastUsedAt } } }";
    world.ask(&world.root(), query, json!({ "id": id })).await.at("/node/lastUsedAt").clone()
}

/// An admin key, its ID and its UUID.
async fn reader(world: &World) -> (Caller, String, Uuid) {
    let reader = world.instance_admin("reader", &["READ"]).await;
    let id = world.key_of(&reader).await;
    let uuid = id.parse::<keyplane_entity::id::KeyId>().unwrap().0;
    (reader, id, uuid)
}

on_both! {
    async fn hours_become_days_after_8_days_and_one_row_after_a_year(world: World) {
        let (reader, id, uuid) = reader(&world).await;
        world.clock.advance(3_600);
        world.key_of(&reader).await;
        world.control.flush_usage().await.unwrap();
        let first = "2026-03-01T13:00:00Z";

        for (days, spans, hours, day) in [
            (8, vec![Span::Hour, Span::Hour], 2, 2),
            (1, vec![Span::Day], 0, 2),
            (357, vec![Span::Day], 0, 2),
            (2, vec![Span::Earlier], 0, 0),
            (400, vec![Span::Earlier], 0, 0),
        ] {
            world.clock.advance(days * 86_400);
            world.control.sweep().await.unwrap();
            let rows = rows(&world, uuid).await;
            assert_eq!(rows.iter().map(|row| row.span).collect::<Vec<_>>(), spans, "+{days}");
            assert_eq!(rows.iter().map(|row| row.calls).sum::<i64>(), 2);
            assert_eq!(usage(&world, &id, "HOUR").await, hours, "+{days}");
            assert_eq!(usage(&world, &id, "DAY").await, day, "+{days}");
            assert_eq!(last_use(&world, &id).await, first, "+{days}");
        }
    }

    async fn the_counts_of_what_is_deleted_are_deleted(world: World) {
        let (reader, _, uuid) = reader(&world).await;
        let project = world.project("acme").await;
        let admin = world.project_admin(&project, "acme", "second", &["READ"]).await;
        let key = world.key_of(&admin).await.parse::<keyplane_entity::id::KeyId>().unwrap().0;
        world.key_of(&reader).await;
        world.control.flush_usage().await.unwrap();
        world.control.sweep().await.unwrap();
        assert_eq!((rows(&world, uuid).await.len(), rows(&world, key).await.len()), (1, 1));

        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        world.control.sweep().await.unwrap();
        assert_eq!((rows(&world, uuid).await.len(), rows(&world, key).await.len()), (1, 0));
    }

    async fn a_process_that_ends_writes_its_counts(world: World) {
        let (_, _, uuid) = reader(&world).await;
        assert!(rows(&world, uuid).await.is_empty());
        world.control.spawn_loops().stop().await;
        assert_eq!(rows(&world, uuid).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counts_that_cannot_be_written_are_kept() {
    run(Backend::Postgres, async |world: World| {
        let (reader, id, _) = reader(&world).await;
        let (wired, wire) = world.wired().await;
        wired.key_of(&reader).await;
        wire.cut();
        wired.control.flush_usage().await.unwrap_err();
        assert!(wired.control.usage_figures().waiting > 0);

        wire.mend();
        let written = until(async || wired.control.flush_usage().await.is_ok(), |is| *is);
        assert!(written.await);
        wired.key_of(&reader).await;
        wired.control.flush_usage().await.unwrap();
        world.control.flush_usage().await.unwrap();
        assert_eq!(usage(&world, &id, "HOUR").await, 3);
        assert_eq!(wired.control.usage_figures().lost_calls, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_mutation_waits_for_the_table_of_counts() {
    run(Backend::Postgres, async |world: World| {
        let (reader, id, _) = reader(&world).await;
        let mut holder = PgConnection::connect(&world.database_url).await.unwrap();
        holder.execute("BEGIN; LOCK TABLE usage_count IN ACCESS EXCLUSIVE MODE").await.unwrap();

        world.key_of(&reader).await;
        let input = json!({ "keyId": id, "reason": "r" });
        world.mutate(&world.root(), "revokeKey", input, "key { state }").await.ok();
        let project = world.project("acme").await;
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        holder.execute("ROLLBACK").await.unwrap();
    })
    .await;
}

async fn the_last_uses_are_carried_over(backend: Backend) {
    let database = Database::empty(backend).await;
    let url = match backend {
        Backend::Sqlite => format!("{}?mode=rwc", database.url),
        Backend::Postgres => database.url.clone(),
    };
    let connection = Connector::connect(&url).await.unwrap();
    Migrator::up(&connection, Some(6)).await.unwrap();
    let id = |last: u8| match backend {
        Backend::Sqlite => format!("x'{last:032x}'"),
        Backend::Postgres => format!("'{}'", Uuid::from_u128(u128::from(last))),
    };
    for (number, last) in [(1, "77"), (2, "NULL")] {
        let insert = format!(
            "INSERT INTO \"key\" (id, scope_id, purpose, kid, name, algorithm, public_key, \
             thumbprint, custody, origin, private_key_retained, created_at, activates_at, \
             max_token_lifetime_seconds, last_used_at) VALUES ({}, {}, 'ADMIN', 'k{number}', 'n', \
             'RS256', '', 't{number}', 'HOLDER', 'IMPORTED', false, 0, 0, 0, {last})",
            id(number),
            id(9),
        );
        connection.execute_unprepared(&insert).await.unwrap();
    }

    Control::migrate(&SecretString::from(database.url.clone())).await.unwrap();
    let rows = usage_count::Entity::find().all(&connection).await.unwrap();
    let [row] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!((row.subject_id, row.api_id), (Uuid::from_u128(1), usage_count::NO_API));
    assert_eq!((row.span, row.calls, row.last_at.0), (Span::Earlier, 0, 77));
    connection.close().await.unwrap();
    database.remove().await;
}

#[tokio::test]
async fn the_last_use_of_a_key_survives_the_upgrade_on_sqlite() {
    the_last_uses_are_carried_over(Backend::Sqlite).await;
}

#[tokio::test]
async fn the_last_use_of_a_key_survives_the_upgrade_on_postgres() {
    if !left_out() {
        the_last_uses_are_carried_over(Backend::Postgres).await;
    }
}
