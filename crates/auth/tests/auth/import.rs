//! What people paste, taken or refused.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keyplane_auth::{Algorithm, ImportError, import_public_key};
use proptest::prelude::*;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use crate::support::{map, private_key};

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("fixtures/", $name, ".pem"))
    };
}

const RSA: &str = fixture!("rsa_2048_spki");

/// The reason of a malformed member, whatever was expected there.
fn malformed(member: &'static str) -> ImportError {
    ImportError::JwkMember(member, "")
}

fn refusal(text: &str) -> ImportError {
    import_public_key(text).unwrap_err()
}

#[test]
fn one_key_is_the_same_in_every_format() {
    let key = import_public_key(RSA).unwrap();
    for text in [
        fixture!("rsa_2048_pkcs1"),
        fixture!("rsa_2048_certificate"),
        fixture!("rsa_2048_csr"),
        &json!(key.public_key.jwk()).to_string(),
        &STANDARD.encode(key.public_key.spki_der()),
    ] {
        assert_eq!(import_public_key(text).unwrap(), key, "{text}");
    }
}

#[test]
fn other_kinds_of_keys_are_taken() {
    for (text, algorithm) in [
        (fixture!("p256"), Algorithm::Es256),
        (fixture!("p256_csr"), Algorithm::Es256),
        (fixture!("p384"), Algorithm::Es384),
        (fixture!("ed25519"), Algorithm::EdDsa),
        (fixture!("ed25519_csr"), Algorithm::EdDsa),
        (fixture!("rsa_2048_exponent_3"), Algorithm::Rs256),
    ] {
        let key = import_public_key(text).unwrap().public_key;
        assert_eq!(key.default_algorithm(), algorithm);
    }
}

#[test]
fn a_compressed_point_is_the_same_key() {
    let key = import_public_key(fixture!("p256_compressed")).unwrap();
    assert_eq!(key, import_public_key(fixture!("p256_uncompressed")).unwrap());
    assert_eq!(key.public_key.spki_pem(), fixture!("p256_uncompressed"));
}

#[test]
fn a_pem_survives_shells_and_environment_files() {
    let key = import_public_key(RSA).unwrap();
    let lines: Vec<&str> = RSA.lines().collect();

    for text in [
        lines.concat(),
        lines.join(" "),
        lines.join("\r\n"),
        lines.join("\\n"),
        lines.join("\\r\\n"),
        lines.join("\\\n"),
        format!("\"{}\\n\"", lines.join("\\n")),
        format!("'{RSA}'"),
        format!("\n\n  {RSA}\n\t "),
        format!("\u{feff}{RSA}"),
        format!("subject=CN = fixture\n{RSA}"),
        lines.concat().replace(' ', ""),
        lines[1..lines.len() - 1].concat(),
        lines[1..lines.len() - 1].join("\n"),
    ] {
        assert_eq!(import_public_key(&text).as_ref(), Ok(&key), "{text}");
    }
}

#[test]
fn private_keys_are_named_as_such_in_every_form() {
    for algorithm in [Algorithm::Rs256, Algorithm::Es256, Algorithm::Es384, Algorithm::EdDsa] {
        let key = private_key(algorithm);
        let pem = key.to_pkcs8_pem().unwrap();
        let pem = pem.expose_secret();

        let mut forms = vec![
            pem.to_owned(),
            pem.replace('\n', ""),
            pem.replace(['\n', ' '], ""),
            pem.replace("PRIVATE", "PUBLIC"),
            pem.replace("PRIVATE", "ENCRYPTED PRIVATE"),
            pem.replace("PRIVATE", "OPENSSH PRIVATE"),
            format!("{}{pem}", key.public_key().spki_pem()),
            STANDARD.encode(key.pkcs8_der()),
            key.to_jwk("k1", algorithm).unwrap().expose_secret().into(),
            format!("{{\"keys\":[{}]}}", key.to_jwk("k1", algorithm).unwrap().expose_secret()),
        ];

        if let Ok(pkcs1) = key.to_pkcs1_pem() {
            let pkcs1 = pkcs1.expose_secret();
            forms.push(pkcs1.to_owned());
            forms.push(pkcs1.replace("PRIVATE", "PUBLIC"));
        }

        for form in forms {
            assert_eq!(refusal(&form), ImportError::PrivateKey, "{algorithm}");
        }
    }

    let file = json!({"type": "admin", "keyId": "k", "key": "-----BEGIN RSA PRIVATE KEY-----"});
    assert_eq!(refusal(&file.to_string()), ImportError::KeyFile);
    assert_eq!(refusal("PuTTY-User-Key-File-3: ssh-rsa"), ImportError::PrivateKey);
}

