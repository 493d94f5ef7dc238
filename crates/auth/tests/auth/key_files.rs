//! Key files: the exact members, in their order, and back.

use keyplane_auth::{AdminKeyFile, ApplicationKeyFile, KeyFile, KeyFileError};
use secrecy::{ExposeSecret as _, SecretString};

fn admin(project_id: Option<&str>) -> KeyFile {
    KeyFile::Admin(AdminKeyFile {
        key_id: "k1".to_owned(),
        key: SecretString::from("PEM\n"),
        audience: "acme".to_owned(),
        endpoint: "https://id.example/graphql".to_owned(),
        project_id: project_id.map(str::to_owned),
    })
}

fn application() -> KeyFile {
    KeyFile::Application(ApplicationKeyFile {
        key_id: "k1".to_owned(),
        key: SecretString::from("PEM\n"),
        app_id: "app_1".to_owned(),
        client_id: "app_1".to_owned(),
        issuer: "https://id.example/p/acme".to_owned(),
        token_endpoint: "https://id.example/p/acme/oauth/token".to_owned(),
    })
}

#[test]
fn a_key_file_has_exactly_these_members() {
    for (file, json) in [
        (
            admin(None),
            r#"{"type":"admin","keyId":"k1","key":"PEM\n","audience":"acme","endpoint":"https://id.example/graphql"}"#,
        ),
        (
            admin(Some("acme")),
            r#"{"type":"admin","keyId":"k1","key":"PEM\n","audience":"acme","endpoint":"https://id.example/graphql","projectId":"acme"}"#,
        ),
        (
            application(),
            r#"{"type":"application","keyId":"k1","key":"PEM\n","appId":"app_1","clientId":"app_1","issuer":"https://id.example/p/acme","tokenEndpoint":"https://id.example/p/acme/oauth/token"}"#,
        ),
    ] {
        assert_eq!(file.to_json().expose_secret(), json);
        let read = KeyFile::parse(json).unwrap();
        assert_eq!(read.to_json().expose_secret(), json);
    }
}

#[test]
fn members_that_are_not_ours_are_ignored() {
    let json = admin(None).to_json();
    let json =
        json.expose_secret().replacen('{', "{\"expirationDate\":\"2027-01-01T00:00:00Z\",", 1);
    assert!(matches!(KeyFile::parse(&json), Ok(KeyFile::Admin(file)) if file.key_id == "k1"));
}

#[test]
fn other_files_are_refused() {
    let json = application().to_json();
    let json = json.expose_secret();
    for text in [
        "",
        "{}",
        "[]",
        &json.replace("application", "serviceaccount"),
        &json.replace("\"clientId\":\"app_1\",", ""),
        &json.replace("\"PEM\\n\"", "1"),
    ] {
        assert_eq!(KeyFile::parse(text).unwrap_err(), KeyFileError);
    }
}

#[test]
fn the_key_never_shows_in_debug_output() {
    for file in [admin(None), application()] {
        assert!(!format!("{file:?}").contains("PEM"));
    }
}
