//! What is refused, with which exit code, and what the command says to do.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    thread,
};

use super::desk::Desk;
use crate::{binary::process::free_address, harness::until};

#[test]
fn a_key_without_the_permission_is_told_which_one_and_where() {
    let desk = Desk::logged_in();
    desk.good(&["application", "create", "billing"]);
    let key = desk.key_with("reader", &["read"]);
    let reader = ["--key-file", key.to_str().unwrap()];
    let create = [&["application", "create", "other"][..], &reader].concat();
    let said = desk.bad(4, &create);
    assert!(said.contains("in project acme"), "{said}");
    assert!(said.contains("APPLICATIONS_WRITE") && said.contains("your key has READ"), "{said}");
    let audit = [&["audit", "list"][..], &reader].concat();
    assert!(desk.bad(4, &audit).contains("AUDIT_READ"));
    desk.good(&[&["application", "show", "billing"][..], &reader].concat());
}

#[test]
fn a_name_that_two_have_is_refused_with_their_ids_and_an_id_is_taken() {
    let desk = Desk::logged_in();
    let id = |made: &serde_json::Value| made["application"]["id"].as_str().unwrap().to_owned();
    let first = id(&desk.json(&["application", "create", "billing"]));
    let second = id(&desk.json(&["application", "create", "billing"]));
    let said = desk.bad(2, &["application", "show", "billing"]);
    assert!(said.contains(&first) && said.contains(&second), "{said}");
    assert!(said.contains("give the ID"), "{said}");
    assert_eq!(desk.json(&["application", "show", &second])["id"], second);

    let said = desk.bad(3, &["application", "show", "bil"]);
    assert!(said.contains("application \"bil\" not found in project acme"), "{said}");
    assert!(said.contains("there are billing (app_"), "{said}");
    assert!(desk.bad(3, &["project", "show", "nosuch"]).contains("\"nosuch\" not found"));
    assert!(desk.bad(3, &["key", "show", "nosuch"]).contains("--instance"));
}

#[test]
fn a_name_that_begins_with_a_sign_is_found_too() {
    let desk = Desk::logged_in();
    desk.good(&["application", "create", "(old) billing"]);
    assert_eq!(desk.json(&["application", "show", "(old) billing"])["name"], "(old) billing");
}

#[test]
fn without_a_confirmation_a_script_changes_nothing_and_a_dry_run_tells_the_impact() {
    let desk = Desk::logged_in();
    desk.good(&["application", "create", "billing"]);
    desk.good(&["key", "create", "k1", "--application", "billing", "--out", "k1.json"]);
    for arguments in [
        &["application", "disable", "billing"][..],
        &["application", "delete", "billing"],
        &["application", "revoke-tokens", "billing"],
        &["key", "revoke", "k1", "--reason", "leaked"],
        &["key", "rotate", "k1", "--out", "k2.json"],
        &["project", "delete", "acme"],
    ] {
        assert!(desk.bad(2, arguments).contains("--yes"), "{arguments:?}");
        let told = desk.run(&[arguments, &["--dry-run"]].concat());
        assert_eq!((told.code, told.stdout.as_str()), (0, ""), "{told:?}");
        assert!(told.stderr.contains("nothing was changed"), "{told:?}");
    }

    let told = desk.run(&["key", "revoke", "k1", "--reason", "leaked", "--dry-run"]).stderr;
    assert!(told.contains("No use is recorded"), "{told}");
    let told = desk.run(&["key", "rotate", "k1", "--overlap", "2h", "--dry-run"]).stderr;
    assert!(told.contains("This key expires") && told.contains("in "), "{told}");
    let told = desk.run(&["project", "delete", "acme", "--dry-run"]).stderr;
    assert!(told.contains("1 application, 0 APIs"), "{told}");
    let key = desk.json(&["key", "show", "k1"]);
    assert_eq!((&key["state"], &key["successor"]), (&"ACTIVE".into(), &serde_json::Value::Null));
    assert!(!desk.file("k2.json").exists(), "no empty file stays");
}

