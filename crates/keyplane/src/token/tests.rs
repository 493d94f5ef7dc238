use keyplane_auth::{ApplicationKeyFile, KeySpec, UnverifiedAdminToken, VerifyingKey};
use std::fs::{self, Permissions};
use std::path::PathBuf;

use super::*;

const NOW: Timestamp = Timestamp(1_795_000_000_500);

/// A file in a folder of its own, removed with it.
struct TempFile(PathBuf);

impl TempFile {
    fn new(name: &str, content: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("keyplane-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("key.json");
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        Self(path)
    }

    fn args(&self) -> TokenMint {
        TokenMint {
            key_file: self.0.clone(),
            audience: None,
            ttl: "5m".parse().unwrap(),
            claims: Vec::new(),
        }
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        if let Some(folder) = self.0.parent() {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

fn admin_key_file(key: &PrivateKey) -> String {
    let file = KeyFile::Admin(AdminKeyFile {
        key_id: "first".to_owned(),
        key: key.to_pkcs1_pem().unwrap(),
        audience: "keyplane".to_owned(),
        endpoint: "http://127.0.0.1:8080/graphql".to_owned(),
        project_id: None,
    });
    file.to_json().expose_secret().to_owned()
}

fn generate() -> PrivateKey {
    PrivateKey::generate(KeySpec::new(Algorithm::Rs256, None).unwrap()).unwrap()
}

#[test]
fn the_guard_takes_a_minted_token() {
    let key = generate();
    let file = TempFile::new("guard", &admin_key_file(&key));
    let token = mint_token(file.args(), NOW).unwrap();
    let token = UnverifiedAdminToken::parse(&token).unwrap();
    assert_eq!(token.kid(), "first");
    assert_eq!(token.audiences(), ["keyplane"]);
    let verifying = VerifyingKey::new(&key.public_key(), Algorithm::Rs256).unwrap();
    let times = token.verify(&verifying).unwrap().check_times(NOW.seconds(), 300).unwrap();
    assert_eq!(times.expires_at, NOW.seconds() + 300);
}

#[test]
fn the_audience_and_further_claims_can_be_given_and_a_claim_only_once() {
    let claim = |text: &str| text.parse::<Claim>().unwrap();
    let further = vec![claim("sub=ci"), claim("n=1")];
    let given = claims("acme".to_owned(), 100, 60, further).unwrap();
    assert_eq!(
        Value::Object(given),
        serde_json::json!({"aud": "acme", "iat": 100, "exp": 160, "sub": "ci", "n": 1})
    );
    let twice = claims("acme".to_owned(), 100, 60, vec![claim("n=1"), claim("n=2")]);
    assert_eq!(twice.unwrap_err().to_string(), "the claim n is given twice");
}

#[test]
fn an_applications_key_file_is_refused_by_name() {
    let content = KeyFile::Application(ApplicationKeyFile {
        key_id: "k".to_owned(),
        key: "-".into(),
        app_id: "app_1".to_owned(),
        client_id: "app_1".to_owned(),
        issuer: "http://127.0.0.1:8080/p/acme".to_owned(),
        token_endpoint: "http://127.0.0.1:8080/p/acme/oauth/token".to_owned(),
    });
    let file = TempFile::new("application", content.to_json().expose_secret());
    assert_eq!(
        mint_token(file.args(), NOW).unwrap_err().to_string(),
        format!(
            "{} is an application's key file; token mint takes an admin key file",
            file.0.display()
        )
    );
}

#[test]
fn what_is_no_key_file_is_refused_without_being_quoted() {
    for content in ["hunter2", "{}", r#"{"type":"admin","keyId":"hunter2"}"#] {
        let file = TempFile::new("junk", content);
        let text = mint_token(file.args(), NOW).unwrap_err().to_string();
        assert!(text.contains("not a key file") && !text.contains("hunter2"), "{text}");
    }
}

#[test]
fn a_missing_key_file_is_named() {
    let mut args = TempFile::new("missing", "").args();
    args.key_file = "/no/such/key.json".into();
    let text = mint_token(args, NOW).unwrap_err().to_string();
    assert!(text.starts_with("cannot read the key file /no/such/key.json: "), "{text}");
}

#[test]
fn a_file_that_the_group_or_everybody_can_read_is_open_to_others() {
    let file = TempFile::new("mode", "");
    for (mode, open) in [(0o600, false), (0o400, false), (0o640, true), (0o604, true)] {
        fs::set_permissions(&file.0, Permissions::from_mode(mode)).unwrap();
        assert_eq!(is_open_to_others(&fs::metadata(&file.0).unwrap()), open, "{mode:o}");
    }
}
