//! `kill -9` at any time during a first start or an upgrade: the next start succeeds.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use keyplane_auth::MasterKey;
use keyplane_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database as Connector, DatabaseConnection};
use serde_json::json;

use super::process::{Keyplane, command, data_folder, first_admin, free_address};
use crate::harness::{Backend, Database, PUBLIC_URL, SeededEntropy, left_out};

/// How many starts each test kills by default; `KEYPLANE_TEST_KILLS` overrides it.
pub(super) fn kills() -> u32 {
    std::env::var("KEYPLANE_TEST_KILLS").map_or(8, |number| number.parse().unwrap())
}

/// The settings of every start here.
fn settings(command: &mut Command, database: &Database) {
    command.env("KEYPLANE_DATABASE_URL", &database.url).env("KEYPLANE_PUBLIC_URL", PUBLIC_URL);
}

/// Starts a server and kills it after `delay`.
fn start_and_kill(data: &Path, database: &Database, delay: Duration) {
    let mut command = command(data);
    settings(&mut command, database);
    command.env("KEYPLANE_LISTEN", free_address().to_string());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut server = command.spawn().unwrap();
    sleep(delay);
    server.kill().unwrap();
    server.wait().unwrap();
}

fn start(data: &Path, database: &Database) -> Keyplane {
    Keyplane::try_start(data, free_address(), |command| settings(command, database))
        .unwrap_or_else(|said| panic!("it does not open again:\n{said}"))
}

/// How long a start takes on this machine, to spread the kills over its whole duration.
fn length_of_a_start(data: &Path, database: &Database) -> Duration {
    let begin = Instant::now();
    start(data, database).kill();
    begin.elapsed()
}

