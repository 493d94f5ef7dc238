//! Clients of other servers, taken over by the real binary from the files that those servers write.

use std::{fs, path::Path};

use keyplane_auth::{Algorithm, PublicKey};
use serde_json::{Value, json};

use super::desk::Desk;
use crate::harness::{Backend, Database, ec_key, left_out};

/// The secret of the clients whose hashes are in the files.
const SECRET: &str = "correct horse battery";

/// A file as the other server wrote it.
fn fixture(name: &str) -> String {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/keyplane/src/import/fixtures");
    folder.join(name).to_str().unwrap().to_owned()
}

/// The applications of the project with what came of them, by their alias.
fn applications(desk: &Desk) -> Vec<(String, Value)> {
    let query = "{ project(slug: \"acme\") { applications(first: 50) { nodes {
        name type authMethod enabled clientIdAliases accessTokenLifetimeSeconds accessTokenFormat
        assertionAudiences labels { key value } defaultApi { identifier }
        clientSecrets { name isHashOfOtherServer } keys { nodes { kid } }
        grants { nodes { scopes api { identifier } } } } } } }";
    let data = desk.server.data(&desk.admin(), query, &Value::Null);
    let nodes = data["project"]["applications"]["nodes"].as_array().unwrap().clone();
    let alias = |node: &Value| node["clientIdAliases"][0].as_str().unwrap_or_default().to_owned();
    let mut all: Vec<_> = nodes.into_iter().map(|node| (alias(&node), node)).collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

fn named<'a>(all: &'a [(String, Value)], alias: &str) -> &'a Value {
    &all.iter().find(|(one, _)| one == alias).unwrap_or_else(|| panic!("{alias}")).1
}

/// The number of audit events, which every change raises.
fn events(desk: &Desk) -> Value {
    let query = "{ project(slug: \"acme\") { auditEvents { totalCount } } }";
    let data = desk.server.data(&desk.admin(), query, &Value::Null);
    data["project"]["auditEvents"]["totalCount"].clone()
}

/// A JWKS file with the public half of a key.
fn jwks(desk: &Desk, kid: &str) -> String {
    let public: PublicKey = ec_key().public_key();
    let mut jwk = serde_json::to_value(public.jwk_as(kid, Algorithm::Es256, None)).unwrap();
    jwk["use"] = json!("sig");
    let path = desk.file("jwks.json");
    fs::write(&path, json!({ "keys": [jwk] }).to_string()).unwrap();
    path.to_str().unwrap().to_owned()
}

async fn take_over(backend: Backend) {
    let database = Database::empty(backend).await;
    let desk = Desk::on(&database);
    desk.log_in();
    from_hydra(&desk);
    from_the_others(&desk);
    disabled(&desk);
    secrets_that_come_later(&desk);
    drop(desk);
    database.remove().await;
}

fn from_hydra(desk: &Desk) {
    let (clients, secrets) = (fixture("hydra-clients.json"), fixture("hydra-secrets.json"));
    let jwks = jwks(desk, "hydra-1");
    let issuer = "https://hydra.example/";
    let command = ["import", "hydra", &clients, "--secrets", &secrets, "--jwks", &jwks];
    let command = [&command[..], &["--issuer", issuer]].concat();

    let before = events(desk);
    let plan = desk.good(&[&command[..], &["--dry-run"]].concat());
    assert!(
        plan.contains("5 clients to import from Hydra:") && plan.contains("client shop:"),
        "{plan}"
    );
    let refused = desk.run(&command);
    assert_eq!((refused.code, &events(desk)), (2, &before), "{refused:?}");

    desk.good(&[&command[..], &["--yes"]].concat());
    let all = applications(desk);
    assert_eq!(all.len(), 5);
    let poster = named(&all, "poster");
    assert_eq!(
        poster["clientSecrets"],
        json!([{ "name": "Hydra 1", "isHashOfOtherServer": true }])
    );
    assert_eq!(poster["defaultApi"]["identifier"], "https://post.example");
    assert_eq!(poster["labels"], json!([{ "key": "imported-from", "value": "hydra" }]));
    let signer = named(&all, "signer");
    assert_eq!(signer["keys"]["nodes"], json!([{ "kid": "signer-1" }]));
    assert_eq!(signer["assertionAudiences"][2], "https://hydra.example/oauth2/token");
    let billing = named(&all, "0c2b9e7d-52f1-4c0a-9c53-3ef6a4b1d0a1");
    assert_eq!(
        (&billing["name"], &billing["accessTokenLifetimeSeconds"]),
        (&json!("Billing batch"), &json!(7200))
    );
    assert_eq!(billing["grants"]["nodes"][0]["scopes"], json!(["invoices.read", "invoices.write"]));
    assert!(desk.server.get("/p/acme/.well-known/jwks.json").1.contains("hydra-1"));

    // Its caller asks as it always did.
    let form = "grant_type=client_credentials&client_id=poster&scope=post\
                &client_secret=correct%20horse%20battery&audience=https%3A%2F%2Fpost.example";
    let (status, answer) = desk.server.post_form("/p/acme/oauth/token", form);
    assert_eq!((status, &answer["scope"]), (200, &json!("post")), "{answer}");
    let all = applications(desk);
    let secret = &named(&all, "poster")["clientSecrets"][0];
    assert_eq!(secret["isHashOfOtherServer"], false);

    let (before, again) = (events(desk), desk.run(&[&command[..], &["--yes"]].concat()));
    assert!(again.stderr.contains("imported 0 clients"), "{again:?}");
    assert!(again.stdout.contains("  = poster ("), "{again:?}");
    assert_eq!((again.code, &events(desk)), (0, &before), "the second run changes nothing");
    assert!(!plan.contains(SECRET) && !plan.contains("$2b$"));
}

