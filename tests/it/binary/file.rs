//! The SQLite file: a second server, other processes, and a file that is lost during operation.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::symlink,
    path::Path,
    thread::sleep,
    time::Duration,
};

use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection};

use super::process::{Keyplane, data_folder, first_admin, free_address, now};
use crate::harness::Caller;

const CREATE: &str =
    "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }";
const VIEWER: &str = "{ viewer { scope } }";

fn project(number: usize) -> Value {
    let policy = json!({ "signingAlgorithm": "ES256" });
    json!({ "input": { "slug": format!("project-{number}"), "name": "n", "keyPolicy": policy } })
}

/// Asks until the answer is the wanted one; returns the last answer after two minutes.
fn until<T>(mut ask: impl FnMut() -> T, wanted: impl Fn(&T) -> bool) -> T {
    let mut answer = ask();
    for _ in 0..6_000 {
        if wanted(&answer) {
            break;
        }
        sleep(Duration::from_millis(20));
        answer = ask();
    }
    answer
}

/// Starts a second server on a database file; returns its message when it refuses to start.
fn refused(data: &Path, database: &Path) -> String {
    let second = Keyplane::try_start(data, free_address(), |command| {
        command.env("KEYPLANE_DATABASE_URL", format!("sqlite:{}", database.display()));
    });
    match second {
        Ok(_) => panic!("a second server serves {}", database.display()),
        Err(said) => said,
    }
}

#[test]
fn a_second_server_on_a_sqlite_file_is_refused_by_whatever_path_it_comes() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::start(data.path(), address);
    let database = data.path().join("keyplane.db");
    let (folder, soft, hard) =
        (data.path().join("folder"), data.path().join("soft.db"), data.path().join("hard.db"));
    symlink(data.path(), &folder).unwrap();
    symlink(&database, &soft).unwrap();
    for path in [&database, &folder.join("keyplane.db"), &soft] {
        let said = refused(data.path(), path);
        let expected = format!("another Keyplane server (process {})", server.id());
        assert!(said.contains(&expected) && said.contains("keyplane.db"), "{said}");
    }
    fs::hard_link(&database, &hard).unwrap();
    let said = refused(data.path(), &hard);
    assert!(said.contains("hard links"), "{said}");
    fs::remove_file(&hard).unwrap();
    assert_eq!(server.get("/readyz").0, 200);

    server.kill();
    Keyplane::start(data.path(), address);
}

/// Runs a statement on the database file of a server, as `sqlite3` would.
fn execute(data: &Path, statement: String) {
    let url = format!("sqlite:{}", data.join("keyplane.db").display());
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
        connection.close().await.unwrap();
    });
}

#[test]
fn what_another_process_writes_to_the_file_counts_without_a_restart() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    let root = first_admin(data.path());
    let generate = "mutation { generateAdminKey(input: { name: \"n\", permissions: [READ], format: PEM_PKCS8 }) { key { kid } privateKey { content } } }";
    let made = server.data(&root, generate, &json!({}))["generateAdminKey"].clone();
    let pem = made["privateKey"]["content"].as_str().unwrap();
    let kid = made["key"]["kid"].as_str().unwrap();
    let caller =
        Caller::with_kid(&keyplane_auth::PrivateKey::from_pem(pem).unwrap(), kid, "keyplane");
    // Puts it into the caches.
    for _ in 0..3 {
        assert_eq!(server.ask(&caller, VIEWER, &json!({})).0, 200);
    }

    execute(data.path(), format!("UPDATE key SET revoked_at = {} WHERE kid = '{kid}'", now().0));
    let status = until(|| server.ask(&caller, VIEWER, &json!({})).0, |status| *status == 401);
    assert_eq!(status, 401, "the caches were dropped");
    assert_eq!(server.ask(&root, VIEWER, &json!({})).0, 200);
}

/// Damages or removes the file of a server. Asserts that no write succeeds after that and that the
/// server is not ready.
fn lost(how: impl FnOnce(&Path), reason: &str) {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    let admin = first_admin(data.path());
    server.data(&admin, CREATE, &project(1));
    // Moves its pages from the log to the file.
    execute(data.path(), "PRAGMA wal_checkpoint(TRUNCATE)".to_owned());
    server.data(&admin, CREATE, &project(3));
    how(&data.path().join("keyplane.db"));

    let (status, answer) = server.ask(&admin, CREATE, &project(2));
    assert_eq!(status, 503, "{answer}");
    let (status, body) = until(|| server.get("/readyz"), |(status, _)| *status == 503);
    assert_eq!(status, 503);
    let body: Value = serde_json::from_str(&body).unwrap();
    let failing = json!([
        { "path": "serve", "reason": reason },
        { "path": "write", "reason": reason },
    ]);
    assert_eq!(body, json!({ "status": "unavailable", "failing": failing }));
    assert_eq!(server.get("/healthz").0, 200);
    assert!(server.said().contains(reason), "{}", server.said());
}

