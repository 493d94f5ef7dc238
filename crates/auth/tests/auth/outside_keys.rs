//! The key sets of outside issuers.

use keyplane_auth::{
    Algorithm, JwsAlgorithm, KeySetUse, KeySpec, MAX_KEY_SET_BYTES, OutsideKeySet,
    OutsideKeySetError, PrivateKey, SigningKey, SkippedKey, base64url,
};
use serde_json::{Value, json};

fn key(algorithm: Algorithm) -> PrivateKey {
    PrivateKey::generate(KeySpec::new(algorithm, None).unwrap()).unwrap()
}

/// The public JWK of a key, without `alg` and `use`.
fn bare(key: &PrivateKey, kid: Option<&str>) -> Value {
    let mut jwk = serde_json::to_value(key.public_key().jwk()).unwrap();
    if let Some(kid) = kid {
        jwk["kid"] = kid.into();
    }
    jwk
}

fn with(jwk: &Value, members: &[(&str, Value)]) -> Value {
    let mut jwk = jwk.clone();
    for (name, value) in members {
        jwk[*name] = value.clone();
    }
    jwk
}

fn parse(keys: &[Value], usage: KeySetUse) -> Result<OutsideKeySet, OutsideKeySetError> {
    OutsideKeySet::parse(json!({ "keys": keys }).to_string().as_bytes(), usage)
}

fn kids(set: &OutsideKeySet) -> Vec<&str> {
    set.keys().iter().filter_map(|key| key.kid()).collect()
}

