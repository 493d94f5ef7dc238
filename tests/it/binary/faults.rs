//! Log lines about faults, signals and unexpected settings.

use std::{net::SocketAddr, time::Instant};

use nix::sys::signal::Signal;
use serde_json::{Value, json};

use super::process::{Keyplane, data_folder, free_address};

/// The lines of a JSON log whose message begins with `text`.
fn lines(server: &Keyplane, text: &str) -> Vec<Value> {
    let said = server.said();
    let lines = said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["message"].as_str().unwrap().starts_with(text)).collect()
}

#[test]
fn a_public_503_is_one_line_with_the_requests_id_and_a_flood_of_them_is_counted() {
    let data = data_folder();
    let settings = [("KEYPLANE_LOG_FORMAT", "json")];
    let server = Keyplane::start_after(data.path(), free_address(), "true", &settings);
    // A database that lacks a table, as after an incomplete restore.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = format!("sqlite:{}", data.path().join("keyplane.db").display());
    runtime.block_on(async {
        use sqlx::{Connection, Executor};
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        connection.execute("ALTER TABLE project RENAME TO elsewhere").await.unwrap();
        connection.close().await.unwrap();
    });
    let (path, token) = ("/p/nosuch/apis/orders/verify", "Authorization: Bearer a.b.c\r\n");
    let start = Instant::now();
    assert_eq!(server.get_with(path, token).0, 503);
    server.wait_until_said("could not be answered");
    let [line] = &lines(&server, "a request could not be answered")[..] else {
        panic!("{}", server.said())
    };
    assert_eq!((&line["level"], &line["url.path"]), (&json!("ERROR"), &json!(path)), "{line}");
    assert_eq!(line["status"], 503, "{line}");
    assert!(line["cause"].as_str().is_some_and(|cause| cause.contains("project")), "{line}");
    let id = line["request_id"].as_str().unwrap();
    assert!(!id.is_empty() && server.said().matches(id).count() == 1, "{}", server.said());

    for _ in 0..300 {
        assert_eq!(server.get_with(path, token).0, 503);
    }
    let logged = lines(&server, "a request could not be answered").len();
    let seconds = usize::try_from(start.elapsed().as_secs()).unwrap();
    assert!(logged <= 10 * (seconds + 2), "{logged} lines in {seconds} seconds");
}

#[test]
fn sighup_ends_nothing_and_says_so() {
    let data = data_folder();
    let server = Keyplane::start(data.path(), free_address());
    server.signal(Signal::SIGHUP);
    server.wait_until_said("SIGHUP: there is nothing to reopen");
    assert_eq!(server.get("/healthz").0, 200);
    server.signal(Signal::SIGTERM);
    assert_eq!(server.end().code(), Some(0));
}

#[test]
fn the_log_level_is_set_by_keyplane_log_level() {
    let data = data_folder();
    let settings = [("KEYPLANE_LOG_LEVEL", "off")];
    let server = Keyplane::start_after(data.path(), free_address(), "true", &settings);
    assert_eq!(server.said(), "");
}

#[test]
fn listening_on_every_address_without_a_public_url_warns_of_the_issuer() {
    let everywhere = || SocketAddr::from(([0, 0, 0, 0], free_address().port()));
    let data = data_folder();
    let server = Keyplane::start(data.path(), everywhere());
    let expected = format!("every issuer begins with http://127.0.0.1:{}", server.address.port());
    server.wait_until_said(&expected);
    assert!(server.said().contains("the first start remembers it"), "{}", server.said());

    let data = data_folder();
    let settings = [("KEYPLANE_PUBLIC_URL", "https://keys.example.com")];
    let server = Keyplane::start_after(data.path(), everywhere(), "true", &settings);
    assert!(!server.said().contains("every issuer begins"), "{}", server.said());
}
