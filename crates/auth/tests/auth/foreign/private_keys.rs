//! Private keys.

use keyplane_auth::{Algorithm, ImportError, PrivateJwk, PrivateKey, PrivateKeyError};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::{POINT, with};
use crate::support::private_key;

#[test]
fn a_private_jwk_is_the_key_that_it_was_written_from() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let text = key.to_jwk("k1", algorithm).unwrap();
        let jwk = PrivateJwk::parse(text.expose_secret()).unwrap();
        assert_eq!(jwk.key.pkcs8_der(), key.pkcs8_der(), "{algorithm}");
        assert_eq!((jwk.kid.as_deref(), jwk.algorithm), (Some("k1"), Some(algorithm)));
    }
}

#[test]
fn a_private_jwk_that_is_none_is_refused_with_its_reason() {
    use PrivateKeyError as E;
    let jwk = |algorithm: Algorithm, changes: Value| {
        let text = private_key(algorithm).to_jwk("k1", algorithm).unwrap();
        with(&serde_json::from_str(text.expose_secret()).unwrap(), changes).to_string()
    };
    let (rsa, ec) = (Algorithm::Rs256, Algorithm::Es256);

    for (text, error) in [
        ("{}".to_owned(), E::NotJwk),
        ("{\"kty\":7}".to_owned(), E::NotJwk),
        (jwk(rsa, json!({ "d": null })), E::PublicHalf),
        (jwk(ec, json!({ "d": "" })), E::PublicHalf),
        (jwk(rsa, json!({ "qi": null })), E::IncompleteJwk),
        (jwk(rsa, json!({ "n": null })), E::Refused(ImportError::JwkMissing("n"))),
        (jwk(rsa, json!({ "q": "AQAB" })), E::Malformed),
        (jwk(rsa, json!({ "d": "+/==" })), E::Malformed),
        (jwk(ec, json!({ "d": POINT.0 })), E::Malformed),
        (jwk(ec, json!({ "crv": "P-521" })), E::Refused(ImportError::UnsupportedCurve)),
        (jwk(ec, json!({ "alg": "ES384" })), E::Refused(ImportError::AlgorithmMismatch)),
        (jwk(ec, json!({ "alg": "none" })), E::Refused(ImportError::UnknownAlgorithm)),
        (jwk(ec, json!({ "use": "enc" })), E::Refused(ImportError::JwkUse)),
        (json!({ "kty": "oct", "k": "AAAA" }).to_string(), E::Symmetric),
    ] {
        assert_eq!(PrivateJwk::parse(&text).unwrap_err(), error, "{error}");
    }
}

/// What `ssh-keygen -t ecdsa` wrote, for a test alone.
const OPENSSH: &str = "-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAaAAAABNlY2RzYS
1zaGEyLW5pc3RwMjU2AAAACG5pc3RwMjU2AAAAQQQQ/FhG+cxzauipw6YOY8W9V+a1PAoB
-----END OPENSSH PRIVATE KEY-----";

#[test]
fn what_is_given_in_place_of_a_private_pem_is_called_by_its_name() {
    use PrivateKeyError as E;
    let pkcs8 = private_key(Algorithm::Es256).to_pkcs8_pem().unwrap();
    let pkcs8 = pkcs8.expose_secret();
    let ed25519 = "-----BEGIN OPENSSH PRIVATE KEY-----
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAA
-----END OPENSSH PRIVATE KEY-----";

    for (text, error, remedy) in [
        (OPENSSH, E::OpenSsh, "ssh-keygen -p -N '' -m PEM -f COPY"),
        (ed25519, E::OpenSshEd25519, "openssl genpkey -algorithm ed25519"),
        ("PuTTY-User-Key-File-3: ssh-rsa", E::Putty, "puttygen FILE"),
        (fixture!("rsa_2048_spki"), E::PublicHalf, "private half"),
        (fixture!("rsa_2048_certificate"), E::Certificate, "private key"),
        (fixture!("rsa_2048_csr"), E::Certificate, "private key"),
        ("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----", E::NotPrivate, "no private key"),
    ] {
        let refusal = PrivateKey::from_pem(text).unwrap_err();
        assert_eq!(refusal, error);
        assert!(refusal.to_string().contains(remedy), "{refusal}");
    }

    // As `openssl pkcs12 -nodes` writes a key and its certificate.
    let certificate = fixture!("rsa_2048_certificate");
    let bundle = format!("Bag Attributes\n{pkcs8}Bag Attributes\n{certificate}");
    assert!(PrivateKey::from_pem(&bundle).is_ok());
}