#[test]
fn a_key_verifies_by_the_algorithms_of_its_type_and_curve_and_by_its_own_alg_only() {
    let pairs = [Algorithm::Rs256, Algorithm::Es256, Algorithm::Es384, Algorithm::EdDsa].map(key);
    let keys = ["rsa", "p256", "p384", "ed"].iter().zip(&pairs);
    let mut keys: Vec<_> = keys.map(|(kid, key)| bare(key, Some(kid))).collect();
    keys.push(with(&keys[0], &[("kid", "bound".into()), ("alg", "PS256".into())]));
    let set = parse(&keys, KeySetUse::Jwt).unwrap();

    let fitting = |kid: &str| -> Vec<_> {
        let fits = |algorithm: &JwsAlgorithm| set.candidates(Some(kid), *algorithm).count() == 1;
        JwsAlgorithm::all().filter(fits).map(JwsAlgorithm::as_str).collect()
    };
    assert_eq!(fitting("rsa"), ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"]);
    assert_eq!(fitting("p256"), ["ES256"]);
    assert_eq!(fitting("p384"), ["ES384"]);
    assert_eq!(fitting("ed"), ["EdDSA"]);
    assert_eq!(fitting("bound"), ["PS256"]);
    assert_eq!(fitting("nosuch"), [""; 0]);
    // The name of RFC 9864 means the same algorithm.
    let named = with(&keys[3], &[("alg", "Ed25519".into())]);
    let set = parse(&[named], KeySetUse::Jwt).unwrap();
    assert_eq!(set.keys()[0].algorithm(), Some(Algorithm::EdDsa));
}

#[test]
fn a_signature_verifies_with_its_key_and_algorithm_only() {
    for algorithm in Algorithm::ALL {
        let (own, other) = (key(algorithm), key(algorithm));
        let keys = [bare(&own, Some("own")), bare(&other, Some("other"))];
        let set = parse(&keys, KeySetUse::Jwt).unwrap();
        let signature = SigningKey::new(&own, algorithm).unwrap().sign(b"message").unwrap();

        let [own, other] = set.keys() else { panic!("{set:?}") };
        assert!(own.verify(algorithm, b"message", &signature).is_ok());
        assert!(own.verify(algorithm, b"Message", &signature).is_err());
        assert!(other.verify(algorithm, b"message", &signature).is_err());
        for another in Algorithm::ALL.into_iter().filter(|another| *another != algorithm) {
            assert!(own.verify(another, b"message", &signature).is_err(), "{algorithm} {another}");
        }
    }
}

#[test]
fn hs256_has_no_candidate_whatever_the_set_holds() {
    let rsa = bare(&key(Algorithm::Rs256), Some("rsa"));
    let secret = json!({ "kty": "oct", "k": base64url(&[7; 32]), "kid": "rsa", "alg": "HS256" });
    let set = parse(&[secret, rsa], KeySetUse::Jwt).unwrap();
    for kid in [None, Some("rsa")] {
        assert_eq!(set.candidates(kid, JwsAlgorithm::Hs256).count(), 0);
    }
    assert_eq!(set.skipped(), [(SkippedKey::Symmetric, 1)]);
}

#[test]
fn at_most_four_fitting_keys_are_candidates() {
    let p256 = key(Algorithm::Es256);
    let mut keys = vec![bare(&key(Algorithm::Rs256), None); 3];
    keys.extend(vec![bare(&p256, None); 5]);
    keys.extend(vec![bare(&p256, Some("same")); 5]);
    let set = parse(&keys, KeySetUse::Jwt).unwrap();
    let es256 = Algorithm::Es256.into();
    let is_named: Vec<_> = set.candidates(None, es256).map(|key| key.kid().is_some()).collect();
    assert_eq!(is_named, [false; 4]);
    let is_named: Vec<_> =
        set.candidates(Some("same"), es256).map(|key| key.kid().is_some()).collect();
    assert_eq!(is_named, [true; 4]);
}

#[test]
fn a_key_that_must_not_verify_is_skipped_with_its_reason() {
    let p256 = bare(&key(Algorithm::Es256), Some("skipped"));
    let small = json!({ "kty": "RSA", "n": base64url(&[0xff; 255]), "e": "AQAB" });
    for (jwk, reason) in [
        (json!({ "kty": "oct", "k": "AAAA" }), SkippedKey::Symmetric),
        (with(&p256, &[("d", "AAAA".into())]), SkippedKey::Private),
        (with(&p256, &[("k", "AAAA".into())]), SkippedKey::Private),
        (with(&p256, &[("use", "enc".into())]), SkippedKey::OtherUse),
        (with(&p256, &[("use", "SIG".into())]), SkippedKey::OtherUse),
        (with(&p256, &[("use", "jwt-svid".into())]), SkippedKey::OtherUse),
        (with(&p256, &[("key_ops", json!(["sign"]))]), SkippedKey::OtherUse),
        (small, SkippedKey::TooSmall),
        (with(&p256, &[("kty", "EC2".into())]), SkippedKey::Unsupported),
        (with(&p256, &[("crv", "P-521".into())]), SkippedKey::Unsupported),
        (with(&p256, &[("alg", "ES512".into())]), SkippedKey::Unsupported),
        (with(&p256, &[("alg", "HS256".into())]), SkippedKey::Unsupported),
        (with(&p256, &[("alg", "none".into())]), SkippedKey::Unsupported),
        (with(&p256, &[("alg", "RS256".into())]), SkippedKey::Malformed),
        (with(&p256, &[("x", "AAAA".into())]), SkippedKey::Malformed),
        (with(&p256, &[("kid", 5.into())]), SkippedKey::Malformed),
        (with(&p256, &[("kid", "x".repeat(257).into())]), SkippedKey::Malformed),
        (with(&p256, &[("use", json!(["sig"]))]), SkippedKey::Malformed),
        (json!("skipped"), SkippedKey::Malformed),
    ] {
        let good = bare(&key(Algorithm::Es256), Some("good"));
        let set = parse(&[jwk.clone(), good], KeySetUse::Jwt).unwrap();
        assert_eq!((kids(&set), set.skipped()), (vec!["good"], &[(reason, 1)][..]), "{jwk}");
        assert_eq!(parse(&[jwk], KeySetUse::Jwt).unwrap_err(), OutsideKeySetError::NoUsableKey);
    }

    // What other issuers write beside a key does no harm.
    let extra = [("d", Value::Null), ("x5c", json!(["?"])), ("x5u", "http://a".into())];
    assert_eq!(kids(&parse(&[with(&p256, &extra)], KeySetUse::Jwt).unwrap()), ["skipped"]);
}

#[test]
fn of_a_spiffe_bundle_only_keys_with_the_use_jwt_svid_are_taken() {
    let p256 = bare(&key(Algorithm::Es256), None);
    let uses =
        [Value::Null, "sig".into(), "x509-svid".into(), "jwt-svid".into(), "JWT-SVID".into()];
    let keys: Vec<_> = uses
        .iter()
        .map(|usage| with(&p256, &[("kid", usage.to_string().into()), ("use", usage.clone())]))
        .collect();
    let set = parse(&keys, KeySetUse::JwtSvid).unwrap();
    assert_eq!(kids(&set), ["\"jwt-svid\""]);
    assert_eq!(set.skipped(), [(SkippedKey::OtherUse, 4)]);

    for (hint, expected) in [(json!(300), Some(300)), (json!(-1), None), (json!("300"), None)] {
        let bundle = json!({ "keys": keys, "spiffe_refresh_hint": hint }).to_string();
        let hint = |usage| OutsideKeySet::parse(bundle.as_bytes(), usage).unwrap().refresh_hint();
        assert_eq!(hint(KeySetUse::JwtSvid), expected);
        assert_eq!(hint(KeySetUse::Jwt), None);
    }
}

#[test]
fn a_document_that_is_no_key_set_or_too_large_is_an_error() {
    let jwk = bare(&key(Algorithm::Es256), Some("a"));
    let good = json!({ "keys": [jwk] }).to_string();
    let twice = |name: &str| good.replacen('{', &format!("{{\"{name}\":1,"), 1);
    let nested = "[".repeat(100_000);
    let cases: [(&str, OutsideKeySetError); 11] = [
        ("", OutsideKeySetError::BadJson),
        ("<html>", OutsideKeySetError::BadJson),
        (&twice("keys"), OutsideKeySetError::BadJson),
        (&good.replacen("\"kid\"", "\"kid\":\"b\",\"kid\"", 1), OutsideKeySetError::BadJson),
        (&good[..good.len() - 1], OutsideKeySetError::BadJson),
        (&nested, OutsideKeySetError::BadJson),
        ("null", OutsideKeySetError::NotKeySet),
        ("[]", OutsideKeySetError::NotKeySet),
        ("{}", OutsideKeySetError::NotKeySet),
        ("{\"keys\":{}}", OutsideKeySetError::NotKeySet),
        ("{\"keys\":[]}", OutsideKeySetError::Empty),
    ];
    for (document, error) in cases {
        let parsed = OutsideKeySet::parse(document.as_bytes(), KeySetUse::Jwt);
        assert_eq!(parsed.unwrap_err(), error, "{}", &document[..document.len().min(60)]);
    }

    let padded = |length: usize| format!("{good}{}", " ".repeat(length - good.len()));
    let parse = |text: String| OutsideKeySet::parse(text.as_bytes(), KeySetUse::Jwt);
    assert!(parse(padded(MAX_KEY_SET_BYTES)).is_ok());
    let error = parse(padded(MAX_KEY_SET_BYTES + 1)).unwrap_err();
    assert_eq!(error, OutsideKeySetError::TooLarge);
    assert!(parse(format!("\u{feff}{good}")).is_ok(), "a byte order mark is ignored");
}

#[test]
fn the_number_and_the_bytes_of_the_keys_of_a_set_are_bounded() {
    let p256 = bare(&key(Algorithm::Es256), None);
    assert_eq!(parse(&vec![p256.clone(); 64], KeySetUse::Jwt).unwrap().keys().len(), 64);
    let error = parse(&vec![p256.clone(); 65], KeySetUse::Jwt).unwrap_err();
    assert_eq!(error, OutsideKeySetError::TooManyKeys);

    // A key of 8,192 bits takes 1,062 bytes.
    let mut modulus = vec![0xa5; 1024];
    modulus[1023] |= 1;
    let large = json!({ "kty": "RSA", "n": base64url(&modulus), "e": "AQAB" });
    assert!(parse(&vec![large.clone(); 30], KeySetUse::Jwt).is_ok());
    let error = parse(&vec![large; 31], KeySetUse::Jwt).unwrap_err();
    assert_eq!(error, OutsideKeySetError::TooManyKeys);

    // Keys that are skipped do not count.
    let skipped = with(&p256, &[("use", "enc".into())]);
    let mut keys = vec![skipped; 500];
    keys.push(p256);
    assert_eq!(parse(&keys, KeySetUse::Jwt).unwrap().skipped(), [(SkippedKey::OtherUse, 500)]);
}
