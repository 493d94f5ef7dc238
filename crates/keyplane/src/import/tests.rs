use std::path::PathBuf;

use clap::Parser;
use secrecy::ExposeSecret as _;

use super::{
    model::{ClientKind, ClientMethod, OldClient, OldSecret, OldSecretMaterial},
    names::api_name,
    *,
};

/// In November 2026.
const NOW: keyplane_entity::Timestamp = keyplane_entity::Timestamp(1_795_000_000_000);

/// The command as it is typed.
#[derive(Parser)]
struct Typed {
    #[command(subcommand)]
    command: ImportCommand,
}

fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/import/fixtures").join(name);
    path.to_string_lossy().into_owned()
}

/// What a command line reads.
fn read(words: &[&str]) -> Result<(Product, Import), Failure> {
    let words = ["import"].into_iter().chain(words.iter().copied());
    match Typed::try_parse_from(words).expect("a command line").command {
        ImportCommand::Hydra(args) => Ok((Product::Hydra, hydra::read(&args)?)),
        ImportCommand::Keycloak(args) => Ok((Product::Keycloak, keycloak::read(&args)?)),
        ImportCommand::Zitadel(args) => Ok((Product::Zitadel, zitadel::read(&args)?)),
        ImportCommand::Authgear(args) => Ok((Product::Authgear, authgear::read(&args)?)),
    }
}

fn plan(words: &[&str], issuer: Option<&str>) -> ImportPlan {
    let (product, mut import) = read(words).expect("an export");
    drop_unusable(&mut import, NOW);
    ImportPlan::new(product, issuer, import)
}

fn client<'p>(plan: &'p ImportPlan, id: &str) -> &'p OldClient {
    plan.clients.iter().find(|client| client.client_id == id).expect(id)
}

fn left_out(plan: &ImportPlan, what: &str) -> String {
    let text = plan.text(|_| false);
    let line = text.lines().find(|line| line.contains(&format!("- {what}:")));
    line.unwrap_or_else(|| panic!("{what}\n{text}")).to_owned()
}

#[test]
fn hydras_machine_clients_come_with_hashes_scopes_and_lifetimes() {
    let (clients, secrets) = (fixture("hydra-clients.json"), fixture("hydra-secrets.json"));
    let plan = plan(&["hydra", &clients, "--secrets", &secrets], Some("https://hydra.example/"));
    let ids: Vec<_> = plan.clients.iter().map(|client| client.client_id.as_str()).collect();
    assert_eq!(
        ids,
        ["0c2b9e7d-52f1-4c0a-9c53-3ef6a4b1d0a1", "reports", "signer", "poster", "remote"]
    );

    let billing = &plan.clients[0];
    assert_eq!((&*billing.name, &*billing.owner), ("Billing batch", "payments"));
    assert_eq!((billing.method, billing.lifetime), (ClientMethod::ClientSecretBasic, Some(7200)));
    assert_eq!(billing.scopes, ["invoices.read", "invoices.write"]);
    assert_eq!(plan.apis["https://billing.example/api"], billing.scopes);
    assert!(matches!(&billing.secrets[0].material, OldSecretMaterial::Hash(hash)
        if hash.expose_secret().starts_with("$pbkdf2-sha256$")));
    assert_eq!(
        plan.assertion_audiences,
        ["https://hydra.example", "https://hydra.example/", "https://hydra.example/oauth2/token"]
    );

    // An audience that is no URI, and a hash that costs too much.
    let reports = client(&plan, "reports");
    assert_eq!((reports.method, reports.opaque), (ClientMethod::ClientSecretPost, true));
    assert_eq!(reports.audiences, ["urn:keyplane:import:hydra"]);
    assert!(reports.secrets.is_empty());
    let notes = reports.notes.join("\n");
    for part in ["at most 14", "absolute URI", "authorization_code", "redirect URIs"] {
        assert!(notes.contains(part), "{part}: {notes}");
    }

    let signer = client(&plan, "signer");
    assert_eq!(signer.keys.len(), 1);
    assert!(!signer.keys[0].text.contains("\"d\""), "the private half stays in the file");
    assert!(signer.notes.join("\n").contains("key enc-1 not imported: it is for encryption"));
    assert!(client(&plan, "remote").notes.join("\n").contains("jwks_uri, which is not fetched"));

    for (what, why) in [
        ("client shop", "authorization_code, refresh_token"),
        ("client spa", "public client"),
        ("client tls", "does not support tls_client_auth"),
        ("client app_1", "begins with app_"),
    ] {
        assert!(left_out(&plan, what).contains(why), "{what}");
    }
}