#[test]
fn a_database_file_that_was_deleted_takes_no_more_writes() {
    lost(|file| fs::remove_file(file).unwrap(), "the database file was deleted or moved away");
}

#[test]
fn a_database_file_that_was_replaced_takes_no_more_writes() {
    let replace = |file: &Path| {
        let copy = file.with_extension("copy");
        fs::copy(file, &copy).unwrap();
        fs::rename(copy, file).unwrap();
    };
    lost(replace, "the database file was replaced by another one");
}

#[test]
fn a_write_ahead_log_that_was_deleted_takes_no_more_writes() {
    let reason = "the write-ahead log of the database file was deleted or replaced";
    lost(|file| fs::remove_file(file.with_extension("db-wal")).unwrap(), reason);
}

#[test]
fn a_database_file_that_was_truncated_takes_no_more_writes() {
    let reason = "the database file was truncated";
    for length in [0, 4096] {
        let truncate = |file: &Path| OpenOptions::new().write(true).open(file)?.set_len(length);
        lost(|file| truncate(file).unwrap(), reason);
    }
}

#[test]
fn a_database_file_that_became_shorter_by_vacuum_goes_on() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    let admin = first_admin(data.path());
    let file = data.path().join("keyplane.db");
    let ballast = "CREATE TABLE ballast (bytes BLOB); INSERT INTO ballast VALUES (randomblob(1048576)); PRAGMA wal_checkpoint(TRUNCATE)";
    execute(data.path(), ballast.to_owned());
    server.data(&admin, CREATE, &project(1));
    let before = fs::metadata(&file).unwrap().len();

    execute(data.path(), "DROP TABLE ballast; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)".to_owned());
    assert!(fs::metadata(&file).unwrap().len() < before);
    server.data(&admin, CREATE, &project(2));
    assert_eq!(server.get("/readyz").0, 200);
}

#[test]
fn a_full_disk_makes_the_server_not_ready_to_write_and_ready_to_serve() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::start(data.path(), address);
    let admin = first_admin(data.path());
    server.data(&admin, CREATE, &project(0));
    server.kill();
    // No file may grow beyond 1 MiB: the write-ahead log reaches that limit and stays there.
    let server = Keyplane::start_limited(data.path(), address, 2048);
    let refused = (1..200).find(|number| server.ask(&admin, CREATE, &project(*number)).0 == 503);
    assert!(refused.is_some(), "the limit was met");

    let (status, body) = until(|| server.get("/readyz"), |(status, _)| *status == 503);
    assert_eq!(status, 503);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["failing"].as_array().unwrap().len(), 1, "{body}");
    assert_eq!(body["failing"][0]["path"], "write", "{body}");
    assert_eq!(server.get("/p/project-0/.well-known/jwks.json").0, 200);
    server.kill();
    Keyplane::start(data.path(), address);
}

#[test]
fn the_write_ahead_log_shrinks_after_a_long_reader() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    let url = format!("sqlite:{}", data.path().join("keyplane.db").display());
    let log = data.path().join("keyplane.db-wal");
    let length = || fs::metadata(&log).map_or(0, |metadata| metadata.len());

    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let mut reader = SqliteConnection::connect(&url).await.unwrap();
        reader.execute("BEGIN; SELECT COUNT(*) FROM project").await.unwrap();
        let mut writer = SqliteConnection::connect(&url).await.unwrap();
        writer.execute("CREATE TABLE ballast (bytes BLOB)").await.unwrap();
        for _ in 0..24 {
            writer.execute("INSERT INTO ballast VALUES (randomblob(1048576))").await.unwrap();
        }
        assert!(length() > 24 << 20, "the reader keeps the log: {}", length());
        writer.close().await.unwrap();
        reader.close().await.unwrap();
    });

    let cut = until(length, |length| *length <= 16 << 20);
    assert!(cut <= 16 << 20, "{cut}");
    assert_eq!(server.get("/readyz").0, 200);
}
