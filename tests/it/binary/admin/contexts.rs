//! Contexts: what is stored, who can read it, and which one counts.

use std::{fs, os::unix::fs::PermissionsExt};

use serde_json::json;

use super::desk::Desk;
use crate::binary::{private::set_mode, process::free_address};

fn mode(path: &std::path::Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn login_stores_the_path_of_the_key_and_only_its_user_can_read_what_it_stores() {
    let desk = Desk::new();
    let key = desk.first_key();
    let shown = desk.good(&["login", "--key-file", key.to_str().unwrap()]);
    assert!(shown.contains("admin-keys-write"), "{shown}");
    assert_eq!(mode(&desk.contexts()), 0o600);
    assert_eq!(mode(desk.contexts().parent().unwrap()), 0o700);

    let stored = fs::read_to_string(desk.contexts()).unwrap();
    assert!(stored.contains(key.to_str().unwrap()), "{stored}");
    assert!(!stored.contains("PRIVATE"), "{stored}");
    let name = format!("127.0.0.1-{}", desk.server.address.port());
    assert_eq!(desk.json(&["context", "show"])["name"], name);
    assert_eq!(desk.json(&["context", "list"])[0]["current"], true);
}

#[test]
fn a_copy_of_the_key_is_private_and_goes_with_its_context() {
    let desk = Desk::new();
    let key = desk.file("key.json");
    fs::copy(desk.first_key(), &key).unwrap();
    set_mode(&key, 0o600);
    desk.good(&["login", "--key-file", "key.json", "--name", "test", "--copy-key"]);
    fs::remove_file(key).unwrap();
    let copy = desk.file(".config/keyplane/keys/test.json");
    assert_eq!(mode(&copy), 0o600);
    desk.good(&["whoami"]);

    assert!(desk.bad(2, &["logout", "test"]).contains("only copy of the key"));
    assert!(copy.exists());
    desk.good(&["logout", "test", "--yes"]);
    assert!(!copy.exists());
    assert!(desk.bad(2, &["whoami"]).contains("keyplane login"));
}

#[test]
fn the_copy_of_another_key_is_not_overwritten_unless_that_is_said() {
    let desk = Desk::logged_in();
    let key = desk.key_with("own", &["read"]);
    let first = desk.first_key();
    let log_in = |path: &std::path::Path, more: &[&str]| {
        let file = path.to_str().unwrap();
        let copy = ["login", "--key-file", file, "--copy-key", "--name", "copied"];
        desk.run(&[&copy[..], more].concat())
    };
    assert_eq!(log_in(&first, &[]).code, 0);
    assert_eq!(log_in(&first, &[]).code, 0, "the same key again");
    let refused = log_in(&key, &[]);
    assert_eq!(refused.code, 5, "{refused:?}");
    assert!(refused.stderr.contains("perhaps the only one"), "{refused:?}");
    assert_eq!(log_in(&key, &["--replace"]).code, 0);
}

#[test]
fn a_key_on_stdin_is_stored_as_a_copy_only() {
    let desk = Desk::new();
    let log_in = |arguments: &[&str]| {
        let mut command = desk.command();
        command.args(["login", "--key-file", "-", "--name", "test"]).args(arguments);
        command.stdin(fs::File::open(desk.first_key()).unwrap()).output().unwrap()
    };
    assert_eq!(log_in(&[]).status.code(), Some(2));
    assert!(log_in(&["--copy-key"]).status.success());
    desk.good(&["whoami"]);
}

#[test]
fn a_key_file_that_others_can_read_is_refused_with_the_command_that_mends_it() {
    let desk = Desk::new();
    let key = desk.first_key();
    for open in [0o640, 0o604, 0o660] {
        set_mode(&key, open);
        let said = desk.bad(1, &["login", "--key-file", key.to_str().unwrap()]);
        assert!(said.contains(&format!("chmod 600 {}", key.display())), "{said}");
        assert!(said.contains(&format!("{open:03o}")), "{said}");
    }
    assert!(!desk.contexts().exists());
    set_mode(&key, 0o600);
    desk.good(&["login", "--key-file", key.to_str().unwrap()]);
    set_mode(&key, 0o644);
    assert!(desk.bad(1, &["whoami"]).contains("chmod 600"), "asked for every call");
}

#[test]
fn a_file_of_contexts_that_others_can_change_is_refused() {
    let desk = Desk::logged_in();
    set_mode(&desk.contexts(), 0o622);
    assert!(desk.bad(1, &["whoami"]).contains("chmod go-w"));
}

#[test]
fn an_unknown_context_is_refused_with_the_known_ones() {
    let desk = Desk::logged_in();
    for arguments in [
        &["whoami", "--context", "prod"][..],
        &["context", "use", "prod"],
        &["context", "show", "prod"],
        &["context", "remove", "prod"],
        &["logout", "prod"],
    ] {
        let said = desk.bad(3, arguments);
        assert!(said.contains("\"prod\"") && said.contains("the contexts are test"), "{said}");
    }
}

#[test]
fn of_two_servers_the_flag_or_the_variable_chooses_one() {
    let (one, two) = (Desk::logged_in(), Desk::new());
    let key = two.first_key();
    one.good(&["login", "--key-file", key.to_str().unwrap(), "--name", "two"]);
    let server = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut all = vec!["whoami", "--json"];
        all.extend(arguments);
        let done = one.run_with(variables, &all);
        assert_eq!(done.code, 0, "{done:?}");
        let shown: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
        shown["instance"]["graphqlEndpoint"].as_str().unwrap().to_owned()
    };

    let of = |desk: &Desk| format!("http://{}/graphql", desk.server.address);
    assert_eq!(server(&[], &[]), of(&two), "the last login");
    assert_eq!(server(&[], &["--context", "test"]), of(&one));
    assert_eq!(server(&[("KEYPLANE_CONTEXT", "test")], &[]), of(&one));
    assert_eq!(server(&[("KEYPLANE_CONTEXT", "test")], &["--context", "two"]), of(&two));
    let first = one.first_key();
    let first = first.to_str().unwrap();
    assert_eq!(server(&[("KEYPLANE_KEY_FILE", first)], &[]), of(&one));
    let both = [("KEYPLANE_KEY_FILE", first), ("KEYPLANE_CONTEXT", "two")];
    assert_eq!(one.run_with(&both, &["whoami"]).code, 2);
    assert_eq!(server(&both, &["--context", "two"]), of(&two));
    one.good(&["context", "use", "test"]);
    assert_eq!(server(&[], &[]), of(&one));
}

