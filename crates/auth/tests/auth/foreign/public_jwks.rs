//! Public JWKs.

use keyplane_auth::{Algorithm, ImportError, KidError, import_public_key};
use serde_json::{Value, json};

use super::{N, ec, rsa, with};

/// What the libraries write for a public key, with the algorithm that it says.
#[expect(clippy::too_many_lines, reason = "a table of cases is as long as it has cases")]
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
                &json!(certified.jwk()),
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
