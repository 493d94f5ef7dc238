//! `keyplane backup` and `keyplane restore` of a SQLite database.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread::{scope, sleep},
    time::{Duration, Instant},
};

use keyplane_auth::Sha256;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, SqliteConnection};

use super::{
    kills::kills,
    process::{Keyplane, command, data_folder, first_admin, free_address},
};
use crate::harness::{Backend, Database, left_out};

const CREATE: &str =
    "mutation ($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }";

fn project(number: usize) -> Value {
    let policy = json!({ "signingAlgorithm": "ES256" });
    json!({ "input": { "slug": format!("project-{number}"), "name": "n", "keyPolicy": policy } })
}

fn command_of(data: &Path, verb: &str, flag: &str, folder: &Path) -> Command {
    let mut command = command(data);
    command.arg(verb).arg(flag).arg(folder);
    command
}

/// Runs a command; the error is what it said.
fn try_run(mut command: Command) -> Result<(), String> {
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    if done.status.success() { Ok(()) } else { Err(said) }
}

fn backup(data: &Path, to: &Path) -> Result<(), String> {
    try_run(command_of(data, "backup", "--to", to))
}

/// Restores into a folder, after removing the logs of servers that these tests started there.
fn restore(data: &Path, from: &Path) -> Result<(), String> {
    for entry in fs::read_dir(data).unwrap() {
        let entry = entry.unwrap();
        if entry.file_name().to_string_lossy().starts_with("log-") {
            fs::remove_file(entry.path()).unwrap();
        }
    }
    try_run(command_of(data, "restore", "--from", from))
}

/// A folder to restore into, with the master key of another.
fn folder_with_key(of: &Path) -> tempfile::TempDir {
    let data = data_folder();
    let file = data.path().join("master-key.json");
    fs::copy(of.join("master-key.json"), file).unwrap();
    data
}

fn start(data: &Path, flags: &[&str]) -> Result<Keyplane, String> {
    Keyplane::try_start(data, free_address(), |command| {
        command.env("KEYPLANE_PUBLIC_URL", crate::harness::PUBLIC_URL);
        command.arg("serve").args(flags);
    })
}

fn count(server: &Keyplane, data: &Path) -> usize {
    let found = server.data(&first_admin(data), "{ projects { totalCount } }", &json!({}));
    usize::try_from(found["projects"]["totalCount"].as_u64().unwrap()).unwrap()
}

#[test]
fn a_backup_under_load_holds_every_change_that_was_answered_before_it() {
    let data = data_folder();
    let server = start(data.path(), &[]).unwrap();
    let admin = first_admin(data.path());
    let (made, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let folder = data.path().join("backup");

    let (before, after) = scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::SeqCst) {
                server.data(&admin, CREATE, &project(made.load(Ordering::SeqCst)));
                made.fetch_add(1, Ordering::SeqCst);
            }
        });
        while made.load(Ordering::SeqCst) < 5 {
            sleep(Duration::from_millis(1));
        }
        let before = made.load(Ordering::SeqCst);
        let done = backup(data.path(), &folder);
        let after = made.load(Ordering::SeqCst);
        stop.store(true, Ordering::SeqCst);
        done.unwrap();
        (before, after)
    });

    for entry in fs::read_dir(&folder).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{entry:?}");
    }
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    assert!(!folder.join("master-key.json").exists(), "it was not asked for");
    let manifest = fs::read_to_string(folder.join("manifest.json")).unwrap();
    let key = fs::read_to_string(data.path().join("master-key.json")).unwrap();
    let key: Value = serde_json::from_str(&key).unwrap();
    assert!(manifest.contains(key["keyId"].as_str().unwrap()));
    assert!(!manifest.contains(key["key"].as_str().unwrap()));

    let other = folder_with_key(data.path());
    restore(other.path(), &folder).unwrap();
    assert!(start(other.path(), &[]).is_err());
    let restored = start(other.path(), &["--restored-unchanged"]).unwrap();
    fs::copy(data.path().join("admin-key.json"), other.path().join("admin-key.json")).unwrap();
    let found = count(&restored, other.path());
    assert!((before..=after + 1).contains(&found), "{before} {found} {after}");
    for number in 0..found {
        let jwks = format!("/p/project-{number}/.well-known/jwks.json");
        assert_eq!(restored.get(&jwks).0, 200);
    }
}

