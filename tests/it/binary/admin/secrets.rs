//! Secrets go where they are asked for, and nowhere else.

use std::{fs, os::unix::fs::PermissionsExt};

use serde_json::Value;

use super::desk::Desk;

#[test]
fn a_secret_file_is_its_users_alone_and_the_key_in_it_works() {
    let desk = Desk::logged_in();
    let key = desk.key_with("own", &["read", "audit-read"]);
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let shown = desk.json(&["whoami", "--key-file", key.to_str().unwrap()]);
    assert_eq!(shown["viewer"]["key"]["name"], "own");
    desk.assert_unprinted(&["own.json"]);
}

#[test]
fn a_secret_is_on_stdout_only_if_that_is_asked_for() {
    let desk = Desk::logged_in();
    let create = ["application", "create", "legacy", "--auth-method", "client-secret-post"];
    let printed = desk.good(&[&create[..], &["--out", "-"]].concat());
    assert_eq!(printed.lines().count(), 1, "the secret alone, for a script: {printed}");
    assert!(printed.trim().len() > 30, "{printed}");

    let rotate = ["secret", "rotate", "legacy", "--yes", "--out", "-", "--json"];
    let rotated: Value = serde_json::from_str(&desk.good(&rotate)).unwrap();
    assert!(rotated["clientSecret"].as_str().unwrap().len() > 30);
    assert!(rotated.get("clientSecretFile").is_none());
}

#[test]
fn neither_tokens_nor_keys_are_in_any_error() {
    let desk = Desk::logged_in();
    let key = desk.key_with("own", &["read"]);
    let text = fs::read_to_string(&key).unwrap();
    // A broken key: no message may quote it.
    fs::write(&key, text.replace("MII", "xII")).unwrap();
    desk.run(&["whoami", "--key-file", key.to_str().unwrap()]);
    desk.run(&["login", "--key-file", key.to_str().unwrap()]);
    fs::write(&key, text.replace('{', "[")).unwrap();
    desk.run(&["login", "--key-file", key.to_str().unwrap()]);
    fs::write(&key, &text).unwrap();
    let secret: Value = serde_json::from_str(&text).unwrap();
    desk.run(&["application", "show", secret["key"].as_str().unwrap()]);
    desk.assert_unprinted(&["own.json"]);
}