/// A disabled client whose import breaks off has no credential that works.
fn disabled(desk: &Desk) {
    let realm = json!({ "realm": "old", "clients": [{
        "clientId": "retired", "enabled": false, "protocol": "openid-connect",
        "clientAuthenticatorType": "client-secret", "secret": "leaked long ago, and known",
        "serviceAccountsEnabled": true,
        "attributes": { "jwt.credential.certificate": "MIIC" },
        "publicClient": false,
    }] });
    let file = desk.file("retired.json");
    fs::write(&file, realm.to_string()).unwrap();
    desk.run(&["import", "keycloak", file.to_str().unwrap(), "--yes"]);

    let all = applications(desk);
    assert_eq!(named(&all, "retired")["enabled"], false);
    let query = "{ project(slug: \"acme\") { auditEvents(first: 20) { nodes { action } } } }";
    let data = desk.server.data(&desk.admin(), query, &Value::Null);
    let events = data["project"]["auditEvents"]["nodes"].as_array().unwrap().iter().rev();
    let events: Vec<_> = events.map(|event| event["action"].as_str().unwrap()).collect();
    let after = events.iter().rposition(|action| *action == "application.create").unwrap();
    assert_eq!(
        events[after + 1],
        "application.update",
        "disabled before anything else: {events:?}"
    );
}

/// What the first files lacked comes with the next ones; what was revoked since does not come back.
fn secrets_that_come_later(desk: &Desk) {
    desk.good(&["project", "create", "later"]);
    let (clients, secrets) = (fixture("hydra-clients.json"), fixture("hydra-secrets.json"));
    let bare = ["import", "hydra", &clients, "--project", "later", "--yes"];
    let with_secrets = [&bare[..], &["--secrets", &secrets]].concat();
    let list = ["secret", "list", "poster", "--project", "later"];

    let done = desk.run(&bare);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.stderr.contains("without a secret or key in the files: ")
            && done.stderr.contains("poster")
    );
    assert_eq!(desk.json(&list), json!([]));
    assert_eq!(desk.run(&bare).code, 0);
    assert_eq!(desk.json(&list), json!([]));

    assert_eq!(desk.run(&with_secrets).code, 0);
    let secret = desk.json(&list)[0]["id"].as_str().unwrap().to_owned();
    assert!(desk.good(&list).contains("hash of another server"));
    desk.good(&["secret", "revoke", &secret, "--project", "later", "--yes"]);
    let again = desk.run(&with_secrets);
    assert!(again.stderr.contains("imported 0 clients"), "{again:?}");
    assert_eq!(desk.json(&list), json!([]), "a revoked secret does not come back");
}

fn from_the_others(desk: &Desk) {
    let import = |words: &[&str]| desk.run(&[&["import"], words, &["--yes"]].concat());

    let done = import(&["keycloak", &fixture("keycloak-realm.json")]);
    assert_eq!(done.code, 0, "{done:?}");
    let done = import(&[
        "authgear",
        &fixture("authgear.yaml"),
        "--secrets",
        &fixture("authgear.secrets.yaml"),
        "--secret-in",
        "post",
    ]);
    assert_eq!(done.code, 0, "{done:?}");
    // A key that has ended and one that is none hold nothing up: each is said, and the rest comes.
    let done = import(&["zitadel", &fixture("zitadel-export.json")]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.stdout.contains("key 89 not imported: it ended on 2025-01-01"), "{done:?}");
    assert!(done.stderr.contains("without a secret or key in the files: 104593220472512599"));

    let all = applications(desk);
    let hmac = named(&all, "hmac");
    assert_eq!(
        (&hmac["authMethod"], &hmac["enabled"]),
        (&json!("CLIENT_SECRET_JWT"), &json!(false))
    );
    assert_eq!(named(&all, "signed")["keys"]["nodes"], json!([{ "kid": "signed-1" }]));
    assert_eq!(named(&all, "104593220472512599")["name"], "Bare");
    assert_eq!(named(&all, "104593220472512514")["keys"]["nodes"], json!([{ "kid": "88" }]));
    let form =
        "grant_type=client_credentials&client_id=5ee1b7cf0e3a4d21&client_secret=XY17vPu5FwrsA9kD";
    assert_eq!(desk.server.post_form_status("/p/acme/oauth/token", form), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_of_other_servers_go_on_as_they_are_on_sqlite() {
    take_over(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_of_other_servers_go_on_as_they_are_on_postgres() {
    if !left_out() {
        take_over(Backend::Postgres).await;
    }
}
