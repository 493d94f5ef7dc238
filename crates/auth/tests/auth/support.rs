//! Keys and randomness that the tests share.

use std::sync::OnceLock;

use keyplane_auth::{
    Algorithm, ApplicationKey, Entropy, Header, JwtSigner, KeySpec, PrivateKey, SigningKey,
    VerifyingKey, base64url, mint,
};
use serde_json::{Map, Value};

/// Bytes that count up: the same in every run, never the same twice in one.
#[derive(Default)]
pub(crate) struct Counting(std::sync::atomic::AtomicU8);

impl Entropy for Counting {
    fn fill(&self, out: &mut [u8]) {
        for byte in out {
            *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        }
    }
}

/// A key of the algorithm, made once for all tests: RSA keys take time.
pub(crate) fn private_key(algorithm: Algorithm) -> PrivateKey {
    static RSA: OnceLock<PrivateKey> = OnceLock::new();
    let generate =
        |algorithm| PrivateKey::generate(KeySpec::new(algorithm, None).unwrap()).unwrap();
    if algorithm.is_rsa() {
        RSA.get_or_init(|| generate(Algorithm::Rs256)).clone()
    } else {
        generate(algorithm)
    }
}

pub(crate) fn signing_key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::new(&private_key(Algorithm::Rs256), Algorithm::Rs256).unwrap())
}

pub(crate) fn verifying_key() -> VerifyingKey {
    let public = private_key(Algorithm::Rs256).public_key();
    VerifyingKey::new(&public, Algorithm::Rs256).unwrap()
}

pub(crate) fn map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}

/// A well-signed RS256 token with these claims and `kid` k1.
pub(crate) fn token(claims: Value) -> String {
    let header = Header { kid: "k1".to_owned(), ..Header::default() };
    mint(signing_key(), header, &map(claims)).unwrap()
}

/// A JWS of any header and payload text.
pub(crate) fn signed(key: &dyn JwtSigner, header: &str, payload: &str) -> String {
    let input = format!("{}.{}", base64url(header.as_bytes()), base64url(payload.as_bytes()));
    let signature = key.try_sign(input.as_bytes()).unwrap();
    format!("{input}.{}", base64url(&signature))
}

/// An application's ES256 key, made once, and its public half.
pub(crate) fn application_key() -> &'static (SigningKey, ApplicationKey) {
    static KEY: OnceLock<(SigningKey, ApplicationKey)> = OnceLock::new();
    KEY.get_or_init(|| {
        let key = private_key(Algorithm::Es256);
        let public = VerifyingKey::new(&key.public_key(), Algorithm::Es256).unwrap();
        (SigningKey::new(&key, Algorithm::Es256).unwrap(), ApplicationKey::Public(public))
    })
}

/// Whether a text may stand in a quoted-string and in an `error_description`.
pub(crate) fn is_safe_in_a_header(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\')
}
