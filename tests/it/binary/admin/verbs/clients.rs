//! Applications, their client secrets, APIs and grants.

use std::fs;

use serde_json::Value;

use super::{super::desk::Desk, texts};

pub(super) fn applications(desk: &Desk) {
    let made = desk.json(&[
        "application",
        "create",
        "billing",
        "--owner",
        "team-a",
        "--label",
        "env=prod",
        "--token-lifetime",
        "5m",
    ]);
    assert_eq!(made["application"]["accessTokenLifetimeSeconds"], 300);
    desk.good(&[
        "application",
        "create",
        "mailer",
        "--type",
        "resource-server",
        "--external-id",
        "mail-1",
    ]);
    let all = desk.json(&["application", "list"]);
    assert_eq!(texts(&all, "name"), ["mailer", "billing"]);
    let labelled = desk.json(&["application", "list", "--label", "env=prod"]);
    assert_eq!(texts(&labelled, "name"), ["billing"]);
    let found = desk.json(&["application", "list", "--search", "mail"]);
    assert_eq!(texts(&found, "name"), ["mailer"]);

    let changed = desk.json(&[
        "application",
        "update",
        "billing",
        "--no-labels",
        "--tokens-per-minute",
        "10",
        "--allowed-claim",
        "tenant",
        "--federated-grant",
        "JWT_BEARER",
    ]);
    assert_eq!(changed["application"]["labels"].as_array().unwrap().len(), 0);
    assert_eq!(changed["application"]["tokensPerMinute"], 10);
    assert_eq!(changed["application"]["federatedGrants"][0], "JWT_BEARER");
    let changed = desk.json(&["application", "update", "billing", "--tokens-per-minute", "0"]);
    assert_eq!(changed["application"]["tokensPerMinute"], Value::Null);
    let off = desk.json(&["application", "disable", "billing", "--yes"]);
    assert_eq!(off["application"]["enabled"], false);
    let on = desk.json(&["application", "enable", "billing"]);
    assert_eq!(on["application"]["enabled"], true);
    desk.good(&["application", "revoke-tokens", "billing", "--yes"]);
    assert!(desk.good(&["application", "show", "billing"]).contains("team-a"));
}

/// Each list of an application can be set, and emptied.
pub(super) fn lists_of_an_application(desk: &Desk) {
    let lists = [
        ("client-id-alias", "client-id-aliases", "clientIdAliases", "old-billing"),
        ("assertion-audience", "assertion-audiences", "assertionAudiences", "https://old.example"),
        ("allowed-claim", "allowed-claims", "allowedClaims", "tenant"),
        ("federated-grant", "federated-grants", "federatedGrants", "JWT_BEARER"),
    ];
    for (one, all, field, value) in lists {
        let set = ["application", "update", "billing", &format!("--{one}"), value];
        let changed = desk.json(&set);
        assert_eq!(changed["application"][field], serde_json::json!([value]), "{one}");
        let shown = value.to_lowercase().replace('_', "-");
        assert!(desk.good(&["application", "show", "billing"]).contains(&shown), "{one}");
        if one == "client-id-alias" {
            assert_eq!(desk.json(&["application", "show", value])["name"], "billing");
        }

        let changed = desk.json(&["application", "update", "billing", &format!("--no-{all}")]);
        assert_eq!(changed["application"][field], serde_json::json!([]), "{all}");
    }
}

pub(super) fn secrets(desk: &Desk) {
    let file = desk.file("first.txt");
    let made = desk.json(&[
        "application",
        "create",
        "legacy",
        "--auth-method",
        "client-secret-basic",
        "--out",
        file.to_str().unwrap(),
    ]);
    assert_eq!(made["clientSecret"], Value::Null);
    assert_eq!(made["clientSecretFile"], file.to_str().unwrap());
    desk.good(&[
        "secret",
        "rotate",
        "legacy",
        "--overlap",
        "1h",
        "--name",
        "two",
        "--yes",
        "--out",
        "second.txt",
    ]);
    assert_ne!(fs::read(&file).unwrap(), fs::read(desk.file("second.txt")).unwrap());
    let listed = desk.json(&["secret", "list", "legacy"]);
    assert_eq!(texts(&listed, "name"), ["two", ""]);
    let oldest = listed[1]["id"].as_str().unwrap();
    desk.good(&["secret", "revoke", oldest, "--yes"]);
    let left = desk.json(&["secret", "revoke", "two", "--application", "legacy", "--yes"]);
    assert_eq!(left["application"]["clientSecrets"].as_array().unwrap().len(), 0);
    desk.assert_unprinted(&["first.txt", "second.txt"]);

    let bare = ["application", "create", "moved", "--auth-method", "client-secret-post"];
    desk.good(&[&bare[..], &["--no-secret"]].concat());
    assert_eq!(desk.json(&["secret", "list", "moved"]), Value::Array(vec![]));
    fs::write(desk.file("old.txt"), "correct horse battery staple\n").unwrap();
    let made = desk.json(&["secret", "import", "moved", "old.txt", "--name", "old"]);
    assert_eq!(made["clientSecret"]["name"], "old");
    let found = desk.json(&["secret", "list", "moved"]);
    assert_eq!(found[0]["isHashOfOtherServer"], false);
}

pub(super) fn apis_and_grants(desk: &Desk) {
    let identifier = "https://orders.example";
    let made = desk.json(&[
        "api",
        "create",
        "orders",
        identifier,
        "--scope",
        "read",
        "--scope",
        "write",
        "--resource-server",
        "mail-1",
    ]);
    assert_eq!(made["api"]["resourceServer"]["name"], "mailer", "found by its external ID");
    assert_eq!(texts(&desk.json(&["api", "list"]), "name"), ["orders"]);
    assert_eq!(desk.json(&["api", "show", identifier])["name"], "orders");
    let changed = desk.json(&[
        "api",
        "update",
        "orders",
        "--accept",
        "access-token",
        "--accept",
        "application-jwt",
        "--resource-server",
        "",
    ]);
    assert_eq!(changed["api"]["resourceServer"], Value::Null);
    assert_eq!(desk.json(&["api", "disable", "orders", "--yes"])["api"]["enabled"], false);
    assert_eq!(desk.json(&["api", "enable", "orders"])["api"]["enabled"], true);
    let upstream = "http://127.0.0.1:3000";
    let config = ["api", "gateway-config", "orders", "--gateway", "nginx", "--upstream", upstream];
    assert!(desk.good(&config).contains("auth_request"));
    let changed = desk.json(&["application", "update", "billing", "--default-api", "orders"]);
    assert_eq!(changed["application"]["defaultApi"]["name"], "orders");

    let granted = desk.json(&["grant", "create", "billing", "orders", "--scope", "read"]);
    assert_eq!(granted["grant"]["scopes"][0], "read");
    let id = granted["grant"]["id"].as_str().unwrap();
    for list in [
        &["grant", "list"][..],
        &["grant", "list", "--application", "billing"],
        &["grant", "list", "--api", "orders"],
    ] {
        assert_eq!(texts(&desk.json(list), "id"), [id]);
    }
    assert_eq!(desk.json(&["grant", "revoke", "billing", "orders", "--yes"])["deletedId"], id);
    let again = desk.json(&["grant", "create", "billing", "orders"]);
    desk.good(&["grant", "revoke", again["grant"]["id"].as_str().unwrap(), "--yes"]);
}
