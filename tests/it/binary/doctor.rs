//! `keyplane doctor` and `keyplane healthcheck`, beside a running server and without one.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;
use sqlx::{Connection as _, Executor as _, SqliteConnection};

use super::{
    private::set_mode,
    process::{Keyplane, command, data_folder, free_address},
};
use crate::harness::{Backend, Database, PUBLIC_URL, left_out};

fn run(data: &Path, arguments: &[&str], settings: impl FnOnce(&mut Command)) -> Output {
    let mut command = command(data);
    command.args(arguments);
    settings(&mut command);
    command.output().unwrap()
}

/// The report, and the exit code.
fn doctor(data: &Path, settings: impl FnOnce(&mut Command)) -> (Value, i32) {
    let output = run(data, &["doctor", "--json"], settings);
    let code = output.status.code().unwrap();
    (serde_json::from_slice(&output.stdout).unwrap(), code)
}

/// The findings of a check, worst first, as `STATUS message`.
fn found(report: &Value, check: &str) -> Vec<String> {
    let all = report["findings"].as_array().unwrap().iter();
    let mut found: Vec<_> = all
        .filter(|finding| finding["check"] == check)
        .map(|finding| {
            let text = |name: &str| finding[name].as_str().unwrap().to_owned();
            assert_eq!(finding["advice"].is_null(), finding["status"] == "OK", "{finding}");
            format!("{} {}", text("status"), text("message"))
        })
        .collect();
    let rank = |one: &String| ["FAIL", "WARN", "OK"].iter().position(|rank| one.starts_with(rank));
    found.sort_by_key(rank);
    found
}

fn listening(server: &Keyplane) -> impl Fn(&mut Command) + use<> {
    let address = server.address.to_string();
    move |command| {
        command.env("KEYPLANE_LISTEN", &address);
    }
}

#[test]
fn beside_a_running_server_everything_is_well_and_nothing_changes() {
    let data = data_folder();
    set_mode(data.path(), 0o700);
    let server = Keyplane::start(data.path(), free_address());
    let files = || {
        let names = fs::read_dir(data.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    };
    let before = files();
    let (report, code) = doctor(data.path(), listening(&server));
    assert_eq!(code, 0, "{report:#}");
    for check in [
        "configuration",
        "files",
        "database",
        "schema",
        "clock",
        "public URL",
        "master key",
        "audit",
    ] {
        assert!(found(&report, check)[0].starts_with("OK "), "{check}: {report:#}");
    }
    assert_eq!(files(), before);
    assert_eq!(server.get("/readyz").0, 200);

    let text = run(data.path(), &["doctor"], listening(&server));
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.lines().any(|line| line.starts_with("OK   master key: mk_")), "{text}");
    let secret = fs::read_to_string(data.path().join("master-key.json")).unwrap();
    let secret: Value = serde_json::from_str(&secret).unwrap();
    assert!(!text.contains(secret["key"].as_str().unwrap()));
}

