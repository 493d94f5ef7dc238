//! Every key through every format and back.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use keyplane_auth::{
    Algorithm, ImportError, KeySpec, KeySpecError, PrivateKey, PrivateKeyError, PublicKey,
    SigningKey, VerifyingKey, base64url, import_public_key, sha256, validate_kid,
};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use crate::support::{map, private_key};

/// Signs with the one and verifies with the other.
fn assert_pair(private: &PrivateKey, public: &PublicKey, algorithm: Algorithm) {
    let signature = SigningKey::new(private, algorithm).unwrap().sign(b"message").unwrap();
    let key = VerifyingKey::new(public, algorithm).unwrap();
    assert_eq!(key.verify(algorithm, b"message", &signature), Ok(()));
    assert!(key.verify(algorithm, b"massage", &signature).is_err());
}

#[test]
fn every_algorithm_survives_every_private_format() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let public = key.public_key();
        assert_pair(&key, &public, algorithm);

        let der = PrivateKey::from_pkcs8_der(key.pkcs8_der()).unwrap();
        assert_pair(&der, &public, algorithm);

        let pem = key.to_pkcs8_pem().unwrap();
        let pem = PrivateKey::from_pem(pem.expose_secret()).unwrap();
        assert_eq!(pem.pkcs8_der(), key.pkcs8_der());

        match key.to_pkcs1_pem() {
            Ok(pem) => {
                assert!(algorithm.is_rsa());
                let pem = PrivateKey::from_pem(pem.expose_secret()).unwrap();
                assert_eq!(pem.pkcs8_der(), key.pkcs8_der());
            }
            Err(error) => {
                assert!(!algorithm.is_rsa());
                assert_eq!(error, PrivateKeyError::NotRsa);
            }
        }
    }
}

#[test]
fn every_algorithm_survives_every_public_format() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let public = key.public_key();
        let der = PublicKey::from_spki_der(public.spki_der()).unwrap();
        assert_eq!(der, public);
        assert_eq!(der.spki_der(), public.spki_der());
        let pem = import_public_key(&public.spki_pem()).unwrap();
        assert_eq!((pem.public_key, pem.kid), (public.clone(), Ok(None)));
        let jwk = json!(public.jwk_as("from-the-jwk", algorithm, None));
        let imported = import_public_key(&jwk.to_string()).unwrap();
        assert_eq!(imported.public_key, public);
        assert_eq!(imported.kid, Ok(Some("from-the-jwk".to_owned())));
        assert_eq!(imported.algorithm, Some(algorithm));
        assert_pair(&key, &imported.public_key, algorithm);
    }
}

#[test]
fn a_private_jwk_is_complete() {
    for (algorithm, members) in [
        (Algorithm::Ps384, "alg d dp dq e kid kty n p q qi use"),
        (Algorithm::Es256, "alg crv d kid kty use x y"),
        (Algorithm::Es384, "alg crv d kid kty use x y"),
        (Algorithm::EdDsa, "alg crv d kid kty use x"),
    ] {
        let key = private_key(algorithm);
        let jwk = key.to_jwk("k\"1", algorithm).unwrap();
        let jwk: Value = serde_json::from_str(jwk.expose_secret()).unwrap();

        let mut names: Vec<_> = jwk.as_object().unwrap().keys().cloned().collect();
        names.sort();
        assert_eq!(names.join(" "), members);
        assert_eq!(jwk["kid"], "k\"1");
        assert_eq!(jwk["alg"], algorithm.as_str());

        for (name, value) in map(json!(key.public_key().jwk())) {
            assert_eq!(jwk[&name], value);
        }
        assert_eq!(import_public_key(&jwk.to_string()), Err(ImportError::PrivateKey));
    }
}

#[test]
fn a_public_jwk_says_its_use_and_its_certificate_and_nothing_that_is_null() {
    let key = private_key(Algorithm::Es256).public_key();
    let bare = map(json!(key.jwk()));
    assert_eq!(bare.keys().collect::<Vec<_>>(), ["crv", "kty", "x", "y"]);
    let with = |members: Value| {
        let mut jwk = bare.clone();
        jwk.extend(map(members));
        Value::Object(jwk)
    };
    let signs = json!({"kid": "k1", "alg": "ES256", "use": "sig"});
    assert_eq!(json!(key.jwk_as("k1", Algorithm::Es256, None)), with(signs.clone()));
    let certified = json!(key.jwk_as("k1", Algorithm::Es256, Some(b"DER")));
    let mut signs = map(signs);
    signs.insert("x5c".to_owned(), json!(["REVS"]));
    // SHA-256 of the three bytes.
    signs.insert("x5t#S256".to_owned(), json!(base64url(&sha256(b"DER"))));
    assert_eq!(certified, with(Value::Object(signs)));
}

#[test]
fn a_jwk_is_not_written_for_an_algorithm_of_another_key() {
    let key = private_key(Algorithm::Es256);
    assert_eq!(
        key.to_jwk("k1", Algorithm::Rs256).unwrap_err(),
        PrivateKeyError::AlgorithmMismatch(Algorithm::Rs256)
    );
    assert!(SigningKey::new(&key, Algorithm::Es384).is_err());
    assert!(VerifyingKey::new(&key.public_key(), Algorithm::EdDsa).is_err());
}

