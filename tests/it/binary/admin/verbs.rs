//! Each verb of each noun once, by name, on both databases.

use std::fs;

use serde_json::Value;

use super::desk::Desk;
use crate::harness::{Backend, Database, left_out};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_verb_works_by_name_on_sqlite() {
    walk(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_verb_works_by_name_on_postgres() {
    if !left_out() {
        walk(Backend::Postgres).await;
    }
}

async fn walk(backend: Backend) {
    let database = Database::empty(backend).await;
    let desk = Desk::on(&database);
    desk.log_in();
    projects(&desk);
    applications(&desk);
    secrets(&desk);
    apis_and_grants(&desk);
    keys(&desk);
    admin_and_signing_keys(&desk);
    federation(&desk);
    webhooks(&desk);
    audit(&desk);
    ends(&desk);
    drop(desk);
    database.remove().await;
}

fn projects(desk: &Desk) {
    let made = desk.json(&["project", "create", "beta", "--name", "Beta", "--publish-ahead", "1d"]);
    assert_eq!(made["project"]["keyPolicy"]["publishAheadSeconds"], 86_400);
    let changed = desk.json(&[
        "project",
        "update",
        "beta",
        "--description",
        "for tests",
        "--rotation-period",
        "90d",
        "--authorization-endpoint",
        "https://login.example",
    ]);
    assert_eq!(changed["project"]["keyPolicy"]["rotationPeriodSeconds"], 7_776_000);
    let changed = desk.json(&["project", "update", "beta", "--rotation-period", "never"]);
    assert_eq!(changed["project"]["keyPolicy"]["rotationPeriodSeconds"], Value::Null);
    assert_eq!(changed["project"]["description"], "for tests", "what is not given stays");
    assert_eq!(slugs(desk, &["project", "list"]), ["beta", "acme"]);
    assert_eq!(slugs(desk, &["project", "list", "--search", "bet"]), ["beta"]);
    assert_eq!(slugs(desk, &["project", "list", "--limit", "1"]), ["beta"]);
    let id = made["project"]["id"].as_str().unwrap();
    assert_eq!(desk.json(&["project", "show", id])["slug"], "beta");
    assert_eq!(desk.json(&["project", "show"])["slug"], "acme", "that of the context");
    let deleted = desk.json(&["project", "delete", "beta", "--yes"]);
    assert_eq!(deleted["deletedId"], id);
}

fn slugs(desk: &Desk, arguments: &[&str]) -> Vec<String> {
    texts(&desk.json(arguments), "slug")
}

fn texts(items: &Value, member: &str) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    items.map(|item| item[member].as_str().unwrap().to_owned()).collect()
}

fn applications(desk: &Desk) {
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
    desk.good(&["application", "create", "mailer", "--type", "resource-server"]);
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

fn secrets(desk: &Desk) {
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
}

fn apis_and_grants(desk: &Desk) {
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
        "mailer",
    ]);
    assert_eq!(made["api"]["resourceServer"]["name"], "mailer");
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

fn keys(desk: &Desk) {
    let made = desk.json(&[
        "key",
        "create",
        "billing-1",
        "--application",
        "billing",
        "--algorithm",
        "ES256",
        "--expires",
        "90d",
        "--retain",
        "--out",
        "billing.json",
    ]);
    let kid = made["key"]["kid"].as_str().unwrap();
    assert_eq!(made["key"]["algorithm"], "ES256");
    desk.good(&["key", "export", "billing-1", "--format", "jwk", "--out", "exported.jwk"]);
    let jwk: Value = serde_json::from_slice(&fs::read(desk.file("exported.jwk")).unwrap()).unwrap();
    let mut public = jwk.clone();
    public.as_object_mut().unwrap().remove("d");
    fs::write(desk.file("public.jwk"), public.to_string()).unwrap();

    assert_eq!(desk.json(&["key", "show", kid])["name"], "billing-1");
    assert_eq!(desk.json(&["key", "list", "--application", "billing"])[0]["kid"], kid);
    let soon = desk.json(&["key", "list", "--expiring", "91d"]);
    assert_eq!(texts(&soon, "kid"), [kid]);
    assert_eq!(desk.json(&["key", "list", "--expiring", "1d"]), Value::Array(vec![]));
    let changed = desk.json(&["key", "update", kid, "--name", "billing-one", "--expires", "never"]);
    assert_eq!(changed["key"]["expiresAt"], Value::Null);
    let rotated = desk.json(&[
        "key",
        "rotate",
        "billing-one",
        "--name",
        "billing-2",
        "--overlap",
        "2h",
        "--yes",
        "--out",
        "billing-2.json",
    ]);
    assert_eq!(rotated["previous"]["state"], "RETIRING");
    let revoked =
        desk.json(&["key", "revoke", kid, "--reason", "leaked", "--revoke-tokens", "--yes"]);
    assert_eq!(revoked["key"]["state"], "REVOKED");

    let taken = desk.bad(5, &["key", "import", "again", "public.jwk", "--application", "billing"]);
    assert!(taken.contains("CONFLICT"), "a key is never imported twice: {taken}");
    let revoked = desk.json(&["key", "list", "--state", "revoked", "--purpose", "application"]);
    assert_eq!(texts(&revoked, "kid"), [kid]);
    desk.assert_unprinted(&["billing.json", "billing-2.json", "exported.jwk"]);
}

fn admin_and_signing_keys(desk: &Desk) {
    let made = desk.json(&[
        "key",
        "create",
        "reader",
        "--instance",
        "--admin",
        "--permission",
        "READ",
        "--permission",
        "audit-read",
        "--out",
        "reader.json",
    ]);
    assert_eq!(made["key"]["project"], Value::Null);
    let changed = desk.json(&["key", "update", "reader", "--instance", "--permission", "read"]);
    assert_eq!(changed["key"]["permissions"].as_array().unwrap().len(), 1);
    let names = texts(&desk.json(&["key", "list", "--instance"]), "name");
    assert_eq!(names.len(), 2, "{names:?}");

    desk.good(&["key", "create", "next", "--signing"]);
    let signing = desk.json(&["key", "list", "--purpose", "signing"]);
    assert_eq!(signing.as_array().unwrap().len(), 2);
    desk.good(&[
        "key",
        "create",
        "mine",
        "--signing",
        "--custody",
        "holder",
        "--algorithm",
        "eddsa",
        "--out",
        "mine.pem",
    ]);
    assert!(fs::read_to_string(desk.file("mine.pem")).unwrap().contains("PRIVATE KEY"));
    let active = desk.json(&["key", "list", "--purpose", "signing", "--state", "active"]);
    let server = active.as_array().unwrap().iter().find(|key| key["custody"] == "SERVER").unwrap();
    let kid = server["kid"].as_str().unwrap();
    let refused = desk.run(&["key", "rotate", kid, "--dry-run"]);
    assert!(refused.code == 0 || refused.stderr.contains("cannot be rotated"), "{refused:?}");
    desk.assert_unprinted(&["reader.json", "mine.pem"]);
}

fn federation(desk: &Desk) {
    let presets = desk.json(&["trusted-issuer", "presets"]);
    assert!(texts(&presets, "name").contains(&"github-actions".to_owned()));
    let made = desk.json(&[
        "trusted-issuer",
        "create",
        "ci",
        "--issuer",
        "https://token.actions.githubusercontent.com",
        "--external-id",
        "ci",
        "--max-age",
        "10m",
    ]);
    assert_eq!(made["trustedIssuer"]["maxAgeSeconds"], 600);
    assert_eq!(texts(&desk.json(&["trusted-issuer", "list"]), "name"), ["ci"]);
    let changed = desk.json(&["trusted-issuer", "update", "ci", "--expires", "300d"]);
    assert_ne!(changed["trustedIssuer"]["expiresAt"], Value::Null);
    let off = desk.json(&["trusted-issuer", "disable", "ci", "--yes"]);
    assert_eq!(off["trustedIssuer"]["enabled"], false);
    desk.good(&["trusted-issuer", "enable", "ci"]);
    assert!(desk.good(&["trusted-issuer", "show", "ci"]).contains("githubusercontent"));

    let made = desk.json(&[
        "federated-identity",
        "create",
        "deploy",
        "--application",
        "billing",
        "--trusted-issuer",
        "ci",
        "--rule",
        "repository_id=17",
        "--rule",
        "ref=refs/heads/main",
        "--rule",
        "ref=refs/heads/next",
    ]);
    assert_eq!(made["federatedIdentity"]["rules"].as_array().unwrap().len(), 2);
    for list in [
        &["federated-identity", "list"][..],
        &["federated-identity", "list", "--application", "billing"],
        &["federated-identity", "list", "--trusted-issuer", "ci"],
    ] {
        assert_eq!(texts(&desk.json(list), "name"), ["deploy"]);
    }
    assert!(desk.good(&["federated-identity", "show", "deploy"]).contains("repository_id=17"));
    let changed =
        desk.json(&["federated-identity", "update", "deploy", "--rule", "repository_id=18"]);
    assert_eq!(changed["federatedIdentity"]["rules"][0]["values"][0], "18");
    let off = desk.json(&["federated-identity", "disable", "deploy", "--yes"]);
    assert_eq!(off["federatedIdentity"]["enabled"], false);
    desk.good(&["federated-identity", "enable", "deploy"]);
    let needed = desk.bad(5, &["trusted-issuer", "delete", "ci", "--yes"]);
    assert!(needed.contains("PRECONDITION_FAILED"), "{needed}");
    desk.good(&["federated-identity", "delete", "deploy", "--yes"]);
    desk.good(&["trusted-issuer", "delete", "ci", "--yes"]);
}

fn webhooks(desk: &Desk) {
    let url = "https://hooks.example/keyplane";
    let made = desk.json(&[
        "webhook",
        "create",
        url,
        "--event-type",
        "key.rotate",
        "--out",
        "webhook.txt",
    ]);
    assert_eq!(made["secret"], Value::Null);
    assert!(fs::read_to_string(desk.file("webhook.txt")).unwrap().starts_with("whsec_"));
    assert_eq!(texts(&desk.json(&["webhook", "list"]), "url"), [url]);
    assert!(desk.good(&["webhook", "show", url]).contains("key.rotate"));
    let changed = desk.json(&["webhook", "update", url, "--every-type"]);
    assert_eq!(changed["webhook"]["eventTypes"].as_array().unwrap().len(), 0);
    assert_eq!(desk.json(&["webhook", "disable", url, "--yes"])["webhook"]["enabled"], false);
    desk.good(&["webhook", "enable", url]);
    desk.good(&["webhook", "rotate-secret", url, "--overlap", "1h", "--yes", "--out", "next.txt"]);
    desk.good(&["webhook", "test", url]);
    desk.json(&["webhook", "deliveries", url]);
    let unknown = "evt_01h455vb4pex5vsknk084sn02q";
    assert!(desk.bad(3, &["webhook", "redeliver", url, unknown]).contains("NOT_FOUND"));
    desk.good(&["webhook", "delete", url, "--yes"]);
    desk.good(&["webhook", "create", url, "--instance", "--out", "instance.txt"]);
    desk.good(&["webhook", "delete", url, "--instance", "--yes"]);
    desk.assert_unprinted(&["webhook.txt", "next.txt", "instance.txt"]);
}

fn audit(desk: &Desk) {
    let events = desk.json(&["audit", "list", "--action", "key.revoke", "--since", "1h"]);
    assert_eq!(texts(&events, "action"), ["key.revoke"]);
    let id = events[0]["id"].as_str().unwrap();
    let shown = desk.good(&["audit", "show", id]);
    assert!(shown.contains("key.revoke") && shown.contains("leaked"), "{shown}");
    assert_eq!(desk.json(&["audit", "list", "--limit", "3"]).as_array().unwrap().len(), 3);
    let instance = desk.good(&["audit", "list", "--instance", "--action", "project.delete"]);
    assert!(instance.contains("beta"), "{instance}");
}

fn ends(desk: &Desk) {
    desk.good(&["api", "delete", "orders", "--yes"]);
    let gone = desk.json(&["application", "delete", "billing", "--yes"]);
    assert!(gone["deletedId"].as_str().unwrap().starts_with("app_"));
    desk.bad(3, &["application", "show", "billing"]);
    assert!(desk.good(&["whoami"]).contains("instance"));
    desk.good(&["logout"]);
    assert!(desk.bad(2, &["project", "list"]).contains("keyplane login"));
}
