//! Keys that users paste: JWK, PEM, certificates and certificate requests.

use keyplane_auth::{PrivateJwk, PrivateKey, import_public_key};
use secrecy::ExposeSecret as _;

/// Any text is imported or refused. What is imported has one canonical form: its PEM gives the same
/// key again.
pub fn public_key(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let imported = match import_public_key(&text) {
        Ok(imported) => imported,
        Err(refusal) => {
            let refusal = refusal.to_string();
            assert!(!refusal.contains('\n') && refusal.len() < 1024, "{refusal:?}");
            return;
        }
    };

    let key = imported.public_key;
    let again = import_public_key(&key.spki_pem()).unwrap().public_key;
    assert_eq!(again, key);
    assert_eq!(again.thumbprint(), key.thumbprint());
    let algorithm = imported.algorithm.unwrap_or_else(|| key.default_algorithm());
    assert!(key.supports(algorithm));
}

/// Any text is a private key or refused. A private key is never imported as a public one, and its
/// PEM and its JWK give the same key again.
pub fn private_key(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let of_jwk = PrivateJwk::parse(&text).map(|jwk| jwk.key);
    let Ok(key) = PrivateKey::from_pem(&text).or(of_jwk) else { return };
    assert!(import_public_key(&text).is_err(), "a private key is no public key");

    let pem = key.to_pkcs8_pem().unwrap();
    let again = PrivateKey::from_pem(pem.expose_secret()).unwrap();
    assert_eq!(again.public_key(), key.public_key());
    let jwk = key.to_jwk("k1", key.public_key().default_algorithm()).unwrap();
    let again = PrivateJwk::parse(jwk.expose_secret()).unwrap().key;
    assert_eq!(again.pkcs8_der(), key.pkcs8_der());
}
