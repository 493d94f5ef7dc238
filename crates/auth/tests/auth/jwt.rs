//! Signed JWTs, read by us and by a library that we did not write.

use jsonwebtoken::{DecodingKey, Validation, jwk::Jwk};
use keyplane_auth::{Algorithm, Header, Jws, JwsError, MintError, SigningKey, VerifyingKey, mint};
use serde_json::{Value, json};

use crate::support::{map, private_key};

fn header() -> Header {
    Header { kid: "k1".to_owned(), typ: Some("at+jwt".to_owned()), extra: map(json!({"x": 1})) }
}

#[test]
fn every_algorithm_mints_what_it_verifies() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let signing = SigningKey::new(&key, algorithm).unwrap();
        let token = mint(&signing, header(), &map(json!({"sub": "a"}))).unwrap();
        let jws = Jws::parse(&token).unwrap();
        assert_eq!(jws.header().algorithm, Some(algorithm.into()));
        assert_eq!(jws.header().kid.as_deref(), Some("k1"));
        assert_eq!(jws.header().typ.as_deref(), Some("at+jwt"));
        assert_eq!(jws.payload(), br#"{"sub":"a"}"#);
        let verifying = VerifyingKey::new(&key.public_key(), algorithm).unwrap();
        assert_eq!(jws.verify(&verifying), Ok(()));
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "another library's reading of our tokens is what this proves"
)]
fn another_library_verifies_what_we_mint() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let signing = SigningKey::new(&key, algorithm).unwrap();
        let token = mint(&signing, header(), &map(json!({"sub": "a"}))).unwrap();
        let jwk: Jwk = serde_json::from_value(json!(key.public_key().jwk())).unwrap();
        let mut validation = Validation::new(algorithm.as_str().parse().unwrap());
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        let read = jsonwebtoken::decode::<Value>(
            &token,
            &DecodingKey::from_jwk(&jwk).unwrap(),
            &validation,
        )
        .unwrap();
        assert_eq!(read.claims, json!({"sub": "a"}));
    }
}

#[test]
fn a_token_is_verified_with_its_keys_algorithm_only() {
    let key = private_key(Algorithm::Rs256);
    let signing = SigningKey::new(&key, Algorithm::Ps256).unwrap();
    let token = mint(&signing, header(), &map(json!({}))).unwrap();
    let jws = Jws::parse(&token).unwrap();
    for algorithm in Algorithm::ALL.into_iter().filter(|a| a.is_rsa()) {
        let verifying = VerifyingKey::new(&key.public_key(), algorithm).unwrap();
        assert_eq!(jws.verify(&verifying).is_ok(), algorithm == Algorithm::Ps256, "{algorithm}");
    }
}

#[test]
fn extra_header_members_cannot_replace_ours() {
    let signing = SigningKey::new(&private_key(Algorithm::Es256), Algorithm::Es256).unwrap();
    for name in ["alg", "kid", "typ"] {
        let header = Header { extra: map(json!({ name: "x" })), ..header() };
        assert_eq!(mint(&signing, header, &map(json!({}))), Err(MintError::ReservedHeader));
    }
}

#[test]
fn texts_that_are_no_jws_are_refused() {
    let cases = [
        ("", JwsError::Parts),
        ("e30.e30", JwsError::Parts),
        ("e30.e30.e30.e30.e30", JwsError::Parts),
        (".e30.", JwsError::Header),
        ("e30.e30.e30=", JwsError::Base64),
        ("e30.e31.", JwsError::Base64),
        ("e30 .e30.", JwsError::Base64),
        // ["ES256","k1"]: the fields of a header, but no object.
        ("WyJFUzI1NiIsImsxIl0.e30.", JwsError::Header),
        // {"crit":null}
        ("eyJjcml0IjpudWxsfQ.e30.", JwsError::Critical),
        // {"a":{"b":1,"b":1}}
        ("eyJhIjp7ImIiOjEsImIiOjF9fQ.e30.", JwsError::Header),
        // {"a":1,"\u0061":1}
        ("eyJhIjoxLCJcdTAwNjEiOjF9.e30.", JwsError::Header),
    ];

    for (token, error) in cases {
        assert_eq!(Jws::parse(token).unwrap_err(), error, "{token}");
    }
}
