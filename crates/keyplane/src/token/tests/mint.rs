use keyplane_auth::{HmacKey, Jws, UnverifiedAdminToken, VerifyingKey};
use serde_json::json;

use super::*;

#[test]
fn the_guard_takes_a_minted_token() {
    let key = generate(Algorithm::Rs256);
    let file = TempFile::new("guard", &admin_key_file(&key));
    let token = mint(["mint", "--key-file", file.name()]).unwrap();
    let (_, claims) = decode(&token);
    assert_eq!(
        claims,
        json!({"aud": "keyplane", "iat": NOW.seconds(), "exp": NOW.seconds() + 300})
    );
    let token = UnverifiedAdminToken::parse(&token).unwrap();
    assert_eq!(token.kid(), "first");
    let verifying = VerifyingKey::new(&key.public_key(), Algorithm::Rs256).unwrap();
    let times = token.verify(&verifying).unwrap().check_times(NOW.seconds(), 300).unwrap();
    assert_eq!(times.expires_at, NOW.seconds() + 300);
}

#[test]
fn an_applications_key_file_asserts_its_client_to_its_issuer() {
    let key = generate(Algorithm::Es256);
    let file = TempFile::new("client", &application_key_file(&key, "https://keys.example/token"));
    let jwt = mint(["mint", "--key-file", file.name()]).unwrap();
    let (header, claims) = decode(&jwt);
    assert_eq!(header, json!({"alg": "ES256", "kid": "k1", "typ": "JWT"}));
    assert_eq!(
        claims,
        json!({
            "iss": "app_1",
            "sub": "app_1",
            "aud": "https://keys.example/p/acme",
            "iat": NOW.seconds(),
            "exp": NOW.seconds() + 300,
            "jti": "AAECAwQFBgcICQoLDA0ODw",
        })
    );

    let verifying = VerifyingKey::new(&key.public_key(), Algorithm::Es256).unwrap();
    Jws::parse(&jwt).unwrap().verify(&verifying).unwrap();
}

#[test]
fn flags_say_everything_otherwise() {
    let key = generate(Algorithm::Rs256);
    let file = TempFile::new("flags", &application_key_file(&key, "https://keys.example/token"));
    let jwt = mint([
        "mint",
        "--key-file",
        file.name(),
        "--alg=PS384",
        "--kid=other",
        "--issuer=i",
        "--subject=s",
        "--audience=a",
        "--audience=b",
        "--ttl=1h",
        "--header=typ=client-authentication+jwt",
        "--header=x=1",
        "--claim=jti=once",
        "--claim=roles=[\"a\"]",
    ])
    .unwrap();

    let (header, claims) = decode(&jwt);
    let typ = "client-authentication+jwt";
    assert_eq!(header, json!({"alg": "PS384", "kid": "other", "typ": typ, "x": 1}));
    let (iat, exp) = (NOW.seconds(), NOW.seconds() + 3600);
    assert_eq!(
        claims,
        json!({"iss": "i", "sub": "s", "aud": ["a", "b"], "iat": iat, "exp": exp, "jti": "once", "roles": ["a"]})
    );

    let verifying = VerifyingKey::new(&key.public_key(), Algorithm::Ps384).unwrap();
    Jws::parse(&jwt).unwrap().verify(&verifying).unwrap();
}

#[test]
fn a_secret_signs_hs256_without_the_newline_at_its_files_end() {
    for (name, end) in [("secret", ""), ("secret-lf", "\n"), ("secret-crlf", "\r\n")] {
        let file = TempFile::new(name, &format!("correct horse battery staple{end}"));
        let jwt = mint(["mint", "--secret-file", file.name(), "--issuer=i"]).unwrap();
        assert_eq!(decode(&jwt).0, json!({"alg": "HS256", "typ": "JWT"}));
        let key = HmacKey::new(&"correct horse battery staple".into());
        let key = keyplane_auth::ApplicationKey::Secret(key);
        Jws::parse(&jwt).unwrap().verify_application(&key).unwrap();
    }
}