#[test]
fn the_master_key_is_in_a_backup_that_asked_for_it_and_comes_back_with_it() {
    let data = data_folder();
    start(data.path(), &[]).unwrap().kill();
    let folder = data.path().join("backup");
    let mut command = command_of(data.path(), "backup", "--to", &folder);
    command.arg("--include-master-key");
    try_run(command).unwrap();
    let key = |folder: &Path| -> Value {
        serde_json::from_slice(&fs::read(folder.join("master-key.json")).unwrap()).unwrap()
    };
    assert_eq!(key(&folder), key(data.path()));

    let other = data_folder();
    restore(other.path(), &folder).unwrap();
    assert_eq!(key(other.path()), key(data.path()));
    let mode = fs::metadata(other.path().join("master-key.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    start(other.path(), &["--restored"]).unwrap();
}

#[test]
fn nothing_is_overwritten_and_what_is_no_backup_is_refused() {
    let data = data_folder();
    start(data.path(), &[]).unwrap().kill();
    let folder = data.path().join("backup");
    backup(data.path(), &folder).unwrap();
    let again = backup(data.path(), &folder).unwrap_err();
    assert!(again.contains("is not empty"), "{again}");
    let over = restore(data.path(), &folder).unwrap_err();
    assert!(over.contains("keyplane.db exists"), "{over}");

    let other = folder_with_key(data.path());
    fs::write(other.path().join("notes.txt"), "mine").unwrap();
    let over = restore(other.path(), &folder).unwrap_err();
    assert!(over.contains("notes.txt exists"), "{over}");
    fs::remove_file(other.path().join("notes.txt")).unwrap();

    let none = restore(other.path(), data.path()).unwrap_err();
    assert!(none.contains("no complete backup"), "{none}");
    let mut bytes = fs::read(folder.join("keyplane.db")).unwrap();
    let whole = bytes.clone();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(folder.join("keyplane.db"), &bytes).unwrap();
    let damaged = restore(other.path(), &folder).unwrap_err();
    assert!(damaged.contains("is not the file that the manifest describes"), "{damaged}");
    let refused = start(other.path(), &[]).err().unwrap();
    assert!(refused.contains("a restore was not finished"), "{refused}");
    fs::write(folder.join("keyplane.db"), whole).unwrap();
    restore(other.path(), &folder).unwrap();
}

/// Changes the database of a backup, and its manifest with it.
async fn forge(folder: &Path, statement: &str) {
    let path = folder.join("keyplane.db");
    let url = format!("sqlite:{}", path.display());
    let mut connection = SqliteConnection::connect(&url).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
    connection.close().await.unwrap();
    let bytes = fs::read(&path).unwrap();
    let mut digest = Sha256::default();
    digest.update(&bytes);
    let manifest = folder.join("manifest.json");
    let mut json: Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
    json["database"]["sha256"] = json!(digest.finish_hex());
    json["database"]["bytes"] = json!(bytes.len());
    fs::write(manifest, json.to_string()).unwrap();
}

#[tokio::test]
async fn a_backup_of_a_newer_release_or_with_another_audit_log_is_refused() {
    let data = data_folder();
    start(data.path(), &[]).unwrap().kill();
    let (newer, changed) = (data.path().join("newer"), data.path().join("changed"));
    for folder in [&newer, &changed] {
        backup(data.path(), folder).unwrap();
    }
    forge(&newer, "INSERT INTO seaql_migrations VALUES ('m9999_later', 0)").await;
    forge(&changed, "UPDATE audit_chain SET hash = 'another'").await;
    let other = folder_with_key(data.path());
    let refused = restore(other.path(), &newer).unwrap_err();
    assert!(refused.contains("upgraded by a newer Keyplane"), "{refused}");
    assert!(refused.contains("m9999_later"), "{refused}");
    let refused = restore(other.path(), &changed).unwrap_err();
    assert!(refused.contains("audit log"), "{refused}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn for_postgres_the_commands_say_what_to_run_instead() {
    if left_out() {
        return;
    }
    let database = Database::empty(Backend::Postgres).await;
    let data = data_folder();
    for (verb, flag, program) in
        [("backup", "--to", "pg_dump"), ("restore", "--from", "pg_restore")]
    {
        let mut command = command_of(data.path(), verb, flag, &data.path().join("backup"));
        command.env("KEYPLANE_DATABASE_URL", &database.url);
        let refused = try_run(command).unwrap_err();
        assert!(refused.contains(program) && refused.contains("--restored"), "{refused}");
    }
    database.remove().await;
}

/// Starts a command and kills it after `delay`.
fn kill_after(mut command: Command, delay: Duration) {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut process = command.spawn().unwrap();
    sleep(delay);
    process.kill().unwrap();
    process.wait().unwrap();
}

#[test]
fn a_backup_or_a_restore_that_was_killed_leaves_nothing_that_is_taken_for_a_whole_one() {
    let data = data_folder();
    let server = start(data.path(), &[]).unwrap();
    let admin = first_admin(data.path());
    for number in 0..20 {
        server.data(&admin, CREATE, &project(number));
    }

    let begin = Instant::now();
    let whole = data.path().join("whole");
    backup(data.path(), &whole).unwrap();
    let length = begin.elapsed();
    for kill in 0..kills() {
        let folder = data.path().join(format!("killed-{kill}"));
        kill_after(command_of(data.path(), "backup", "--to", &folder), length * kill / kills());
        let other = folder_with_key(data.path());
        match restore(other.path(), &folder) {
            Ok(()) => assert!(folder.join("manifest.json").exists()),
            Err(said) => assert!(said.contains("no complete backup"), "kill {kill}: {said}"),
        }
    }
    drop(server);

    let begin = Instant::now();
    restore(folder_with_key(data.path()).path(), &whole).unwrap();
    let length = begin.elapsed();
    for kill in 0..kills() {
        let other = folder_with_key(data.path());
        let started = length * kill / kills();
        kill_after(command_of(other.path(), "restore", "--from", &whole), started);
        let database = other.path().join("keyplane.db");
        let draft = other.path().join("keyplane.db.pending");
        if database.exists() {
            let said = start(other.path(), &[]).err().unwrap();
            assert!(said.contains("was restored from a backup"), "kill {kill}: {said}");
        } else {
            if draft.exists() {
                let said = start(other.path(), &[]).err().unwrap();
                assert!(said.contains("a restore was not finished"), "kill {kill}: {said}");
            }
            restore(other.path(), &whole).unwrap();
        }
        let server = start(other.path(), &["--restored"]).unwrap();
        fs::copy(data.path().join("admin-key.json"), other.path().join("admin-key.json")).unwrap();
        assert_eq!(count(&server, other.path()), 20, "kill {kill}");
    }
}
