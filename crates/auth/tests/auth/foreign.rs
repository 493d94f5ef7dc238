//! Keys and signatures as other programs write them: taken, or refused with the true reason.

#![expect(clippy::too_many_lines, reason = "a table of cases is as long as it has cases")]

use keyplane_auth::{
    Algorithm, ApplicationKey, AssertionRefusal, BadSignature, ImportError, Jws, KidError,
    PrivateJwk, PrivateKey, PrivateKeyError, VerifyingKey, base64, import_public_key,
};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use crate::support::{map, private_key};

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("fixtures/", $name, ".pem"))
    };
}

/// The modulus of a key that `WebCrypto` made.
const N: &str = "n-WYn68zm97cH0PAr-sfnL4arEWVoBLmtWwbO5Eo3El7RuWTlmjjCNhXyT7-79y3NlJ4JGuS2ahnP6Ec91g3mJj14V6UTBg2Jb7iG7Vzw_JPEDcGfCBpxw0i5MOwAD5g5fjDSKouafW5_lUFuFsVal0LEXNkCFJaFCrQ9jFbPWzFKVSk83avsTfZRALSxPJBaIhpstGU4BULnySMx9d2RZneVAsKENLdZV-VmEuthPn2Zzd4osJAht4w6EUYyoTLqH2NWIKc41pVhOj7-Ep_oQLu4Y4QKE42XDUybekudly7eyl4iCMUi1rzExa56OVDA1d8GsWJdyUduKrn0zlkzQ";
/// The point of a key that `WebCrypto` made.
const POINT: (&str, &str) =
    ("jd08-7MZ7u13iRZ1xLDqFAUuKeyrYLmVsncY79_-FHA", "tozq5ecVlz4CV7-ZE2gd3vLL7k7gcntrXZfEFOI8gcc");

/// `base` with these members too.
fn with(base: &Value, members: Value) -> Value {
    let mut jwk = map(base.clone());
    jwk.extend(map(members));
    jwk.into()
}

fn rsa() -> Value {
    json!({ "kty": "RSA", "n": N, "e": "AQAB" })
}

fn ec() -> Value {
    json!({ "kty": "EC", "crv": "P-256", "x": POINT.0, "y": POINT.1 })
}

/// What the libraries write for a public key, with the algorithm that it says.
fn written_by_others() -> Vec<(&'static str, Value, Option<Algorithm>)> {
    let (rsa, ec) = (rsa(), ec());
    let certificate = fixture!("rsa_2048_certificate");
    let certified = import_public_key(certificate).unwrap().public_key;
    let body: String = certificate
        .lines()
        .skip_while(|line| !line.starts_with("-----BEGIN"))
        .filter(|line| !line.starts_with('-'))
        .collect();
    vec![
        (
            ".NET JsonWebKey, System.Text.Json",
            with(
                &rsa,
                json!({
                    "AdditionalData": {}, "alg": "RS256", "crv": null, "d": null, "dp": null,
                    "dq": null, "k": null, "key_ops": [], "kid": null, "oth": null, "p": null,
                    "q": null, "qi": null, "use": "sig", "x": null, "x5c": [], "x5t": null,
                    "x5t#S256": null, "x5u": null, "y": null, "KeySize": 2048,
                    "HasPrivateKey": false,
                    "CryptoProviderFactory": { "CryptoProviderCache": {}, "CustomCryptoProvider": null },
                }),
            ),
            Some(Algorithm::Rs256),
        ),
        (
            ".NET JsonWebKey, arrays",
            with(&rsa, json!({ "oth": [], "key_ops": [], "x5c": [] })),
            None,
        ),
        (
            "empty texts",
            with(&ec, json!({ "d": "", "k": "", "use": "", "alg": "", "kid": "", "x5u": "" })),
            None,
        ),
        (
            "empty members of empty members",
            with(&rsa, json!({ "oth": [{ "r": "", "d": null }] })),
            None,
        ),
        ("WebCrypto, EC", with(&ec, json!({ "key_ops": ["verify"], "ext": true })), None),
        (
            "WebCrypto, RSA",
            with(&rsa, json!({ "key_ops": ["verify"], "ext": true, "alg": "PS256" })),
            Some(Algorithm::Ps256),
        ),
        (
            "Node",
            json!({ "crv": "Ed25519", "x": "IoKOOD7JvJVZqSMEcpoTHTsLG0B685AW3hRtq_HCveI", "kty": "OKP" }),
            None,
        ),
        (
            "python-jwcrypto",
            json!({
                "crv": "P-384", "kid": "a-b", "kty": "EC", "use": "sig",
                "x": "Tc-vhEqZQANZf6o05-JgXVKxj3-6hynBOOaGDa6EcH5VIemCQoJ8enp0SVr-4X_w",
                "y": "IGb2X2gVcywjD1xbXacCS8osGTwQqfCX9nEOZPvPaX1G6BZuNopF8CfNyJZ-Rxlc",
            }),
            None,
        ),
        (
            "go-jose",
            with(&ec, json!({ "use": "sig", "kid": "1", "alg": "ES256" })),
            Some(Algorithm::Es256),
        ),
        (
            "Nimbus, with times",
            with(
                &rsa,
                json!({ "use": "sig", "alg": "PS512", "exp": 1_700_000_000, "nbf": 0, "iat": 0 }),
            ),
            Some(Algorithm::Ps512),
        ),
        (
            "Microsoft's key set",
            with(
                &Value::Object(certified.jwk()),
                json!({ "use": "sig", "kid": "-KI3Q9nNR7bRofxmeZoXqbHZGew", "x5t": "-KI3Q9nNR7bRofxmeZoXqbHZGew", "x5c": [body], "issuer": "https://login.example/{tenantid}/v2.0" }),
            ),
            None,
        ),
        (
            "Amazon Cognito and Google",
            with(&rsa, json!({ "alg": "RS256", "kid": "1234example", "use": "sig" })),
            Some(Algorithm::Rs256),
        ),
    ]
}