#[test]
fn a_bare_private_key_signs_with_its_own_algorithm_and_no_kid_but_the_given_one() {
    for algorithm in [Algorithm::Es384, Algorithm::EdDsa] {
        let pem = generate(algorithm).to_pkcs8_pem().unwrap();
        let file = TempFile::new(&format!("pem-{algorithm}"), pem.expose_secret());
        let jwt = mint(["mint", "--key-file", file.name()]).unwrap();
        assert_eq!(decode(&jwt).0, json!({"alg": algorithm.as_str(), "typ": "JWT"}));
        let jwt = mint(["mint", "--key-file", file.name(), "--kid=k9"]).unwrap();
        assert_eq!(decode(&jwt).0["kid"], "k9");
    }
}

#[test]
fn a_settings_file_says_what_flags_do_not() {
    let pem = generate(Algorithm::Es256).to_pkcs8_pem().unwrap();
    let config = TempFile::new(
        "settings",
        &format!(
            "private_key = '''\n{}'''\nissuer = 'file'\naudience = 'file'\nexpiry_seconds = 60\n\
             token_url = 'https://keys.example/token'\nclaims = {{ a = 1, b = 2 }}\n",
            pem.expose_secret()
        ),
    );
    let flags = ["mint", "--config", config.name(), "--issuer=flag", "--claim=b=3"];
    let (_, claims) = decode(&mint(flags).unwrap());
    assert_eq!(claims["iss"], "flag");
    assert_eq!(claims["aud"], "file");
    assert_eq!(claims["exp"], NOW.seconds() + 60);
    assert_eq!((&claims["a"], &claims["b"]), (&json!(1), &json!(3)));

    let secret = TempFile::new("settings-secret", "hunter2");
    let flags = ["mint", "--config", config.name(), "--secret-file", secret.name()];
    assert_eq!(decode(&mint(flags).unwrap()).0["alg"], "HS256");
}

#[test]
fn a_key_and_an_algorithm_that_do_not_fit_are_distinguished() {
    let key = TempFile::new(
        "fit-key",
        generate(Algorithm::Es256).to_pkcs8_pem().unwrap().expose_secret(),
    );
    let secret = TempFile::new("fit-secret", "hunter2");

    let error = |flags| mint::<4>(flags).unwrap_err().to_string();
    let path = key.name();
    assert_eq!(
        error(["mint", "--key-file", path, "--alg=HS256"]),
        format!("{path} is a private key; HS256 is for secrets (--secret-file)")
    );
    assert_eq!(
        error(["mint", "--key-file", path, "--alg=RS256"]),
        format!("{path}: the private key is not one for RS256")
    );

    let path = secret.name();
    assert_eq!(
        error(["mint", "--secret-file", path, "--alg=RS256"]),
        format!("{path} is a secret; RS256 is for private keys (--key-file)")
    );
}

#[test]
fn without_a_key_nothing_is_signed() {
    let text = mint(["mint"]).unwrap_err().to_string();
    assert!(text.starts_with("no key to sign with: give --key-file"), "{text}");
    let empty = TempFile::new("empty", "\n");
    let text = mint(["mint", "--secret-file", empty.name()]).unwrap_err().to_string();
    assert_eq!(text, format!("{}: the secret is empty", empty.name()));
}

#[test]
fn what_is_no_key_file_is_refused_without_being_quoted() {
    let contents = ["hunter2", "{}", r#"{"type":"admin","keyId":"hunter2"}"#];
    for (number, content) in contents.into_iter().enumerate() {
        let file = TempFile::new(&format!("junk-{number}"), content);
        let text = mint(["mint", "--key-file", file.name()]).unwrap_err().to_string();
        assert!(text.contains("not a key file") && !text.contains("hunter2"), "{text}");
    }
}

#[test]
fn a_claim_or_a_header_member_is_given_once() {
    let text = mint(["mint", "--claim=n=1", "--claim=n=2"]).unwrap_err().to_string();
    assert_eq!(text, "the claim n is given twice");
    let text = mint(["mint", "--header=n=1", "--header=n=2"]).unwrap_err().to_string();
    assert_eq!(text, "the header member n is given twice");
}
