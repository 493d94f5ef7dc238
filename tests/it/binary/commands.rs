//! The commands beside `serve`.

use std::process::Output;

use serde_json::{Value, json};

use super::process::{Keyplane, command, data_folder, first_admin, free_address};

fn run(data: &std::path::Path, arguments: &[&str]) -> Output {
    command(data).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn schema_prints_the_schema_and_nothing_else() {
    let done = run(data_folder().path(), &["schema"]);
    assert!(done.status.success());
    assert_eq!(text(&done.stdout), keyplane_api::sdl());
}

#[test]
fn token_mint_prints_a_token_that_the_server_takes() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::start(data.path(), address);
    let done = run(
        data.path(),
        &["token", "mint", "--key-file", "admin-key.json", "--ttl", "1m", "--claim", "note=me"],
    );
    assert!(done.status.success(), "{}", text(&done.stderr));
    let token = text(&done.stdout).strip_suffix('\n').unwrap();
    assert_eq!(token.split('.').count(), 3, "the token alone: {token}");
    assert!(!server.said().contains(token), "no token in the log");
}

#[test]
fn admin_key_create_is_a_way_back_in_while_the_server_runs() {
    let (data, address) = (data_folder(), free_address());
    let server = Keyplane::start(data.path(), address);
    let listen = address.to_string();

    let done = command(data.path())
        .env("KEYPLANE_PUBLIC_URL", format!("http://{listen}"))
        .args(["admin-key", "create", "--name", "rescue"])
        .output()
        .unwrap();

    assert!(done.status.success(), "{}", text(&done.stderr));
    let file: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(file["type"], "admin");
    assert_eq!(file["endpoint"], format!("http://{listen}/graphql"));
    std::fs::write(data.path().join("admin-key.json"), &done.stdout).unwrap();

    let found = server.data(
        &first_admin(data.path()),
        "{ viewer { key { name } permissions } }",
        &json!({}),
    );
    assert_eq!(found["viewer"]["key"]["name"], "rescue");
    assert_eq!(found["viewer"]["permissions"].as_array().unwrap().len(), 8);
}

#[test]
fn migrate_makes_the_schema_and_an_unknown_command_is_a_usage_error() {
    let data = data_folder();
    assert!(run(data.path(), &["migrate"]).status.success());
    assert!(!data.path().join("admin-key.json").exists());
    assert_eq!(run(data.path(), &["migratte"]).status.code(), Some(2));
    let server = Keyplane::try_start(data.path(), free_address(), |command| {
        command.args(["serve", "--no-migrate"]);
    });
    server.unwrap();
}