async fn first_starts(backend: Backend) {
    let (database, data) = (Database::empty(backend).await, data_folder());
    let length = length_of_a_start(data.path(), &database);
    database.remove().await;

    for kill in 0..kills() {
        let (database, data) = (Database::empty(backend).await, data_folder());
        start_and_kill(data.path(), &database, length * kill / kills());
        let server = start(data.path(), &database);
        let found =
            server.data(&first_admin(data.path()), "{ adminKeys { totalCount } }", &json!({}));
        assert_eq!(found["adminKeys"]["totalCount"], 1, "kill {kill}");
        assert!(!data.path().join("admin-key.json.pending").exists(), "kill {kill}");
        drop(server);
        database.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_start_on_sqlite_that_was_killed_goes_on_at_the_next() {
    first_starts(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_start_on_postgres_that_was_killed_goes_on_at_the_next() {
    if !left_out() {
        first_starts(Backend::Postgres).await;
    }
}

const PROJECTS: u32 = 300;

async fn connect(database: &Database) -> DatabaseConnection {
    let url = match database.backend {
        Backend::Sqlite => format!("{}?mode=rwc", database.url),
        Backend::Postgres => database.url.clone(),
    };
    Connector::connect(url).await.unwrap()
}

/// A database in the state after the second migration, with rows.
async fn old_database(backend: Backend, data: &Path) -> Database {
    let database = Database::empty(backend).await;
    let master = MasterKey::generate(&SeededEntropy::new(7));
    let file = data.join("master-key.json");
    fs::write(&file, secrecy::ExposeSecret::expose_secret(&master.to_file_text())).unwrap();
    super::private::set_mode(&file, 0o600);

    let connection = connect(&database).await;
    Migrator::up(&connection, Some(2)).await.unwrap();
    let id = |number: u32| match backend {
        Backend::Sqlite => format!("X'{number:032x}'"),
        Backend::Postgres => format!("'{number:032x}'"),
    };
    let mut rows = vec![
        format!("INSERT INTO instance VALUES (1, '{PUBLIC_URL}', '{}', 0)", master.id()),
        format!("INSERT INTO audit_chain VALUES ({}, 0, '')", id(0)),
    ];
    for number in 1..=PROJECTS {
        rows.push(format!(
            "INSERT INTO project VALUES ({}, 'p{number}', 'n', NULL, 'RS256', 2048, NULL, 86400, 300, 86400, 0, 0, NULL)",
            id(number)
        ));
    }
    connection.execute_unprepared(&rows.join(";")).await.unwrap();
    connection.close().await.unwrap();
    database
}

async fn upgrades(backend: Backend) {
    let data = data_folder();
    let database = old_database(backend, data.path()).await;
    let length = length_of_a_start(data.path(), &database);
    database.remove().await;

    for kill in 0..kills() {
        let data = data_folder();
        let database = old_database(backend, data.path()).await;
        start_and_kill(data.path(), &database, length * kill / kills());
        drop(start(data.path(), &database));
        let connection = connect(&database).await;
        let backend = connection.get_database_backend();
        let count = sea_orm::Statement::from_string(backend, "SELECT COUNT(*) AS n FROM project");
        let count = connection.query_one_raw(count).await.unwrap().unwrap();
        assert_eq!(count.try_get::<i64>("", "n").unwrap(), i64::from(PROJECTS), "kill {kill}");
        connection.close().await.unwrap();
        database.remove().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_with_data_on_sqlite_that_was_killed_goes_on_at_the_next_start() {
    upgrades(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upgrade_with_data_on_postgres_that_was_killed_goes_on_at_the_next_start() {
    if !left_out() {
        upgrades(Backend::Postgres).await;
    }
}

/// A data folder after a completed first start, and its key file.
fn after_a_first_start(database: &Database) -> (tempfile::TempDir, String) {
    let data = data_folder();
    start(data.path(), database).kill();
    let text = fs::read_to_string(data.path().join("admin-key.json")).unwrap();
    (data, text)
}

async fn drafts(backend: Backend) {
    let database = Database::empty(backend).await;
    let (data, text) = after_a_first_start(&database);
    let file = data.path().join("admin-key.json");
    let draft = data.path().join("admin-key.json.pending");

    // Killed after the commit.
    fs::rename(&file, &draft).unwrap();
    let server = start(data.path(), &database);
    assert!(server.said().contains("admin-key.json"), "{}", server.said());
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    assert!(!draft.exists());
    server.data(&first_admin(data.path()), "{ viewer { scope } }", &json!({}));
    drop(server);

    // Killed before the commit: the next start uses the key of the draft.
    let empty = Database::empty(backend).await;
    let data = data_folder();
    fs::write(data.path().join("admin-key.json.pending"), &text).unwrap();
    let server = start(data.path(), &empty);
    assert_eq!(fs::read_to_string(data.path().join("admin-key.json")).unwrap(), text);
    server.data(&first_admin(data.path()), "{ viewer { scope } }", &json!({}));
    drop(server);
    empty.remove().await;

    // Killed while the draft was written; and an early build that left an empty master key file.
    let empty = Database::empty(backend).await;
    let data = data_folder();
    fs::write(data.path().join("admin-key.json.pending"), &text[..100]).unwrap();
    fs::write(data.path().join("master-key.json"), "").unwrap();
    let server = start(data.path(), &empty);
    assert_ne!(fs::read_to_string(data.path().join("admin-key.json")).unwrap(), text);
    server.data(&first_admin(data.path()), "{ viewer { scope } }", &json!({}));

    // A draft that belongs to another database stays, and its key is not accepted here.
    let draft = data.path().join("admin-key.json.pending");
    fs::write(&draft, &text).unwrap();
    drop(server);
    let server = start(data.path(), &empty);
    assert_eq!(fs::read_to_string(&draft).unwrap(), text);
    assert!(server.said().contains("of another database"), "{}", server.said());
    drop(server);
    empty.remove().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_the_draft_of_a_key_file_belongs_to_the_database_that_knows_its_key() {
    drafts(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_the_draft_of_a_key_file_belongs_to_the_database_that_knows_its_key() {
    if !left_out() {
        drafts(Backend::Postgres).await;
    }
}
