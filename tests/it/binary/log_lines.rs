//! The log lines of requests.

use serde_json::{Value, json};

use super::observed::Observed;

const TOKEN: &str = "/p/acme/oauth/token";

#[test]
fn an_issued_token_is_a_line_with_its_client_and_its_key() {
    for (format, is_signed) in [("JWT", true), ("OPAQUE", false)] {
        let observed = Observed::start(&[]);
        let client = observed.client(format);
        let (status, answer) = observed.server.post_form(TOKEN, &client.form(&client.secret));
        assert_eq!(status, 200, "{answer}");

        let [line] = &observed.lines("token issued")[..] else { panic!("{format}") };
        assert_eq!(line["level"], "INFO");
        assert_eq!(line["client_id"], client.id);
        assert_eq!(line["grant_type"], "client_credentials");
        assert_eq!(line["client.address"], "127.0.0.1");
        assert_eq!(line["algorithm"].as_str(), is_signed.then_some("RS256"), "{line}");
        assert_eq!(line["kid"].is_string(), is_signed, "{line}");
        assert!(line["request_id"].is_string(), "{line}");

        let said = observed.server.said();
        let token = answer["access_token"].as_str().unwrap();
        assert!(!said.contains(token) && !said.contains(&client.secret), "a secret is logged");
    }
}

#[test]
fn a_refused_token_and_a_refused_admin_call_are_lines_with_who_and_why() {
    let observed = Observed::start(&[]);
    let client = observed.client("JWT");
    assert_eq!(observed.server.post_form(TOKEN, &client.form("hunter2")).0, 401);
    let mut admin = observed.admin();
    // As long as a thumbprint.
    let kid = "nosuch".repeat(7) + "x";
    admin.kid.clone_from(&kid);
    assert_eq!(observed.server.ask(&admin, "{ viewer { kid } }", &json!({})).0, 401);

    let [token, call] = &observed.lines("refused")[..] else {
        panic!("{}", observed.server.said())
    };
    assert_eq!((&token["door"], &token["reason"]), (&json!("token"), &json!("invalid_client")));
    assert_eq!(token["client_id"], client.id);
    assert_eq!((&call["door"], &call["reason"]), (&json!("admin"), &json!("unknown_kid")));
    assert_eq!(call["kid"], kid);
    for line in [token, call] {
        assert_eq!(line["level"], "INFO");
        assert!(line["request_id"].is_string() && line["client.address"].is_string(), "{line}");
    }
    assert!(!observed.server.said().contains("hunter2"));
}

#[test]
fn a_missing_permission_is_a_refused_admin_call() {
    let observed = Observed::start(&[]);
    let admin = observed.admin();
    let generate = "mutation { generateAdminKey(input: { name: \"reader\", permissions: [READ], format: PEM_PKCS8 }) { key { kid } privateKey { content } } }";
    let made = observed.server.data(&admin, generate, &json!({}))["generateAdminKey"].clone();
    let kid = made["key"]["kid"].as_str().unwrap();
    let content = made["privateKey"]["content"].as_str().unwrap();
    let key = keyplane_auth::PrivateKey::from_pem(content).unwrap();
    let reader = crate::harness::Caller::with_kid(&key, kid, "keyplane");

    let create =
        "mutation { createProject(input: { slug: \"x\", name: \"n\" }) { project { id } } }";
    let (_, answer) = observed.server.ask(&reader, create, &json!({}));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN", "{answer}");
    let [line] = &observed.lines("refused")[..] else { panic!("{}", observed.server.said()) };
    assert_eq!((&line["reason"], &line["kid"]), (&json!("forbidden"), &json!(kid)), "{line}");
}

#[test]
fn what_a_client_sends_is_escaped_and_cut() {
    for format in ["json", "text"] {
        let observed = Observed::start(&[("KEYPLANE_LOG_FORMAT", format)]);
        let before = observed.server.said().lines().count();
        let forged =
            "x%0A2026-01-01T00%3A00%3A00Z%20ERROR%20forged%1B%5B31m%22%2C%22level%22%3A%22ERROR";
        let long = "y%20".repeat(2000);
        let form =
            format!("grant_type=client_credentials&client_id={forged}{long}&client_secret=s");
        assert_eq!(observed.server.post_form("/p/nosuch/oauth/token", &form).0, 404);

        let said = observed.server.said();
        let lines: Vec<_> = said.lines().skip(before).collect();
        let [line] = lines[..] else { panic!("{said}") };
        assert!(line.len() < 600 && !line.contains('\u{1b}'), "{line}");
        if format == "json" {
            let line: Value = serde_json::from_str(line).unwrap();
            assert_eq!(line["level"], "INFO");
        }
    }
}

#[test]
fn a_flood_of_refusals_of_one_source_is_counted() {
    let observed = Observed::start(&[]);
    observed.client("JWT");
    for _ in 0..200 {
        let form = "grant_type=client_credentials&client_id=a&client_secret=s";
        assert_eq!(observed.server.post_form(TOKEN, form).0, 401);
    }
    let logged = observed.lines("refused").len();
    let samples = observed.scrape();
    let unlogged = samples["keyplane_refusals_unlogged_total"];
    // A busy machine may need more than a minute for the 200.
    assert!((5..100).contains(&logged), "{logged}");
    assert_eq!(format!("{unlogged}"), (200 - logged).to_string());
}

#[test]
fn a_flood_of_refused_admin_calls_is_counted() {
    let (observed, stranger) = (Observed::start(&[]), Observed::start(&[]).admin());
    for _ in 0..200 {
        let (_, answer) = observed.server.ask(&stranger, "{ viewer { scope } }", &json!({}));
        assert_eq!(answer["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{answer}");
    }
    assert!(observed.lines("refused").len() < 100);
    assert_eq!(observed.lines("answered").len(), 0);
}

#[test]
fn each_line_of_a_request_has_the_id_of_its_answer_and_an_error_has_the_path() {
    let observed = Observed::start(&[("KEYPLANE_LOG_LEVEL", "debug")]);
    observed.client("JWT");
    let path = "/p/acme/apis/orders/verify";
    let (_, head) = observed.server.head_of(path, "Authorization: Bearer a.b.c\r\n");
    let id = head.iter().find_map(|line| line.strip_prefix("x-request-id: ")).unwrap();
    let said = observed.server.said();
    let of_request: Vec<Value> = said
        .lines()
        .filter(|line| line.contains(id))
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let messages: Vec<_> =
        of_request.iter().map(|line| line["message"].as_str().unwrap()).collect();
    for message in ["refused", "checked", "answered"] {
        assert!(messages.contains(&message), "{message}: {messages:?}");
    }

    // A database that lacks a table, as after an incomplete restore.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let url = format!("sqlite:{}", observed.data().join("keyplane.db").display());
    runtime.block_on(async {
        use sqlx::{Connection, Executor};
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        connection.execute("ALTER TABLE application RENAME TO elsewhere").await.unwrap();
        connection.close().await.unwrap();
    });
    let query = "{ projects(first: 1) { nodes { applications(first: 1) { nodes { id } } } } }";
    let (_, answer) = observed.server.ask(&observed.admin(), query, &json!({}));
    let id = &answer["errors"][0]["extensions"]["requestId"];
    let [line] = &observed.lines("fields could not be answered")[..] else { panic!("{answer}") };
    assert_eq!((&line["level"], &line["request_id"]), (&json!("ERROR"), id), "{line}");
    assert_eq!(line["url.path"], "/graphql", "{line}");
}
