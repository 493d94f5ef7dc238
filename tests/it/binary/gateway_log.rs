//! Headers in which a gateway describes its client's request: they are logged and change no
//! answer.

use serde_json::Value;

use super::process::{Keyplane, data_folder, free_address};

const VERIFY: &str = "/p/acme/apis/orders/verify";
/// The longest logged part of a header.
const LOGGED: usize = 256;

fn server(data: &std::path::Path, settings: &[(&str, &str)]) -> Keyplane {
    let set = |command: &mut std::process::Command| {
        command.envs(settings.iter().copied());
    };
    Keyplane::try_start(data, free_address(), set).unwrap()
}

/// The log lines about checks.
fn checked(server: &Keyplane) -> Vec<String> {
    let said = server.said();
    said.lines().filter(|line| line.contains("checked")).map(str::to_owned).collect()
}

#[test]
fn forwarded_headers_are_logged_with_the_check_and_change_no_answer() {
    let data = data_folder();
    let settings = [("KEYPLANE_LOG", "debug"), ("KEYPLANE_LOG_FORMAT", "json")];
    let server = server(data.path(), &settings);
    let alone = server.get_with(VERIFY, "");
    assert_eq!(alone.0, 401);

    let long = "x".repeat(LOGGED);
    let forwarded = [
        ("DELETE", "shop.example", "/orders/17?key=secret", "/orders/17"),
        ("GET", "a b", &*format!("/{long}"), &format!("/{}", &long[1..])),
        ("\"}", "\\n{\"level\":\"ERROR\"}", "/\t\"checked\"#part", "/\t\"checked\""),
    ];
    for (method, host, uri, _) in forwarded {
        let headers = format!(
            "X-Forwarded-Method: {method}\r\nX-Forwarded-Host: {host}\r\nX-Forwarded-Uri: {uri}\r\n"
        );
        assert_eq!(server.get_with(VERIFY, &headers), alone);
    }
    assert_eq!(server.get_with(VERIFY, "X-Forwarded-Host: caf\u{e9}\r\n"), alone);

    let lines = checked(&server);
    let lines: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2 + forwarded.len(), "{lines:?}");

    for line in &lines {
        assert_eq!((&line["level"], &line["status"]), (&"DEBUG".into(), &401.into()), "{line}");
    }
    for (line, (method, host, _, path)) in lines[1..].iter().zip(forwarded) {
        assert_eq!(line["forwarded.method"], method);
        assert_eq!(line["forwarded.host"], host);
        assert_eq!(line["forwarded.path"], path);
    }

    let strange = &lines[1 + forwarded.len()];
    assert!(strange.get("forwarded.host").is_none(), "what is no ASCII is left out: {strange}");
}

#[test]
fn a_forwarded_header_forges_no_field_and_no_line_of_a_text_log() {
    let data = data_folder();
    let server = server(data.path(), &[("KEYPLANE_LOG", "debug")]);
    let forged = "a\" status=200\t forwarded.path=\"/";
    let headers = format!("X-Forwarded-Host: {forged}\r\nX-Forwarded-Uri: /orders\r\n");
    assert_eq!(server.get_with(VERIFY, &headers).0, 401);
    // A header with a line break is not a valid request.
    assert_eq!(server.get_with(VERIFY, "X-Forwarded-Host: a\r checked status=200\r\n").0, 400);
    let lines = checked(&server);
    let [line] = &lines[..] else { panic!("{lines:?}") };
    let expected = r#"status=401 forwarded.host="a\" status=200\t forwarded.path=\"/" forwarded.path="/orders""#;
    assert!(line.ends_with(expected), "{line}");
}

#[test]
fn at_the_usual_level_a_check_leaves_no_line() {
    let data = data_folder();
    let server = server(data.path(), &[]);
    let before = server.said();
    assert_eq!(server.get_with(VERIFY, "X-Forwarded-Host: shop.example\r\n").0, 401);
    assert_eq!(server.said(), before);
}