#[test]
fn each_fault_of_files_and_settings_is_a_finding_with_what_to_do() {
    let data = data_folder();
    let address = free_address();
    let listen = |command: &mut Command| {
        command.env("KEYPLANE_LISTEN", address.to_string());
    };
    let empty = data_folder();
    let (report, code) = doctor(empty.path(), listen);
    assert_eq!(code, 1);
    assert!(found(&report, "database")[0].contains("does not exist"), "{report:#}");
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0, "it makes nothing");

    Keyplane::start(data.path(), address).kill();
    let (report, code) = doctor(data.path(), |command| {
        listen(command);
        command.env("KEYPLANE_PUBLIC_URL", "http://keys.example.com");
        command.env("KEYPLANE_LISSTEN", "x");
    });
    assert_eq!(code, 1);
    assert!(found(&report, "public URL")[0].starts_with("FAIL it is http://keys.example.com, but"));
    assert!(found(&report, "access")[0].starts_with("WARN clients send their secrets"));
    assert!(found(&report, "configuration")[0].contains("KEYPLANE_LISSTEN"));

    set_mode(&data.path().join("master-key.json"), 0o644);
    set_mode(&data.path().join("keyplane.db"), 0o644);
    set_mode(data.path(), 0o755);
    let (report, code) = doctor(data.path(), listen);
    assert_eq!(code, 1);
    let files = found(&report, "files");
    assert!(files[0].contains("the master key) is open to other users"), "{files:?}");
    assert!(files[1].contains("other users can enter the data folder"), "{files:?}");
    assert!(found(&report, "master key")[0].starts_with("FAIL "), "{report:#}");
    assert!(found(&report, "database")[0].starts_with("WARN other users can open"), "{report:#}");

    fs::remove_file(data.path().join("master-key.json")).unwrap();
    let (report, _) = doctor(data.path(), listen);
    assert!(found(&report, "master key")[0].contains("does not exist"), "{report:#}");

    let (report, code) = doctor(data.path(), |command| {
        command.env("KEYPLANE_LISTEN", "nowhere");
    });
    assert_eq!((code, &report["status"]), (1, &Value::from("FAIL")));
    assert!(found(&report, "configuration")[0].contains("KEYPLANE_LISTEN"), "{report:#}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_log_that_was_changed_and_a_newer_schema_are_failures() {
    let data = data_folder();
    let address = free_address();
    Keyplane::start(data.path(), address).kill();
    let url = format!("sqlite:{}", data.path().join("keyplane.db").display());
    let change = async |sql: String| {
        let mut database = SqliteConnection::connect(&url).await.unwrap();
        database.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
        database.close().await.unwrap();
    };
    let listen = |command: &mut Command| {
        command.env("KEYPLANE_LISTEN", address.to_string());
    };

    let newest = "sequence = (SELECT max(sequence) FROM audit_event)";
    change(format!("UPDATE audit_event SET action = 'adminKey.revoke' WHERE {newest}")).await;
    let (report, code) = doctor(data.path(), listen);
    assert_eq!(code, 1);
    assert!(found(&report, "audit")[0].starts_with("FAIL 1 of 1 chains"), "{report:#}");
    change(format!("DELETE FROM audit_event WHERE {newest}")).await;
    assert!(found(&doctor(data.path(), listen).0, "audit")[0].starts_with("FAIL 1 of 1 chains"));

    change("INSERT INTO seaql_migrations VALUES ('m9999_later', 1)".to_owned()).await;
    let (report, code) = doctor(data.path(), listen);
    assert_eq!(code, 1);
    assert!(found(&report, "schema")[0].contains("m9999_later"), "{report:#}");
    assert_eq!(found(&report, "audit"), Vec::<String>::new(), "unknown tables are not read");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_examines_a_postgres_and_says_when_it_is_away() {
    if left_out() {
        return;
    }
    let database = Database::fresh(Backend::Postgres).await;
    let settings = |command: &mut Command| {
        command.env("KEYPLANE_PUBLIC_URL", PUBLIC_URL).env("KEYPLANE_DATABASE_URL", &database.url);
    };
    let (report, code) = doctor(database.data_dir(), settings);
    assert_eq!(code, 0, "{report:#}");
    assert!(found(&report, "clock")[0].contains("the database's"), "{report:#}");
    assert!(found(&report, "audit")[0].starts_with("OK "), "{report:#}");

    let (report, code) = doctor(database.data_dir(), |command| {
        command.env("KEYPLANE_DATABASE_URL", "postgres://someone:hunter2@127.0.0.1:1/nowhere");
    });
    assert_eq!(code, 1);
    assert!(found(&report, "database")[0].contains("refused the connection"), "{report:#}");
    assert!(!report.to_string().contains("hunter2"));
    database.remove().await;
}

#[test]
fn a_healthcheck_says_by_its_exit_code_whether_the_server_is_ready() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    let check = |arguments: &[&str]| run(data.path(), arguments, listening(&server));
    for arguments in [&["healthcheck"][..], &["healthcheck", "--live"]] {
        let output = check(arguments);
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }

    // The server lives, and cannot work.
    fs::remove_file(data.path().join("keyplane.db")).unwrap();
    assert!(check(&["healthcheck", "--live"]).status.success());
    let told = loop {
        let output = check(&["healthcheck"]);
        if !output.status.success() {
            break output;
        }
    };
    assert_eq!(told.status.code(), Some(1));
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("/readyz answered 503: ") && told.contains("deleted"), "{told}");

    let gone = listening(&server);
    server.kill();
    let output = run(data.path(), &["healthcheck"], gone);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr).unwrap().starts_with("keyplane: no answer from http://")
    );
    let usage = run(data.path(), &["healthcheck", "--nosuch"], |_| {});
    assert_eq!(usage.status.code(), Some(2));
}