#[test]
fn a_name_of_a_context_is_not_taken_from_another_server_unless_that_is_said() {
    let (one, two) = (Desk::logged_in(), Desk::new());
    let key = two.first_key();
    let again = ["login", "--key-file", key.to_str().unwrap(), "--name", "test"];
    assert!(one.bad(5, &again).contains("--replace"));
    one.good(&[&again[..], &["--replace"]].concat());
    let url = format!("http://{}", two.server.address);
    assert_eq!(one.json(&["context", "show"])["url"], url);
    let escape = ["login", "--key-file", key.to_str().unwrap(), "--name", "../escape"];
    assert!(one.bad(2, &escape).contains("is no name of a context"));
}

#[test]
fn login_refuses_what_is_no_admin_key_of_the_server() {
    let (desk, other) = (Desk::logged_in(), Desk::new());
    desk.good(&["application", "create", "billing"]);
    desk.good(&["key", "create", "k", "--application", "billing", "--out", "app.json"]);
    let said = desk.bad(1, &["login", "--key-file", "app.json", "--name", "x"]);
    assert!(said.contains("key file of an application"), "{said}");
    let said = desk.bad(1, &["login", "--key-file", "nosuch.json", "--name", "x"]);
    assert!(said.contains("nosuch.json"), "{said}");

    let (key, url) = (other.first_key(), format!("http://{}", desk.server.address));
    let wrong = ["login", "--key-file", key.to_str().unwrap(), "--url", &url, "--name", "x"];
    let said = desk.bad(4, &wrong);
    assert!(said.contains("WRONG_AUDIENCE") && said.contains("key file"), "{said}");
    let away = format!("http://{}", free_address());
    let nowhere = ["login", "--key-file", key.to_str().unwrap(), "--url", &away, "--name", "x"];
    assert!(desk.bad(6, &nowhere).contains("no answer from"));
    let no_url = ["login", "--key-file", key.to_str().unwrap(), "--url", "https://a.example/b"];
    assert!(desk.bad(2, &no_url).contains("without a path"));
    assert_eq!(desk.json(&["context", "list"]).as_array().unwrap().len(), 1, "none was stored");
}

#[test]
fn a_key_of_a_project_knows_its_project() {
    let desk = Desk::logged_in();
    let key = desk.key_with("own", &["applications-write"]);
    desk.good(&["login", "--key-file", key.to_str().unwrap(), "--name", "own"]);
    desk.good(&["application", "create", "billing"]);
    assert_eq!(desk.json(&["application", "list"])[0]["project"]["slug"], "acme");
    assert_eq!(desk.json(&["whoami"])["viewer"]["project"]["slug"], json!("acme"));
    let done = desk.run(&["login", "--key-file", "own.json", "--name", "o", "--project", "nosuch"]);
    assert_eq!(done.code, 3, "{done:?}");
    let said = desk.bad(3, &["context", "use", "own", "--project", "nosuch"]);
    assert!(said.contains("project \"nosuch\" not found"), "{said}");
    assert_eq!(desk.json(&["context", "show"])["project"], json!(null), "it stays as it was");
}

#[test]
fn a_variable_sends_no_token_to_another_server_than_that_of_the_key_file() {
    let desk = Desk::logged_in();
    let key = desk.first_key();
    let elsewhere = format!("http://{}", free_address());
    let variables = [("KEYPLANE_KEY_FILE", key.to_str().unwrap()), ("KEYPLANE_URL", &elsewhere)];

    let refused = desk.run_with(&variables, &["whoami"]);
    let said = refused.stderr;
    assert!(said.contains(&elsewhere) && said.contains("give --url"), "{said}");
    assert_eq!(refused.code, 2);
    // A flag is meant for this command: it is tried.
    assert_eq!(desk.run_with(&variables, &["whoami", "--url", &elsewhere]).code, 6);
}
