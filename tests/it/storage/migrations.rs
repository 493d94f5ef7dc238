//! Every migration is atomic.

use keyplane_control::{Control, OpenError};
use keyplane_migrations::{Migrator, MigratorTrait, Standing, migrate, standing};
use sea_orm::{
    ConnectionTrait, Database as Connector, DatabaseConnection, DbBackend, TransactionTrait,
};
use sea_orm_migration::{async_trait, prelude::*};
use secrecy::SecretString;

use crate::harness::{Backend, Database, left_out};

/// An empty database, and a connection to it.
async fn empty(backend: Backend) -> (Database, DatabaseConnection) {
    let database = Database::empty(backend).await;
    let url = match backend {
        Backend::Sqlite => format!("{}?mode=rwc", database.url),
        Backend::Postgres => database.url.clone(),
    };
    let connection = Connector::connect(url).await.unwrap();
    (database, connection)
}

/// A migration that creates a table and then fails. It asks to run without a transaction.
struct FailsHalfWay;

impl MigrationName for FailsHalfWay {
    fn name(&self) -> &'static str {
        "m9999_fails"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for FailsHalfWay {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = ColumnDef::new("id").integer().not_null().to_owned();
        manager.create_table(Table::create().table("half").col(column).to_owned()).await?;
        Err(DbErr::Migration("half-way".to_owned()))
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// The migrations of this release, followed by one that fails.
struct Failing;

impl MigratorTrait for Failing {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut all = Migrator::migrations();
        all.push(Box::new(FailsHalfWay));
        all
    }
}

async fn a_failure_leaves_nothing(backend: Backend) {
    let (database, connection) = empty(backend).await;
    let failed = migrate::<Failing>(connection.begin().await.unwrap()).await;
    assert!(failed.is_err());
    for table in ["half", "instance", "seaql_migrations"] {
        assert!(!SchemaManager::new(&connection).has_table(table).await.unwrap(), "{table}");
    }

    migrate::<Migrator>(connection.begin().await.unwrap()).await.unwrap();
    assert_eq!(standing::<Migrator>(&connection).await.unwrap(), Standing::Current);
    connection.close().await.unwrap();
    database.remove().await;
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_of_any_on_sqlite() {
    a_failure_leaves_nothing(Backend::Sqlite).await;
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_of_any_on_postgres() {
    if !left_out() {
        a_failure_leaves_nothing(Backend::Postgres).await;
    }
}

async fn a_newer_schema_is_refused(backend: Backend) {
    let (database, connection) = empty(backend).await;
    let url = SecretString::from(database.url.clone());
    Control::migrate(&url).await.unwrap();
    let later = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_later', 0)";
    connection.execute_unprepared(later).await.unwrap();

    let refused = Control::migrate(&url).await.unwrap_err();
    assert!(matches!(refused, OpenError::Newer { .. }), "{refused}");
    let text = refused.to_string();
    assert!(text.contains("m9999_later") && text.contains("newer Keyplane"), "{text}");
    connection.close().await.unwrap();
    database.remove().await;
}

#[tokio::test]
async fn a_database_of_a_newer_release_is_refused_by_name_on_sqlite() {
    a_newer_schema_is_refused(Backend::Sqlite).await;
}

#[tokio::test]
async fn a_database_of_a_newer_release_is_refused_by_name_on_postgres() {
    if !left_out() {
        a_newer_schema_is_refused(Backend::Postgres).await;
    }
}

/// Names and statements of a SQLite schema, in the order of creation.
async fn schema(connection: &DatabaseConnection) -> Vec<(String, String)> {
    let query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid";
    let rows = connection.query_all_raw(statement(query)).await.unwrap();
    rows.iter()
        .map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "sql").unwrap()))
        .filter(|(name, _): &(String, String)| name != "seaql_migrations")
        .collect()
}

fn statement(text: &str) -> sea_orm::Statement {
    sea_orm::Statement::from_string(DbBackend::Sqlite, text)
}

/// The statements of the migration after the first `before`, which early builds ran one by one.
async fn statements_of(before: u32) -> Vec<String> {
    let (_database, connection) = empty(Backend::Sqlite).await;
    Migrator::up(&connection, Some(before)).await.unwrap();
    let earlier: Vec<_> = schema(&connection).await.into_iter().map(|(name, _)| name).collect();
    Migrator::up(&connection, Some(1)).await.unwrap();

    let column = match before {
        1 => Some(r#""token_generation" integer NOT NULL DEFAULT 0"#),
        2 => Some(r#""default_api_id" uuid_text NULL"#),
        _ => None,
    };
    let altered = column.map(|column| format!(r#"ALTER TABLE "application" ADD COLUMN {column}"#));
    let made = schema(&connection).await.into_iter();
    let made = made.filter(|(name, _)| !earlier.contains(name)).map(|(_, sql)| sql);
    altered.into_iter().chain(made).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_migration_that_a_killed_early_build_left_half_way_is_finished_from_any_statement() {
    let (whole, connection) = empty(Backend::Sqlite).await;
    Control::migrate(&SecretString::from(whole.url.clone())).await.unwrap();
    let mut expected = schema(&connection).await;
    expected.sort();

    for before in 0..3 {
        let statements = statements_of(before).await;
        assert!(statements.len() > 5, "{statements:?}");
        for done in 1..=statements.len() {
            let (half, connection) = empty(Backend::Sqlite).await;
            Migrator::up(&connection, Some(before)).await.unwrap();
            for statement in &statements[..done] {
                connection.execute_unprepared(statement).await.unwrap();
            }
            connection.close().await.unwrap();

            let mended = Control::migrate(&SecretString::from(half.url.clone())).await;
            let after = statements[done - 1].as_str();
            assert!(mended.is_ok(), "migration {before} after {after}: {mended:?}");
            let connection = Connector::connect(&half.url).await.unwrap();
            let mut found = schema(&connection).await;
            found.sort();
            assert_eq!(found, expected, "migration {before} after {after}");
        }
    }
}

#[tokio::test]
async fn a_table_that_keyplane_did_not_make_is_not_taken_for_its_own() {
    let (other, connection) = empty(Backend::Sqlite).await;
    connection.execute_unprepared("CREATE TABLE project (id INTEGER, title TEXT)").await.unwrap();
    connection.close().await.unwrap();
    let refused = Control::migrate(&SecretString::from(other.url.clone())).await.unwrap_err();
    let text = refused.to_string();
    assert!(text.contains("\"project\"") && text.contains("keyplane.db"), "{text}");
}