#[test]
fn an_audience_that_is_an_api_authenticates_no_client() {
    let with_own = plan(&["hydra", &fixture("hydra-clients.json")], Some("https://hydra.example"));
    let api =
        with_own.apis.keys().find(|identifier| identifier.starts_with("https://")).expect("an API");
    let plan = plan(&["hydra", &fixture("hydra-clients.json")], Some(api));
    assert!(plan.assertion_audiences.len() == 2 && !plan.assertion_audiences.contains(api));
    assert!(
        left_out(&plan, &format!("assertions whose audience is {api}")).contains("token endpoint")
    );
}

#[test]
fn without_the_table_hydras_secrets_stay_behind_with_the_remedy() {
    let plan = plan(&["hydra", &fixture("hydra-clients.json")], None);
    assert!(plan.clients[0].secrets.is_empty() && plan.text(|_| false).contains("--secrets"));
    assert!(plan.assertion_audiences.is_empty());
}

#[test]
fn keycloaks_service_accounts_come_with_their_secrets() {
    let plan = plan(&["keycloak", &fixture("keycloak-realm.json")], None);
    let ids: Vec<_> = plan.clients.iter().map(|client| client.client_id.as_str()).collect();
    assert_eq!(ids, ["billing", "hmac", "signed", "masked"]);

    let billing = client(&plan, "billing");
    assert_eq!((billing.lifetime, &*billing.description), (Some(900), "Sends invoices"));
    assert_eq!(billing.scopes, ["invoices", "invoices:write"]);
    assert_eq!(billing.audiences, ["https://billing.example/api"]);
    assert!(matches!(&billing.secrets[0].material, OldSecretMaterial::Text(text)
        if text.expose_secret().len() == 32));

    let hmac = client(&plan, "hmac");
    let expected = (ClientMethod::ClientSecretJwt, false, Some(300));
    assert_eq!((hmac.method, hmac.enabled, hmac.lifetime), expected);
    assert_eq!(client(&plan, "signed").keys[0].kid.as_deref(), Some("signed-1"));
    assert!(client(&plan, "masked").notes.join("").contains("use kc.sh export"));

    for (what, why) in [
        ("client account", "part of Keycloak"),
        ("client acme-realm", "part of Keycloak"),
        ("client saml", "its protocol is saml"),
        ("client web", "no service account"),
        ("client mtls", "client certificate"),
        ("key provider rsa-enc-generated", "for encryption"),
        ("key provider ecdsa-generated", "--jwks"),
    ] {
        assert!(left_out(&plan, what).contains(why), "{what}");
    }
    let text = plan.text(|_| false);
    assert!(!text.contains("aZ3k9Qw7Lm2Xr5Tn8Vb1Yc4Ue6Hd0Jp2"), "the plan shows no secret");
}

#[test]
fn zitadels_applications_and_machine_users_come_with_their_keys() {
    let plan = plan(&["zitadel", &fixture("zitadel-export.json")], None);
    let orders = client(&plan, "104593218241143810@shop");
    assert_eq!(
        (orders.kind, orders.keys[0].kid.as_deref()),
        (ClientKind::ResourceServer, Some("77"))
    );
    assert!(orders.keys[0].text.starts_with("-----BEGIN PUBLIC KEY-----"));
    let batch = client(&plan, "104593220472512514");
    assert_eq!((batch.kind, batch.opaque, &*batch.name), (ClientKind::Service, false, "Batch"));
    assert_eq!(batch.keys[0].expires_at.as_deref(), Some("2030-01-01T00:00:00Z"));
    // One that has ended, and one that is none.
    let notes = batch.notes.join("\n");
    assert_eq!(batch.keys.len(), 1, "{notes}");
    assert!(notes.contains("key 89 not imported: it ended on 2025-01-01"), "{notes}");
    assert!(notes.contains("key 90 not imported: "), "{notes}");
    assert!(client(&plan, "104593220472512599").notes.join("").contains("has no key"));
    assert!(left_out(&plan, "API application Legacy").contains("keyplane secret import"));
    assert!(left_out(&plan, "OIDC application Web").contains("signs people in"));
    assert!(left_out(&plan, "1 human users").contains("no users"));
}