#[test]
fn keys_that_are_not_taken_are_refused_with_their_reason() {
    let cases = [
        (fixture!("rsa_1024"), ImportError::RsaTooSmall(1024)),
        (fixture!("rsa_pss"), ImportError::RsaPss),
        (fixture!("p521"), ImportError::UnsupportedCurve),
        (fixture!("secp256k1"), ImportError::UnsupportedCurve),
        (fixture!("ed448"), ImportError::UnsupportedCurve),
        (fixture!("x25519"), ImportError::UnsupportedCurve),
        (fixture!("dsa"), ImportError::UnsupportedKeyType),
        (fixture!("rsa_2048_csr_sha1"), ImportError::RequestAlgorithm),
        ("", ImportError::Empty),
        (" \n \"\" ", ImportError::Empty),
        ("hello", ImportError::UnknownFormat),
        ("aGVsbG8=", ImportError::UnknownFormat),
        ("ssh-rsa AAAAB3NzaC1yc2E= me@here", ImportError::OpenSsh),
        (&RSA.repeat(2), ImportError::SeveralKeys(2)),
        (&format!("{RSA}x"), ImportError::TrailingData),
        (&RSA[..200], ImportError::UnfinishedPem),
        (&RSA.replace("END", "END RSA"), ImportError::UnfinishedPem),
        (&RSA.replace("PUBLIC", "STRANGE"), ImportError::UnsupportedPem),
        (&RSA.replace("PUBLIC", "RSA PUBLIC"), ImportError::WrongLabel("PUBLIC KEY")),
        (&RSA.replacen("MII", "M*I", 1), ImportError::BadBase64),
        (&RSA.replacen("MIIB", "MIIC", 1), ImportError::Malformed),
        (&"A".repeat(64 * 1024 + 1), ImportError::TooLarge),
    ];

    for (text, error) in cases {
        assert_eq!(refusal(text), error, "{error}: {text}");
    }
}

#[test]
fn bytes_behind_a_key_are_refused() {
    for text in [RSA, fixture!("rsa_2048_pkcs1"), fixture!("rsa_2048_csr"), fixture!("p256")] {
        let lines: Vec<&str> = text.lines().collect();
        let mut der = STANDARD.decode(lines[1..lines.len() - 1].concat()).unwrap();
        der.push(0);
        let text = [lines[0], &STANDARD.encode(der), lines[lines.len() - 1]].join("\n");
        let error = refusal(&text);
        assert!(matches!(error, ImportError::Malformed | ImportError::TrailingData), "{error}");
    }
}

#[test]
fn a_certificate_request_must_be_signed_by_its_own_key() {
    for text in [fixture!("rsa_2048_csr"), fixture!("p256_csr")] {
        let lines: Vec<&str> = text.lines().collect();
        let mut der = STANDARD.decode(lines[1..lines.len() - 1].concat()).unwrap();
        // A letter of the common name, which the signature covers.
        let name = der.windows(7).position(|w| w == b"fixture").unwrap();
        der[name] ^= 1;
        let text = [lines[0], &STANDARD.encode(der), lines[lines.len() - 1]].join("\n");
        assert_eq!(refusal(&text), ImportError::RequestSignature);
    }
}

