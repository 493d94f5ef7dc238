//! The message of a start that cannot open its database: which one, what is wrong, what to do.

use std::{fs, net::TcpListener, path::Path, process::Command};

use super::process::{Keyplane, data_folder, free_address};
use crate::harness::{Backend, Database, left_out};

/// Starts a server that must refuse to start, and checks that one line contains these words.
fn says(data: &Path, words: &[&str], settings: impl FnOnce(&mut Command)) {
    let Err(said) = Keyplane::try_start(data, free_address(), settings) else {
        panic!("it started, instead of {words:?}");
    };
    let line = said.lines().find(|line| line.starts_with("keyplane: ")).unwrap_or_default();
    assert!(words.iter().all(|word| line.contains(word)), "{words:?}: {said}");
    for riddle in ["(code:", "os error", "at line", "hush"] {
        assert!(!line.contains(riddle), "{riddle}: {line}");
    }
}

fn with_url(url: impl AsRef<str>) -> impl FnOnce(&mut Command) {
    move |command| {
        command.env("KEYPLANE_DATABASE_URL", url.as_ref());
    }
}

#[test]
fn a_sqlite_file_that_cannot_be_opened_is_named_with_what_to_do() {
    let data = data_folder();
    let path = |name: &str| data.path().join(name).display().to_string();
    fs::write(path("text.db"), "a text that is longer than the head of a database").unwrap();
    fs::create_dir(path("folder.db")).unwrap();
    let sqlite = |name: &str| with_url(format!("sqlite:{}", path(name)));

    says(
        data.path(),
        &[&path("text.db"), "not a SQLite database", "another file"],
        sqlite("text.db"),
    );
    says(data.path(), &[&path("folder.db"), "a folder is in the way"], sqlite("folder.db"));
    let below_a_file = &[&*path("text.db"), "a file is in the way", "another path"];
    says(data.path(), below_a_file, sqlite("text.db/keyplane.db"));
    says(data.path(), &[&path("none.db"), "does not exist", "create it"], |command| {
        sqlite("none.db")(command);
        command.args(["serve", "--no-migrate"]);
    });
    says(data.path(), &["text.db", "a file is in the way"], |command| {
        command.env("KEYPLANE_DATA_DIR", path("text.db"));
    });
    says(data.path(), &["without parameters"], sqlite("x.db?mode=ro"));
}

#[test]
fn a_postgres_that_cannot_be_reached_is_named_with_what_to_do() {
    let data = data_folder();
    // Nothing listens on this port: it was just released.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let url = |rest: &str| with_url(format!("postgres://u:hush@{rest}"));
    let refused = &[&*closed, "database keys", "refused the connection", "start PostgreSQL"];
    says(data.path(), refused, url(&format!("{closed}/keys")));
    says(data.path(), &["nowhere.invalid:5432", "check host and port"], url("nowhere.invalid/x"));
    for misspelt in ["sslmod=require", "ssl_mode=require"] {
        let (name, _) = misspelt.split_once('=').unwrap();
        says(
            data.path(),
            &[name, "KEYPLANE_DATABASE_URL", "sslmode"],
            url(&format!("db/x?{misspelt}")),
        );
    }
    says(data.path(), &["requier", "KEYPLANE_DATABASE_URL"], url("db/x?sslmode=requier"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_by_postgres_is_reported_in_its_words_with_what_to_do() {
    if left_out() {
        return;
    }
    let (database, data) = (Database::empty(Backend::Postgres).await, data_folder());
    let name = database.name().unwrap();
    let other = database.url.replace(name, "keyplane_nosuch");
    let words = &["PostgreSQL at ", "\"keyplane_nosuch\" does not exist", "create the database"];
    says(data.path(), words, with_url(other));
    database.remove().await;
}