#[test]
fn an_update_that_takes_something_away_asks_first() {
    let desk = Desk::logged_in();
    let method = ["--auth-method", "client-secret-basic", "--out", "secret.txt"];
    desk.good(&[&["application", "create", "legacy"][..], &method].concat());
    let update = ["application", "update", "legacy", "--auth-method", "private-key-jwt"];
    let said = desk.bad(2, &update);
    assert!(said.contains("The client secret of application legacy is deleted."), "{said}");
    assert_eq!(desk.json(&["secret", "list", "legacy"]).as_array().unwrap().len(), 1);
    desk.good(&["application", "update", "legacy", "--auth-method", "client-secret-basic"]);
    desk.good(&[&update[..], &["--yes"]].concat());
    desk.good(&["application", "update", "legacy", "--auth-method", "client-secret-post"]);

    let scopes = ["--scope", "read", "--scope", "write"];
    let api = ["api", "create", "orders", "https://orders.example"];
    desk.good(&[&api[..], &scopes].concat());
    desk.good(&[&["grant", "create", "legacy", "orders"][..], &scopes].concat());
    let update = ["api", "update", "orders", "--scope", "read"];
    let said = desk.bad(2, &update);
    let lost = "Scope write is removed from the API and from 1 grant.";
    assert!(said.contains(lost), "{said}");
    desk.good(&["api", "update", "orders", "--scope", "write", "--scope", "read"]);
    let grant = ["grant", "create", "legacy", "orders", "--scope", "read"];
    assert!(desk.bad(2, &grant).contains("loses the scope write"));
    desk.good(&[&grant[..], &["--yes"]].concat());
    desk.good(&[&update[..], &["--yes"]].concat());
}

#[test]
fn an_update_without_a_setting_changes_nothing_and_says_so() {
    let desk = Desk::logged_in();
    desk.good(&["application", "create", "billing"]);
    desk.good(&["api", "create", "orders", "https://orders.example"]);
    desk.good(&["key", "create", "k1", "--application", "billing", "--out", "k1.json"]);
    let before = desk.json(&["audit", "list"]);
    for noun in [["application", "billing"], ["api", "orders"], ["key", "k1"], ["project", "acme"]]
    {
        let said = desk.bad(2, &[noun[0], "update", noun[1]]);
        assert!(said.contains("nothing to change"), "{said}");
    }
    assert_eq!(desk.json(&["audit", "list"]), before);
}

#[test]
fn of_a_key_and_its_successor_a_rotation_takes_the_active_one_and_a_revocation_asks_which() {
    let desk = Desk::logged_in();
    desk.good(&["application", "create", "billing"]);
    desk.good(&["key", "create", "k1", "--application", "billing", "--out", "k1.json"]);
    for out in ["k2.json", "k3.json"] {
        desk.good(&["key", "rotate", "k1", "--overlap", "1h", "--yes", "--out", out]);
    }
    let said = desk.bad(2, &["key", "revoke", "k1", "--reason", "old", "--yes"]);
    assert!(said.contains(", active)") && said.contains(", retiring)"), "{said}");
}

