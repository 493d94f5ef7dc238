//! Keys of applications and admins, and those that sign tokens.

use std::fs;

use serde_json::Value;

use super::{super::desk::Desk, texts};

pub(super) fn of_applications(desk: &Desk) {
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

pub(super) fn of_admins_and_signing(desk: &Desk) {
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
