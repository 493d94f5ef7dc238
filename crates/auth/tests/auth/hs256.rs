//! HS256 with a client secret, and never with anything that is public.

use keyplane_auth::{
    Algorithm, ApplicationKey, AssertionRefusal, BadSignature, Header, HmacKey, Jws, JwsAlgorithm,
    SigningKey, UnverifiedAssertion, VerifyingKey, base64url, mint,
};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::{
    assertion::good,
    support::{map, private_key, signed},
};

const SECRET: &str = "correct horse battery staple, pâté";
const HS256: &str = r#"{"alg":"HS256"}"#;

fn hmac(secret: &str) -> HmacKey {
    HmacKey::new(&SecretString::from(secret))
}

fn verify(token: &str, key: &ApplicationKey) -> Result<(), AssertionRefusal> {
    UnverifiedAssertion::parse(token)?.verify(key).map(|_| ())
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "another library's reading of our tokens is what this proves"
)]
fn another_library_verifies_what_a_secret_signs() {
    use jsonwebtoken::{DecodingKey, Validation};
    let token = mint(&hmac(SECRET), Header::default(), &map(json!({"sub": "a"}))).unwrap();
    let mut validation = Validation::new(jsonwebtoken::Algorithm::HS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    let key = DecodingKey::from_secret(SECRET.as_bytes());
    let read = jsonwebtoken::decode::<Value>(&token, &key, &validation).unwrap();
    assert_eq!(read.claims, json!({"sub": "a"}));
    assert_eq!(read.header.kid, None);
}

#[test]
fn a_secret_verifies_what_it_signed_and_nothing_else() {
    let token = signed(&hmac(SECRET), HS256, &good().to_string());
    let jws = Jws::parse(&token).unwrap();
    assert_eq!(jws.header().algorithm, Some(JwsAlgorithm::Hs256));
    assert_eq!(verify(&token, &ApplicationKey::Secret(hmac(SECRET))), Ok(()));
    for other in ["", "correct horse battery staple", "Correct horse battery staple, pâté"] {
        let key = ApplicationKey::Secret(hmac(other));
        assert_eq!(verify(&token, &key), Err(AssertionRefusal::BadSignature), "{other}");
    }
}

#[test]
fn a_shortened_or_lengthened_code_does_not_verify() {
    let key = hmac(SECRET);
    let code = key.sign(b"message");
    assert_eq!(code.len(), 32);
    assert_eq!(key.verify(b"message", &code), Ok(()));
    for length in 0..32 {
        assert_eq!(
            key.verify(b"message", &code[..length]),
            Err(BadSignature::Mismatch),
            "{length}"
        );
    }
    assert_eq!(
        key.verify(b"message", &[code.as_slice(), &[0]].concat()),
        Err(BadSignature::Mismatch)
    );
}

#[test]
fn no_writing_of_a_public_key_serves_as_a_secret() {
    for algorithm in [Algorithm::Rs256, Algorithm::Es256, Algorithm::EdDsa] {
        let public = private_key(algorithm).public_key();
        let key = ApplicationKey::Public(VerifyingKey::new(&public, algorithm).unwrap());
        let pem = public.spki_pem();
        let jwk = json!(public.jwk()).to_string();
        let der = base64url(public.spki_der());
        for secret in [pem.as_str(), pem.trim_end(), jwk.as_str(), der.as_str()] {
            let token = signed(&hmac(secret), HS256, &good().to_string());
            let (found, own) = (Some(JwsAlgorithm::Hs256), key.algorithms());
            let refusal = AssertionRefusal::AlgorithmNotAllowed { found, taken: own };
            assert_eq!(verify(&token, &key), Err(refusal));
            // The same code under the header of the key's own algorithm.
            let head = json!({"alg": algorithm}).to_string();
            let token = signed(&hmac(secret), &head, &good().to_string());
            assert_eq!(verify(&token, &key), Err(AssertionRefusal::BadSignature));
        }
    }
}

#[test]
fn a_secret_takes_no_algorithm_of_keys() {
    let secret = ApplicationKey::Secret(hmac(SECRET));
    for algorithm in Algorithm::ALL {
        let head = json!({"alg": algorithm}).to_string();
        let by_key = SigningKey::new(&private_key(algorithm), algorithm).unwrap();
        for token in [
            signed(&by_key, &head, &good().to_string()),
            signed(&hmac(SECRET), &head, &good().to_string()),
        ] {
            let (found, own) = (Some(algorithm.into()), secret.algorithms());
            let refusal = AssertionRefusal::AlgorithmNotAllowed { found, taken: own };
            assert_eq!(verify(&token, &secret), Err(refusal));
            let jws = Jws::parse(&token).unwrap();
            assert_eq!(jws.verify_application(&secret), Err(BadSignature::Mismatch));
        }
    }
}

#[test]
fn debug_shows_no_secret() {
    let shown = format!("{:?}", ApplicationKey::Secret(hmac(SECRET)));
    assert_eq!(shown, "Secret(HmacKey(..))");
    let token = signed(&hmac(SECRET), HS256, r#"{"sub":"somebody"}"#);
    let parsed = UnverifiedAssertion::parse(&token).unwrap();
    let shown = format!("{:?} {:?}", parsed, Jws::parse(&token).unwrap());
    assert!(!shown.contains(token.rsplit('.').next().unwrap()), "{shown}");
    assert!(!shown.contains("somebody"), "{shown}");
}
