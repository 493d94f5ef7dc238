use secrecy::ExposeSecret as _;
use serde_json::json;

use super::*;

fn problem(text: &str) -> String {
    Settings::parse(text).unwrap_err().to_string()
}

#[test]
fn a_file_can_say_everything() {
    let settings = Settings::parse(
        r#"
        secret = "hunter2"
        algorithm = "HS256"
        expiry_seconds = 60
        issuer = "me"
        audience = ["https://a.example", "https://b.example"]
        subject = "somebody"
        kid = "k1"
        token_url = "https://a.example/token"
        grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer"
        scope = "read write"
        resource = "https://api.example"
        ca_file = "ca.pem"

        [headers]
        typ = "client-authentication+jwt"

        [claims]
        n = 1
        half = 0.5
        roles = ["a", { deep = true }]
        since = 2026-01-02
        "#,
    )
    .unwrap();
    assert!(
        matches!(&settings.credential, Some(Credential::Secret(secret)) if secret.expose_secret() == "hunter2")
    );
    assert_eq!(settings.algorithm.unwrap().as_str(), "HS256");
    assert_eq!(settings.ttl.map(Ttl::seconds), Some(60));
    assert_eq!(settings.issuer.as_deref(), Some("me"));
    assert_eq!(settings.audiences, ["https://a.example", "https://b.example"]);
    assert_eq!(settings.subject.as_deref(), Some("somebody"));
    assert_eq!(settings.kid.as_deref(), Some("k1"));
    assert_eq!(settings.token_url.as_ref().unwrap().as_str(), "https://a.example/token");
    assert!(settings.grant_type.as_ref().unwrap().ends_with("jwt-bearer"));
    assert_eq!(settings.scope.as_deref(), Some("read write"));
    assert_eq!(settings.resources, ["https://api.example"]);
    assert_eq!(settings.ca_file.as_deref(), Some(Path::new("ca.pem")));
    assert_eq!(Json::Object(settings.headers), json!({"typ": "client-authentication+jwt"}));
    assert_eq!(
        Json::Object(settings.claims),
        json!({"n": 1, "half": 0.5, "roles": ["a", {"deep": true}], "since": "2026-01-02"})
    );
}

#[test]
fn an_empty_file_says_nothing() {
    let settings = Settings::parse("").unwrap();
    assert!(settings.credential.is_none() && settings.claims.is_empty());
}

#[test]
fn the_refusal_of_an_unknown_key_names_the_known_ones() {
    let text = problem("isuer = \"me\"");
    assert!(text.starts_with("unknown key isuer; the keys are key_file, "), "{text}");
}

#[test]
fn a_value_of_another_kind_is_refused_without_being_quoted() {
    let cases = [
        ("secret = 4711", "secret: expected text"),
        ("audience = [4711]", "audience: expected text or a list of texts"),
        ("expiry_seconds = 0", "expiry_seconds: expected a number of seconds from 1 to 86400"),
        ("expiry_seconds = \"5m\"", "expiry_seconds: expected a number of seconds from 1 to 86400"),
        ("claims = 4711", "claims: expected a table"),
        ("claims.n = nan", "claims.n: JSON has no such value"),
        ("headers.alg = \"none\"", "headers.alg: alg and kid are settings of their own"),
    ];
    for (text, expected) in cases {
        assert_eq!(problem(text), expected);
    }
    assert!(problem("claims.exp = 1").starts_with("claims.exp: iss, sub, aud, iat and exp"));
    assert!(problem("token_url = \"x\"").starts_with("token_url: expected a URL"));
    assert!(problem("algorithm = \"none\"").starts_with("algorithm: expected HS256"));
}

#[test]
fn a_file_names_one_key_only() {
    let text = problem("secret = \"a\"\nkey_file = \"b\"");
    assert!(text.starts_with("more than one of key_file"), "{text}");
}

#[test]
fn a_damaged_file_names_its_line_and_not_what_stands_there() {
    let text = problem("issuer = \"a\"\nsecret = \"hunter2\n");
    assert!(text.starts_with("line 2: ") && !text.contains("hunter2"), "{text}");
}