/// The JWK of a good key with members changed; null removes one.
fn jwk_with(algorithm: Algorithm, changes: &Value) -> String {
    let mut jwk = map(json!(private_key(algorithm).public_key().jwk()));
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            jwk.remove(name);
        } else {
            jwk.insert(name.clone(), value.clone());
        }
    }
    Value::Object(jwk).to_string()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn jwks_that_are_not_taken_are_refused_with_their_reason() {
    use Algorithm::{EdDsa, Es256, Rs256};
    let zeros = "A".repeat(43);

    for (algorithm, changes, error) in [
        (Es256, json!({"crv": "P-521"}), ImportError::UnsupportedCurve),
        (Es256, json!({"crv": "secp256k1"}), ImportError::UnsupportedCurve),
        (Es256, json!({"crv": "P-384"}), malformed("x")),
        (Es256, json!({"crv": null}), ImportError::JwkMissing("crv")),
        (Es256, json!({"x": zeros}), ImportError::PointNotOnCurve),
        (Es256, json!({"y": 1}), malformed("y")),
        (Es256, json!({"y": "AAAA"}), malformed("y")),
        (Es256, json!({"alg": "ES384"}), ImportError::AlgorithmMismatch),
        (Es256, json!({"alg": "ES256K"}), ImportError::UnknownAlgorithm),
        (Es256, json!({"use": "enc"}), ImportError::JwkUse),
        (Es256, json!({"key_ops": ["sign"]}), ImportError::JwkKeyOps),
        (Es256, json!({"key_ops": "verify"}), malformed("key_ops")),
        (Es256, json!({"kty": null}), ImportError::NotJwk),
        (Es256, json!({"kty": "AKP"}), ImportError::UnsupportedKeyType),
        (Es256, json!({"kty": "oct", "k": "AAAA"}), ImportError::SymmetricKey),
        (Es256, json!({"d": "AAAA"}), ImportError::PrivateKey),
        (EdDsa, json!({"crv": "Ed448"}), ImportError::UnsupportedCurve),
        (EdDsa, json!({"crv": "X25519"}), ImportError::UnsupportedCurve),
        (EdDsa, json!({"x": zeros}), ImportError::WeakPoint),
        (EdDsa, json!({"x": "AAAA"}), ImportError::Malformed),
        (Rs256, json!({"alg": "HS256"}), ImportError::UnknownAlgorithm),
        (Rs256, json!({"alg": "ES256"}), ImportError::AlgorithmMismatch),
        (Rs256, json!({"e": "AQ"}), ImportError::RsaExponent),
        (Rs256, json!({"e": "AA"}), ImportError::RsaExponent),
        (Rs256, json!({"e": "BA"}), ImportError::RsaExponent),
        (Rs256, json!({"e": "AgAAAAE"}), ImportError::RsaExponent),
        (Rs256, json!({"e": "AAAAAAAAAAAB"}), ImportError::RsaExponent),
        (Rs256, json!({"e": "AQAB="}), malformed("e")),
        (Rs256, json!({"n": "AQAB"}), ImportError::RsaTooSmall(17)),
        (Rs256, json!({"n": "_".repeat(1368)}), ImportError::RsaTooLarge(8208)),
        (Rs256, json!({"q": "AAAA"}), ImportError::PrivateKey),
    ] {
        let text = jwk_with(algorithm, &changes);
        let refusal = match refusal(&text) {
            ImportError::JwkMember(member, _) => malformed(member),
            other => other,
        };
        assert_eq!(refusal, error, "{text}");
    }

    let jwk = jwk_with(Es256, &json!({}));
    for (text, error) in [
        (format!("{{\"keys\":[{jwk},{jwk}]}}"), ImportError::KeySet(2)),
        (format!("[{jwk},{jwk}]"), ImportError::KeySet(2)),
        (format!("{jwk}{jwk}"), ImportError::BadJson),
        (jwk.replacen('{', "{\"kty\":\"EC\",", 1), ImportError::BadJson),
    ] {
        assert_eq!(refusal(&text), error, "{text}");
    }
}

#[test]
fn members_that_say_nothing_against_it_are_fine() {
    for changes in [
        json!({"alg": "Ed25519", "use": "sig", "key_ops": ["verify"]}),
        json!({"alg": "EdDSA", "x5u": "https://example.org", "unknown": [1]}),
    ] {
        let key = import_public_key(&jwk_with(Algorithm::EdDsa, &changes)).unwrap();
        assert_eq!(key.algorithm, Some(Algorithm::EdDsa));
    }
}

#[test]
fn the_largest_exponents_verify_too() {
    use keyplane_auth::VerifyingKey;
    // 3 and 2^33 - 1
    for exponent in ["Aw", "Af____8"] {
        let jwk = jwk_with(Algorithm::Rs256, &json!({"e": exponent}));
        let key = import_public_key(&jwk).unwrap().public_key;
        assert!(VerifyingKey::new(&key, Algorithm::Rs256).is_ok());
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_import_panic(text in ".{0,200}") {
        let _ = import_public_key(&text);
    }

    #[test]
    fn no_der_makes_the_import_panic(der in proptest::collection::vec(any::<u8>(), 0..200)) {
        for label in ["PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE", "CERTIFICATE REQUEST"] {
            let text = format!(
                "-----BEGIN {label}-----{}-----END {label}-----",
                STANDARD.encode(&der)
            );
            prop_assert!(import_public_key(&text).is_err());
        }
    }

    #[test]
    fn a_damaged_certificate_never_panics(at in 0usize..600, bit in 0u8..8) {
        let text = fixture!("rsa_2048_certificate");
        let start = text.find("-----BEGIN").unwrap();
        let lines: Vec<&str> = text[start..].lines().collect();
        let mut der = STANDARD.decode(lines[1..lines.len() - 1].concat()).unwrap();
        let at = at % der.len();
        der[at] ^= 1 << bit;
        let text = [lines[0], &STANDARD.encode(der), lines[lines.len() - 1]].join("\n");
        let _ = import_public_key(&text);
    }
}