#[test]
fn a_public_jwk_is_taken_as_other_programs_write_it() {
    for (writer, jwk, algorithm) in written_by_others() {
        for text in [
            jwk.to_string(),
            json!({ "keys": [jwk] }).to_string(),
            json!([jwk]).to_string(),
            json!(jwk.to_string()).to_string(),
            format!("\u{feff}{}\r\n", serde_json::to_string_pretty(&jwk).unwrap()),
        ] {
            let imported = import_public_key(&text);
            let imported = imported.unwrap_or_else(|error| panic!("{writer}: {error}: {text}"));
            assert_eq!(imported.algorithm, algorithm, "{writer}");
        }
    }
}

#[test]
fn a_member_that_holds_something_wrong_is_refused_with_the_true_reason() {
    use ImportError as E;
    let other = fixture!("rsa_2048_certificate").replace("\r\n", "\n");
    let start = other.find("-----BEGIN").unwrap();
    let body: String = other[start..].lines().filter(|line| !line.starts_with('-')).collect();
    let (rsa, ec) = (rsa(), ec());
    for (jwk, expected) in [
        (with(&rsa, json!({ "use": "enc" })), "use must be sig"),
        (with(&rsa, json!({ "use": 7 })), "use is malformed"),
        (with(&rsa, json!({ "use": "enc", "alg": "RSA-OAEP-256" })), "use must be sig"),
        (with(&rsa, json!({ "alg": "RSA-OAEP-256" })), "alg is not taken"),
        (with(&rsa, json!({ "key_ops": ["encrypt", "wrapKey"] })), "key_ops must hold verify"),
        (with(&rsa, json!({ "key_ops": "verify" })), "key_ops is malformed"),
        (with(&rsa, json!({ "d": "AAAA" })), "private key"),
        (with(&rsa, json!({ "oth": [{ "r": "AAAA" }] })), "private key"),
        (with(&rsa, json!({ "d": false })), "private key"),
        (with(&rsa, json!({ "k": "AAAA" })), "private key"),
        (with(&rsa, json!({ "kty": "oct" })), "symmetric key"),
        (with(&rsa, json!({ "kty": "rsa" })), "kty must be spelled RSA"),
        (with(&ec, json!({ "kty": "OKP" })), "kty must be spelled EC"),
        (with(&ec, json!({ "crv": "Ed25519" })), "kty must be spelled OKP"),
        (with(&ec, json!({ "crv": "secp256r1" })), "crv must be spelled P-256"),
        (with(&ec, json!({ "crv": "" })), "crv is missing"),
        (with(&ec, json!({ "y": null })), "y is missing"),
        (with(&ec, json!({ "y": "AAAA" })), "32 bytes, leading zeros included"),
        (with(&rsa, json!({ "n": N.replace('-', "+") })), "with - and _ in place of + and /"),
        (with(&rsa, json!({ "e": "AQAB==" })), "without = at the end"),
        (with(&rsa, json!({ "e": 65_537 })), "e is malformed: expected a string"),
        (with(&rsa, json!({ "x5c": [body] })), "x5c is the certificate of another key"),
        (with(&rsa, json!({ "x5c": ["AAAA"] })), "x5c is malformed"),
        (with(&rsa, json!({ "x5c": body })), "x5c is malformed"),
        (json!({ "n": N, "e": "AQAB" }), "it has no kty"),
        (json!({ "KeyId": "arn:aws:kms:…", "PublicKey": "MIIB" }), "it has no kty"),
        (json!([]), "a set of 0 JWKs"),
        (json!({ "keys": [] }), "a set of 0 JWKs"),
        (json!({ "keys": [rsa, ec] }), "a set of 2 JWKs"),
        (json!([rsa, ec, rsa]), "a set of 3 JWKs"),
        (json!({ "keys": [rsa, with(&ec, json!({ "d": "AAAA" }))] }), "private key"),
        (json!([7]), "not a JWK"),
        (json!({ "private_key": "-----BEGIN PRIVATE KEY-----\nMII" }), "key file"),
    ] {
        let error = import_public_key(&jwk.to_string()).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}: {jwk}");
        assert_ne!(error, E::BadJson);
    }
}

