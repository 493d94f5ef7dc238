//! Private keys in the formats of other tools.

use keyplane_auth::{Jws, VerifyingKey};
use serde_json::json;

use super::*;

/// The error for a key file with these bytes.
fn refusal(name: &str, content: &[u8]) -> String {
    let file = TempFile::new(name, "");
    fs::write(file.path(), content).unwrap();
    mint(["mint", "--key-file", file.name()]).unwrap_err().to_string()
}

#[test]
fn a_private_jwk_as_the_server_hands_it_out_signs_with_its_kid_and_alg() {
    for algorithm in [Algorithm::Ps256, Algorithm::Es384, Algorithm::EdDsa] {
        let key = generate(algorithm);
        let jwk = key.to_jwk("k1", algorithm).unwrap();
        let file = TempFile::new(&format!("jwk-{algorithm}"), jwk.expose_secret());
        let flags = ["mint", "--key-file", file.name(), "--issuer=app_1", "--subject=app_1"];
        let token = mint(flags).unwrap();
        let (header, claims) = decode(&token);
        assert_eq!(header, json!({"alg": algorithm.as_str(), "kid": "k1", "typ": "JWT"}));
        assert_eq!((&claims["iss"], &claims["sub"]), (&json!("app_1"), &json!("app_1")));
        let verifying = VerifyingKey::new(&key.public_key(), algorithm).unwrap();
        Jws::parse(&token).unwrap().verify(&verifying).unwrap();
    }

    let key = generate(Algorithm::Rs256);
    let jwk = key.to_jwk("k1", Algorithm::Rs256).unwrap();
    let file = TempFile::new("jwk-flags", &format!("\u{feff}{}\r\n", jwk.expose_secret()));
    let token = mint(["mint", "--key-file", file.name(), "--alg=PS512", "--kid=k2"]).unwrap();
    assert_eq!(decode(&token).0, json!({"alg": "PS512", "kid": "k2", "typ": "JWT"}));

    let config = TempFile::new("jwk-config", &format!("private_key_file = '{}'\n", file.name()));
    let token = exchange(["exchange", "--config", config.name()]).unwrap();
    assert_eq!(decode(&token).0["kid"], "k1");
}

#[test]
fn what_is_given_in_place_of_a_private_key_is_called_by_its_name() {
    let key = generate(Algorithm::Es256);
    let public = serde_json::json!(key.public_key().jwk()).to_string();
    let pem = key.public_key().spki_pem();

    for (name, content, expected) in [
        (
            "openssh",
            &b"-----BEGIN OPENSSH PRIVATE KEY-----\nMAA=\n-----END OPENSSH PRIVATE KEY-----\n"[..],
            "ssh-keygen -p -N '' -m PEM -f COPY",
        ),
        (
            "encrypted",
            b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n",
            "openssl pkey -in FILE -out key.pem",
        ),
        ("putty", b"PuTTY-User-Key-File-3: ssh-rsa\n", "puttygen FILE"),
        ("public-jwk", public.as_bytes(), "this is a public key"),
        ("public-pem", pem.as_bytes(), "this is a public key"),
        (
            "pkcs12",
            b"\x30\x82\x0a\x29\x02\x01\x03\x30\x82\xff",
            "openssl pkcs12 -in FILE -nocerts -nodes",
        ),
        ("der", b"\x30\x82\x04\xbe\x02\x01\x00\x30\xff", "openssl pkey -inform DER"),
        ("jks", b"\xfe\xed\xfe\xed\x00\x00\x00\x02", "keytool -importkeystore"),
        ("utf-16", b"\xff\xfe{\x00", "save it as UTF-8"),
        ("binary", b"\x89PNG\xff", "this is not text"),
        ("json", b"{\"a\":1}", "not a key file"),
    ] {
        let text = refusal(name, content);
        assert!(text.contains(expected), "{name}: {text}");
    }
}

#[test]
fn a_key_set_tells_of_a_signature_in_der() {
    use crate::token::jwks::KeySet;
    let jwk = r#"{"kty":"EC","x":"bdqDBJazV5QQxXHDOjJ8-chc9PHdf_rtsW0BSF3VKNA","y":"3TlLQO_bZqIhrqVa_TsSMF6VHCoj0uN1S2hdtQ38ke8","crv":"P-256","kid":"a/b","key_ops":[]}"#;
    let token = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.MEUCIFlyILyCd2soTZZcZPF_fmuSvlhq3j_8IlpelLYhVloZAiEAnGjPVmeZVbmTy4XiVZb84Wdfnp1x__WpdJQv1Vbh4MM";
    let set = KeySet::parse(format!("{{\"keys\":[{jwk}]}}").as_bytes()).unwrap();
    let problem = set.verify(token).unwrap_err();
    assert!(problem.contains("\"a/b\"") && problem.contains("ECDSA in DER"), "{problem}");
}