#[test]
fn authgears_machine_clients_come_with_their_secrets() {
    let (config, secrets) = (fixture("authgear.yaml"), fixture("authgear.secrets.yaml"));
    let plan = plan(&["authgear", &config, "--secrets", &secrets, "--secret-in", "post"], None);
    let batch = client(&plan, "5ee1b7cf0e3a4d21");
    assert_eq!((batch.method, batch.lifetime), (ClientMethod::ClientSecretPost, Some(1200)));
    assert!(matches!(&batch.secrets[0].material, OldSecretMaterial::Text(text)
        if text.expose_secret() == "XY17vPu5FwrsA9kD"));
    assert!(left_out(&plan, "client 9a8b7c6d5e4f3021").contains("traditional_webapp"));
}

#[test]
fn a_secret_that_has_ended_is_left_behind_and_said() {
    let mut import = Import::default();
    let mut client = OldClient::new("billing", ClientMethod::ClientSecretBasic);
    let secret = |end: Option<&str>| OldSecret {
        material: OldSecretMaterial::Text("s".into()),
        expires_at: end.map(str::to_owned),
    };
    let ends = [None, Some("2030-01-01T00:00:00Z"), Some("2026-01-01T00:00:00Z")];
    client.secrets.extend(ends.map(secret));
    import.clients.push(client);

    drop_unusable(&mut import, NOW);
    assert_eq!(import.clients[0].secrets.len(), 2);
    assert_eq!(import.clients[0].notes, ["secret not imported: it ended on 2026-01-01"]);
}

#[test]
fn the_plan_marks_what_is_there_and_names_what_assertions_may_have_as_aud() {
    let plan = plan(&["hydra", &fixture("hydra-clients.json")], Some("https://hydra.example"));
    let text = plan.text(|client| client.client_id == "reports");
    assert!(text.starts_with("5 clients to import from Hydra:\n"), "{text}");
    assert!(text.contains("  = reports (") && text.contains("  + signer ("), "{text}");
    assert!(text.contains("as aud: https://hydra.example https://hydra.example/ "), "{text}");
}

#[test]
fn an_issuer_is_a_url_of_http() {
    for (url, is_one) in
        [("https://a.example", true), ("notaurl", false), ("ftp://a.example", false)]
    {
        let words = ["import", "hydra", "a.json", "--issuer", url];
        assert_eq!(Typed::try_parse_from(words).is_ok(), is_one, "{url}");
    }
}

#[test]
fn a_file_of_another_kind_is_refused_with_what_was_expected() {
    let (hydra, keycloak) = (fixture("hydra-clients.json"), fixture("keycloak-realm.json"));
    let config = fixture("authgear.yaml");
    for (words, expected) in [
        (&["hydra", &*keycloak][..], "hydra list oauth2-clients"),
        (&["hydra", &*hydra, "--secrets", &*keycloak][..], "id and client_secret"),
        (&["keycloak", &*hydra][..], "kc.sh export"),
        (&["keycloak", &*config][..], "not valid JSON at line 1"),
        (&["zitadel", &*hydra][..], "/admin/v1/export"),
        (&["authgear", &*keycloak][..], "authgear.yaml"),
        (&["hydra", "/nowhere/clients.json"][..], "cannot read"),
    ] {
        let failure = read(words).expect_err(expected).line();
        assert!(failure.contains(expected), "{failure}");
    }
}

#[test]
fn durations_of_go_are_read() {
    for (text, seconds) in [
        ("1h0m0s", Some(3600)),
        ("1h30m", Some(5400)),
        ("90s", Some(90)),
        ("1.5s", Some(1)),
        ("500ms", Some(0)),
        ("", Some(0)),
        ("1", None),
        ("h", None),
        ("1d", None),
        ("-1h", None),
    ] {
        assert_eq!(go_duration(text), seconds, "{text}");
    }
}

#[test]
fn the_name_of_an_api_is_always_the_same_and_fits() {
    for identifier in ["https://billing.example/api", "urn:x", "https://é.example/", "a:"] {
        let name = api_name(identifier);
        assert_eq!(name, api_name(identifier));
        assert!((3..=32).contains(&name.len()), "{name}");
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        );
        assert!(!name.starts_with('-') && !name.ends_with('-'), "{name}");
    }
    assert_ne!(api_name("https://a.example/b"), api_name("https://a.example/c"));
}
