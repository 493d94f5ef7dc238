//! Workloads without a secret, webhooks and the audit log.

use std::fs;

use serde_json::Value;

use super::{super::desk::Desk, texts};

pub(super) fn federation(desk: &Desk) {
    let presets = desk.json(&["trusted-issuer", "presets"]);
    assert!(texts(&presets, "name").contains(&"github-actions".to_owned()));
    let by_preset = ["trusted-issuer", "create", "bk", "--preset", "buildkite"];
    let made = desk.json(&by_preset);
    assert_eq!(made["trustedIssuer"]["issuer"], "https://agent.buildkite.com");
    desk.good(&["trusted-issuer", "delete", "bk", "--yes"]);
    let several = ["trusted-issuer", "create", "gl", "--preset", "nosuch"];
    assert!(desk.bad(3, &several).contains("preset \"nosuch\" not found"));

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

pub(super) fn webhooks(desk: &Desk) {
    let url = "https://hooks.example/keyplane";
    let made = desk.json(&[
        "webhook",
        "create",
        url,
        "--event-type",
        "applicationKey.rotate",
        "--out",
        "webhook.txt",
    ]);
    assert_eq!(made["secret"], Value::Null);
    assert!(fs::read_to_string(desk.file("webhook.txt")).unwrap().starts_with("whsec_"));
    assert_eq!(texts(&desk.json(&["webhook", "list"]), "url"), [url]);
    assert!(desk.good(&["webhook", "show", url]).contains("applicationKey.rotate"));
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

pub(super) fn audit(desk: &Desk) {
    let events =
        desk.json(&["audit", "list", "--action", "applicationKey.revoke", "--since", "1h"]);
    assert_eq!(texts(&events, "action"), ["applicationKey.revoke"]);
    let id = events[0]["id"].as_str().unwrap();
    let shown = desk.good(&["audit", "show", id]);
    assert!(shown.contains("applicationKey.revoke") && shown.contains("leaked"), "{shown}");
    assert_eq!(desk.json(&["audit", "list", "--limit", "3"]).as_array().unwrap().len(), 3);
    let viewer = desk.json(&["whoami"])["viewer"]["key"].clone();
    let kid = viewer["kid"].as_str().unwrap();
    let by_kid = desk.json(&["audit", "list", "--actor", kid, "--limit", "2"]);
    assert_eq!(by_kid[0]["actorKeyId"], viewer["id"], "a key of the instance acts in a project");
    let table = desk.good(&["audit", "list", "--instance", "--actor", kid, "--limit", "2"]);
    assert!(table.contains(viewer["name"].as_str().unwrap()) && !table.contains(kid), "{table}");
    let of_mailer = desk.json(&["audit", "list", "--target", "mailer"]);
    assert!(texts(&of_mailer, "action").contains(&"application.create".to_owned()));
    assert!(desk.bad(3, &["audit", "list", "--target", "nosuch"]).contains("not found"));

    let instance = desk.good(&["audit", "list", "--instance", "--action", "project.delete"]);
    assert!(instance.contains("Beta"), "{instance}");
}