#[test]
fn a_jwks_kid_is_judged_only_where_it_counts() {
    for (kid, expected) in [
        (json!("a-b"), Ok(Some("a-b".to_owned()))),
        (json!(null), Ok(None)),
        (json!(""), Ok(None)),
        (json!("a/b"), Err(KidError::Character)),
        (json!("k".repeat(129)), Err(KidError::Length)),
        (json!(7), Err(KidError::NotText)),
    ] {
        let imported = import_public_key(&with(&ec(), json!({ "kid": kid })).to_string());
        assert_eq!(imported.unwrap().kid, expected);
    }
}

#[test]
fn a_key_is_taken_from_what_carries_it() {
    let rsa = import_public_key(fixture!("rsa_2048_spki")).unwrap().public_key;
    let certificate = fixture!("rsa_2048_certificate");
    let body = |pem: &str| -> String {
        let start = pem.find("-----BEGIN").unwrap();
        pem[start..].lines().filter(|line| !line.starts_with('-')).collect()
    };
    let trust = base64(&[decode(&body(certificate)), vec![0x30, 0x00]].concat());
    for text in [
        format!("Bag Attributes\r\n    localKeyID: 01\r\n{}", certificate.replace('\n', "\r\n")),
        json!(certificate).to_string(),
        format!(
            "-----BEGIN TRUSTED CERTIFICATE-----\n{trust}\n-----END TRUSTED CERTIFICATE-----\n"
        ),
        body(certificate),
        body(fixture!("rsa_2048_csr")),
        body(fixture!("rsa_2048_pkcs1")),
    ] {
        assert_eq!(import_public_key(&text).map(|key| key.public_key), Ok(rsa.clone()), "{text}");
    }
}