#[test]
fn the_thumbprint_is_that_of_rfc_7638() {
    let jwk = json!({
        "kty": "RSA",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        "e": "AQAB",
        "alg": "RS256",
        "kid": "2011-04-29"
    });
    let key = import_public_key(&jwk.to_string()).unwrap();
    assert_eq!(key.public_key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assert_eq!(key.public_key.rsa_bits(), Some(2048));
}

#[test]
fn ed25519_signs_as_in_rfc_8037() {
    // Appendix A.1 and A.4; the PKCS#8 frame is that of RFC 8410 section 7.
    let mut pkcs8 = hex("302e020100300506032b657004220420");
    pkcs8.extend(hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    let key = PrivateKey::from_pkcs8_der(&pkcs8).unwrap();

    let jwk = json!(key.public_key().jwk());
    assert_eq!(
        jwk,
        json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})
    );
    assert_eq!(key.public_key().thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");

    let private = key.to_jwk("k1", Algorithm::EdDsa).unwrap();
    assert!(
        private.expose_secret().contains("\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\"")
    );

    let signature = SigningKey::new(&key, Algorithm::EdDsa)
        .unwrap()
        .sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc")
        .unwrap();
    assert_eq!(
        URL_SAFE_NO_PAD.encode(signature),
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    );
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().map(|c| u8::try_from(c.to_digit(16).unwrap()).unwrap()).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

#[test]
fn an_rsa_key_is_generated_in_three_sizes_and_no_other() {
    let bits = |bits| KeySpec::new(Algorithm::Ps256, bits);
    assert_eq!(bits(None).unwrap().rsa_bits, Some(2048));
    for size in [2048, 3072, 4096] {
        assert_eq!(bits(Some(size)).unwrap().rsa_bits, Some(size));
    }
    for size in [0, 1024, 2047, 2049, 8192] {
        assert_eq!(bits(Some(size)), Err(KeySpecError::RsaBits));
    }
    assert_eq!(
        KeySpec::new(Algorithm::Es256, Some(2048)),
        Err(KeySpecError::NotRsa(Algorithm::Es256))
    );
    let key = PrivateKey::generate(bits(Some(3072)).unwrap()).unwrap();
    assert_eq!(key.public_key().rsa_bits(), Some(3072));
}

#[test]
fn an_algorithm_goes_by_its_jose_name() {
    for algorithm in Algorithm::ALL {
        assert_eq!(algorithm.to_string().parse(), Ok(algorithm));
        let json = serde_json::to_string(&algorithm).unwrap();
        assert_eq!(serde_json::from_str::<Algorithm>(&json).unwrap(), algorithm);
    }
    assert_eq!("Ed25519".parse(), Ok(Algorithm::EdDsa));
    for name in ["none", "HS256", "ES512", "ES256K", "rs256", "Ed448", ""] {
        assert!(name.parse::<Algorithm>().is_err(), "{name}");
    }
    assert_eq!(
        "none".parse::<Algorithm>().unwrap_err().to_string(),
        "unknown algorithm; expected RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384 or EdDSA"
    );
}

#[test]
fn a_kid_is_1_to_128_unreserved_characters() {
    for kid in ["a", "A-z_0.9~", "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"] {
        assert_eq!(validate_kid(kid), Ok(()));
    }
    assert_eq!(validate_kid(&"k".repeat(128)), Ok(()));
    for kid in ["", &"k".repeat(129), "a b", "a/b", "a@b", "é", "a\n", "a\"b", "a\0"] {
        assert!(validate_kid(kid).is_err(), "{kid:?}");
    }
}

#[test]
fn a_private_key_never_shows_in_debug_output() {
    let key = private_key(Algorithm::EdDsa);
    let shown = format!("{key:?} {:?}", SigningKey::new(&key, Algorithm::EdDsa));
    assert!(shown.contains(&key.public_key().thumbprint()));
    let jwk = key.to_jwk("k1", Algorithm::EdDsa).unwrap();
    let jwk: Value = serde_json::from_str(jwk.expose_secret()).unwrap();
    assert!(!shown.contains(jwk["d"].as_str().unwrap()));
}

#[test]
fn a_private_key_that_is_none_is_refused_with_its_reason() {
    let rsa = private_key(Algorithm::Rs256).to_pkcs8_pem().unwrap();
    let rsa = rsa.expose_secret();
    let public = private_key(Algorithm::Es256).public_key().spki_pem();
    let encrypted =
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----";
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMAA=\n-----END RSA PRIVATE KEY-----";

    for (text, error) in [
        (String::new(), PrivateKeyError::NotPem),
        (rsa.repeat(2), PrivateKeyError::NotPem),
        (format!("{rsa}x"), PrivateKeyError::NotPem),
        (public, PrivateKeyError::PublicHalf),
        (encrypted.to_owned(), PrivateKeyError::Encrypted),
        (old.to_owned(), PrivateKeyError::Encrypted),
        (rsa.replacen("MII", "MIJ", 1), PrivateKeyError::Malformed),
        (rsa.replace("PRIVATE", "RSA PRIVATE"), PrivateKeyError::Malformed),
    ] {
        assert_eq!(PrivateKey::from_pem(&text).unwrap_err(), error, "{error}");
    }

    let mut trailing = private_key(Algorithm::Es256).pkcs8_der().to_vec();
    trailing.push(0);
    assert!(PrivateKey::from_pkcs8_der(&trailing).is_err());
}