#[test]
fn a_secret_is_asked_for_before_it_is_made() {
    let desk = Desk::logged_in();
    desk.good(&["application", "create", "billing"]);
    for arguments in [
        &["key", "create", "k", "--application", "billing"][..],
        &["application", "create", "legacy", "--auth-method", "client-secret-post"],
        &["webhook", "create", "https://hooks.example/a"],
    ] {
        assert!(desk.bad(2, arguments).contains("--out"), "{arguments:?}");
    }
    let existing = ["key", "create", "k", "--application", "billing", "--out", "k.json"];
    std::fs::write(desk.file("k.json"), "mine").unwrap();
    assert!(desk.bad(1, &existing).contains("not overwritten"));
    assert_eq!(std::fs::read_to_string(desk.file("k.json")).unwrap(), "mine");
    assert_eq!(desk.json(&["key", "list", "--application", "billing"]), serde_json::json!([]));
    assert_eq!(desk.json(&["application", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_private_key_is_never_uploaded() {
    let desk = Desk::logged_in();
    desk.good(&["application", "create", "billing"]);
    desk.good(&[
        "key",
        "create",
        "k",
        "--application",
        "billing",
        "--format",
        "jwk",
        "--out",
        "k.jwk",
    ]);
    let import = ["key", "import", "again", "k.jwk", "--application", "billing"];
    let said = desk.bad(1, &import);
    assert!(said.contains("private key") && said.contains("openssl pkey"), "{said}");
}

#[test]
fn wrong_arguments_are_named_as_the_command_line_names_them() {
    let desk = Desk::logged_in();
    let said = desk.bad(2, &["project", "create", "Not A Slug"]);
    assert!(said.contains("the slug ") && !said.contains("input."), "{said}");
    let said = desk.bad(2, &["project", "update", "acme", "--rotation-period", "1m"]);
    assert!(said.contains("--rotation-period must be 2d to 3650d"), "{said}");
    assert!(desk.bad(2, &["project", "list", "--limit", "0"]).contains("--limit"));
    let taken = desk.bad(5, &["project", "create", "acme"]);
    assert!(taken.contains("CONFLICT"), "{taken}");
    assert!(desk.bad(2, &["key", "create", "k", "--admin"]).contains("--permission"));
    let both = desk.bad(2, &["key", "list", "--instance", "--project", "acme"]);
    assert!(both.contains("exclude each other"), "{both}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_expired_and_a_revoked_key_are_refused_with_the_way_on() {
    let desk = Desk::logged_in();
    desk.good(&[
        "key",
        "create",
        "short",
        "--admin",
        "--permission",
        "read",
        "--expires",
        "5s",
        "--out",
        "short.json",
    ]);
    let whoami = ["whoami", "--key-file", "short.json"];
    let done = until(async || desk.run(&whoami), |done| done.code != 0).await;
    assert_eq!(done.code, 4, "{done:?}");
    let text = done.stderr;
    assert!(text.contains("KEY_EXPIRED") && text.contains("keyplane login"), "{text}");

    desk.key_with("gone", &["read"]);
    desk.good(&["whoami", "--key-file", "gone.json"]);
    desk.good(&["key", "revoke", "gone", "--reason", "left", "--yes"]);
    assert!(desk.bad(4, &["whoami", "--key-file", "gone.json"]).contains("KEY_REVOKED"));
}

#[test]
fn a_server_that_is_away_or_is_none_of_ours_is_named() {
    let desk = Desk::logged_in();
    let away = format!("http://{}", free_address());
    let said = desk.bad(6, &["whoami", "--url", &away]);
    assert!(said.contains(&away) && said.contains("check the URL"), "{said}");
    let page = Stub::answering(vec![reply("404 Not Found", "", "<html>")]);
    let said = desk.bad(1, &["whoami", "--url", &page.url()]);
    assert!(said.contains("404") && said.contains("not as an Admin API"), "{said}");
}

#[test]
fn a_request_is_sent_again_when_the_server_asks_for_it_and_a_change_that_ran_is_not() {
    let desk = Desk::logged_in();
    let busy = r#"{"errors":[{"message":"too many","extensions":{"code":"LIMIT_EXCEEDED"}}]}"#;
    let busy = reply("429 Too Many Requests", "Retry-After: 1\r\n", busy);
    let projects =
        r#"{"data":{"projects":{"nodes":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}"#;
    let server = Stub::answering(vec![busy, reply("200 OK", "", projects)]);
    assert_eq!(desk.json(&["project", "list", "--url", &server.url()]), serde_json::json!([]));

    let ran = r#"{"data":null,"errors":[{"message":"the database is not available","path":["createProject"],"extensions":{"code":"INTERNAL"}}]}"#;
    let ran = reply("503 Service Unavailable", "Retry-After: 1\r\n", ran);
    let server = Stub::answering(vec![ran, reply("200 OK", "", r#"{"data":{}}"#)]);
    let create = ["project", "create", "gamma", "--url", &server.url()];
    assert!(desk.bad(6, &create).contains("the database is not available"));
    let long = reply("503 Service Unavailable", "Retry-After: 3600\r\n", "{}");
    let server = Stub::answering(vec![long]);
    desk.bad(6, &["project", "list", "--url", &server.url()]);
}

/// A server that gives these answers, each on a connection of its own.
struct Stub(SocketAddr);

impl Stub {
    fn answering(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            for answer in answers {
                let (connection, _) = listener.accept().unwrap();
                // A client that is gone needs no answer.
                let _ = serve(connection, &answer);
            }
        });
        Self(address)
    }

    fn url(&self) -> String {
        format!("http://{}", self.0)
    }
}

fn serve(connection: TcpStream, answer: &str) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
    }
    reader.read_exact(&mut vec![0; length])?;
    reader.get_mut().write_all(answer.as_bytes())
}

fn reply(status: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nConnection: close\r\n{headers}\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}