fn decode(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

#[test]
fn a_format_that_is_not_taken_is_refused_with_the_command_that_converts_it() {
    use ImportError as E;
    let certificate = fixture!("rsa_2048_certificate");
    let pkcs1 = fixture!("rsa_2048_pkcs1").replace("RSA PUBLIC", "PUBLIC");
    for (text, expected) in [
        ("ssh-rsa AAAAB3NzaC1yc2E= me@here", E::OpenSsh),
        ("no-pty,command=\"x\" ssh-rsa AAAAB3NzaC1yc2E= me@here", E::OpenSsh),
        ("ecdsa-sha2-nistp256 AAAAE2VjZHNh me@here", E::OpenSsh),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1 me@here", E::OpenSshEd25519),
        ("sk-ssh-ed25519@openssh.com AAAAGnNr me@here", E::SecurityKey),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----", E::Ssh2),
        ("<RSAKeyValue><Modulus>AQAB</Modulus></RSAKeyValue>", E::Xml),
        ("<RSAKeyValue><Modulus>AQAB</Modulus><D>AQAB</D></RSAKeyValue>", E::PrivateKey),
        ("https://login.example/keys", E::Url),
        ("-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----", E::Pkcs7),
        ("-----BEGIN X509 CRL-----\nMAA=\n-----END X509 CRL-----", E::UnsupportedPem),
        // The first bytes of a PKCS#12 file.
        ("MIIKQQIBAzCCCfcGCSqGSIb3DQEHAaCCCegEggnk", E::Pkcs12),
        (&format!("{certificate}\n{certificate}Bag\n{certificate}"), E::SeveralKeys(3)),
        (&pkcs1, E::WrongLabel("RSA PUBLIC KEY")),
    ] {
        assert_eq!(import_public_key(text), Err(expected), "{text}");
    }
}

/// A key that Node made, and what its `sign("sha256", …)` signed: DER, its default.
const NODE: (&str, &str, &str) = (
    r#"{"kty":"EC","x":"bdqDBJazV5QQxXHDOjJ8-chc9PHdf_rtsW0BSF3VKNA","y":"3TlLQO_bZqIhrqVa_TsSMF6VHCoj0uN1S2hdtQ38ke8","crv":"P-256"}"#,
    "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.MEUCIFlyILyCd2soTZZcZPF_fmuSvlhq3j_8IlpelLYhVloZAiEAnGjPVmeZVbmTy4XiVZb84Wdfnp1x__WpdJQv1Vbh4MM",
    "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.f86kKTwK-wJsqKEc8d7fq3ZixtNYXuq6MhC14_Oc3g1Z5ns7kaYQHBVo5y5t6bYgrAPiUEmtkfp9uE6XodDd4g",
);
/// A key and a signature that openssl made.
const OPENSSL: (&str, &str) = (
    "-----BEGIN PUBLIC KEY-----
MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE1XlmiCIMITe1EzHZfSxV9TFxoHCO5ZH0
db44wQfJoqAbMeqBBAiIOvpack87tbfJyVUOoI43Qdz3u6BdF497JG0SIrZjBuK0
Lr9Awv3B34/kcLQzkAUKAxSZzUVN+UAa
-----END PUBLIC KEY-----",
    "eyJhbGciOiJFUzM4NCJ9.eyJzdWIiOiJhIn0.MGYCMQCtvJu9ldfDx7wCjLamMwOhGuZP0KQLUJUONSSi5vN7HKAIRD1Ix765HpUli9iJ81YCMQC-TXzr2EUX6yHJmBc-SOx9J5tBCChyf1oQ2JsYX8qYsH1aduvsywjkoQ7VLXYIcUA",
);

#[test]
fn an_ecdsa_signature_in_der_is_told_from_a_wrong_one() {
    let key = |text, algorithm| {
        VerifyingKey::new(&import_public_key(text).unwrap().public_key, algorithm).unwrap()
    };
    let (node, openssl) = (key(NODE.0, Algorithm::Es256), key(OPENSSL.0, Algorithm::Es384));
    let judge = |token: &str, key| Jws::parse(token).unwrap().verify(key);
    assert_eq!(judge(NODE.2, &node), Ok(()));
    assert_eq!(judge(NODE.1, &node), Err(BadSignature::Der));
    assert_eq!(judge(OPENSSL.1, &openssl), Err(BadSignature::Der));
    // A text in place of a signature, a signature by another, one of another length.
    for signature in ["", "AAAA", "MEUC", &"A".repeat(86), &"MEUC".repeat(18)] {
        let token = format!("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.{signature}");
        assert_eq!(judge(&token, &node), Err(BadSignature::Mismatch), "{signature}");
    }
    let assertion = keyplane_auth::UnverifiedAssertion::parse(NODE.1).unwrap();
    let refusal = assertion.verify(&ApplicationKey::Public(node)).unwrap_err();
    assert_eq!(refusal, AssertionRefusal::DerSignature);
    assert!(refusal.to_string().contains("r and s side by side"), "{refusal}");
}

#[test]
fn a_key_verifies_each_of_its_algorithms_and_no_other() {
    use keyplane_auth::SigningKey;
    let key = private_key(Algorithm::Rs256);
    let both = [Algorithm::Rs256, Algorithm::Ps256];
    let verifying = VerifyingKey::for_all(&key.public_key(), both).unwrap();
    for algorithm in Algorithm::ALL.into_iter().filter(|algorithm| algorithm.is_rsa()) {
        let signature = SigningKey::new(&key, algorithm).unwrap().sign(b"message").unwrap();
        let holds = verifying.verify(algorithm, b"message", &signature).is_ok();
        assert_eq!(holds, both.contains(&algorithm), "{algorithm}");
        for other in both.into_iter().filter(|other| *other != algorithm) {
            assert!(verifying.verify(other, b"message", &signature).is_err(), "{other}");
        }
    }
    assert_eq!(verifying.algorithms().to_string(), "RS256, PS256");
    assert!(
        VerifyingKey::for_all(&key.public_key(), [Algorithm::Rs256, Algorithm::Es256]).is_err()
    );
    let curve = private_key(Algorithm::Es256).public_key();
    assert!(VerifyingKey::for_all(&curve, [Algorithm::Es256, Algorithm::Rs256]).is_err());
}

#[test]
fn a_refused_alg_is_named_beside_the_keys_own() {
    let taken = [Algorithm::Rs256].into_iter().collect();
    let text = |found| AssertionRefusal::AlgorithmNotAllowed { found, taken }.to_string();
    assert_eq!(
        text(Some(Algorithm::Ps256.into())),
        "the header's alg is PS256, and the application signs with RS256: use that, or add the \
         other to the key's additionalAlgorithms"
    );
    assert_eq!(
        text(Some(Algorithm::Es256.into())),
        "the header's alg is ES256, and the application signs with RS256: use that"
    );
}

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
