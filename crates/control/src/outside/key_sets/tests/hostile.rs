//! Answers that cannot be used: the old keys count on, and the state says what happened.

use std::{
    io,
    net::IpAddr,
    sync::atomic::{AtomicBool, Ordering},
};

use super::*;
use crate::outside::{AllowedAddress, client::MAX_ANSWER};

/// Bytes of an answer, which no error shows.
const MARK: &str = "leaked-by-the-issuer";

fn ok(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

fn with_member(name: &str, value: &str) -> serde_json::Value {
    let mut key = jwk(MARK);
    key[name] = value.into();
    key
}

/// A set with one RSA key of 1024 bits; only its size matters.
fn small_rsa() -> String {
    let n = keyplane_auth::base64url(&[0xff; 128]);
    set_of([serde_json::json!({ "kty": "RSA", "kid": MARK, "n": n, "e": "AQAB" })])
}

/// Answers to the request for a key set, with the error that operators see.
fn bad_sets() -> Vec<(Vec<u8>, &'static str)> {
    let none = "no key of the set can be used: expected public RSA keys of 2048 to 8192 bits, P-256, \
                P-384 or Ed25519 keys for signatures";
    let bad_json = "the key set is not valid JSON, or names a member twice";
    let status = |line: &str| {
        let body = jwks(&["one", MARK]);
        let length = body.len();
        format!("HTTP/1.1 {line}\r\ncontent-length: {length}\r\n\r\n{body}").into_bytes()
    };
    let twice = jwks(&[MARK]).replacen("\"kid\"", "\"kid\":\"one\",\"kid\"", 1);
    let many: Vec<_> = (0..65).map(|number| jwk(&format!("{MARK}{number}"))).collect();
    let broken = format!("HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{MARK}").into_bytes();

    vec![
        (ok(&format!("<html><title>{MARK}</title></html>")), bad_json),
        (ok(""), bad_json),
        (ok(&twice), bad_json),
        (
            ok(&format!("[{}]", jwks(&[MARK]))),
            "the JSON is not a JWK Set: it has no array \"keys\"",
        ),
        (ok(&jwk(MARK).to_string()), "the JSON is not a JWK Set: it has no array \"keys\""),
        (ok("{\"keys\":[]}"), "the key set is empty"),
        (ok(&set_of([serde_json::json!({ "kty": "oct", "k": MARK, "kid": MARK })])), none),
        (ok(&set_of([with_member("d", MARK)])), none),
        (ok(&set_of([with_member("use", "enc")])), none),
        (ok(&set_of([with_member("alg", "RS256")])), none),
        (ok(&set_of([with_member("crv", "secp256k1")])), none),
        (ok(&set_of([with_member("kty", MARK)])), none),
        (ok(&small_rsa()), none),
        (ok(&set_of(many)), "the key set holds more than 64 keys, or more than 32 KiB of keys"),
        (ok(&format!("{}{}", jwks(&[MARK]), " ".repeat(MAX_ANSWER))), "the answer is too long"),
        (
            status("302 Found\r\nlocation: /other"),
            "the answer is a redirect; redirects are not followed",
        ),
        (status("404 Not Found"), "the server refuses the request with a status of 4xx"),
        (status("500 Oops"), "the server fails with a status of 5xx"),
        (status("203 Transformed"), "the status of the answer is not 200"),
        (broken, "the answer is not valid HTTP, or the connection broke"),
        (
            format!("{MARK}\r\n\r\n").into_bytes(),
            "the answer is not valid HTTP, or the connection broke",
        ),
    ]
}

#[tokio::test]
async fn a_bad_answer_keeps_the_old_keys_and_the_state_says_what_happened() {
    for (answer, error) in bad_sets() {
        let bench = Bench::new();
        let (site, source) = site_with("one").await;
        assert!(bench.knows(&source, "one").await);

        site.raw("/jwks", answer);
        bench.advance(31);
        // The set may lack the key because of the failure: the client may try again.
        assert!(bench.ask(&source, MARK).await.is_err(), "{error}");
        assert_eq!(bench.error(&source), Some(format!("key set: {error}")));
        assert!(bench.answers_at_once(&source, "one"), "{error}");
        let state = bench.sets.state(ACME, &source);
        assert_eq!(state.fetched_at, Some(Timestamp::from_seconds(1_000_000)), "{error}");
        assert!(!format!("{state:?}").contains(MARK), "{state:?}");
        assert_eq!(site.requests(), 2);

        site.json("/jwks", &jwks(&["two"]));
        bench.advance(31);
        assert!(bench.knows(&source, "two").await);
        assert_eq!(bench.error(&source), None);
    }
}

#[tokio::test]
async fn a_discovery_document_must_name_the_issuer_byte_for_byte_and_its_keys() {
    let bench = Bench::new();
    let site = Site::start().await;
    site.json("/jwks", &jwks(&["one"]));
    let issuer = site.url("");
    let source = KeySetSource::discovery(&issuer, None, None);
    let jwks_uri = site.url("/jwks");
    let document = |issuer: &str, jwks_uri: &str| {
        serde_json::json!({ "issuer": issuer, "jwks_uri": jwks_uri }).to_string()
    };

    let other = "discovery document: \"issuer\" must equal the issuer of the tokens, byte for byte";
    let missing = "discovery document: \"jwks_uri\" is missing or not a string";
    let bad = "discovery document: not a valid JSON object, or a member is named twice";
    let private = "key set: the URL must not be a private address, unless \
                   KEYPLANE_ALLOW_PRIVATE_ISSUERS lists it; link-local and metadata addresses are \
                   never allowed";
    let twice = document(MARK, &jwks_uri);
    let twice = twice.replacen('{', &format!("{{\"issuer\":\"{issuer}\","), 1);
    for (answer, error) in [
        (document(&format!("{issuer}/"), &jwks_uri), other),
        (document(&issuer.to_uppercase(), &jwks_uri), other),
        (document(MARK, &jwks_uri), other),
        (serde_json::json!({ "jwks_uri": jwks_uri }).to_string(), other),
        (serde_json::json!({ "issuer": [issuer], "jwks_uri": jwks_uri }).to_string(), other),
        (serde_json::json!({ "issuer": issuer }).to_string(), missing),
        (serde_json::json!({ "issuer": issuer, "jwks_uri": [jwks_uri] }).to_string(), missing),
        (twice, bad),
        (format!("<p>{MARK}</p>"), bad),
        (document(&issuer, "https://169.254.169.254/latest"), private),
        (document(&issuer, "http://10.0.0.1/jwks"), private),
        (
            document(&issuer, "http://issuer.example/jwks"),
            "key set: the URL must begin with https://; http:// is for addresses that \
             KEYPLANE_ALLOW_PRIVATE_ISSUERS lists",
        ),
        (
            document(&issuer, "file:///etc/passwd"),
            "key set: the URL must be an absolute URL, such as https://www.example.com/path",
        ),
        (
            document(&issuer, &site.url("/nosuch")),
            "key set: the server refuses the request with a status of 4xx",
        ),
    ] {
        site.json("/.well-known/openid-configuration", &answer);
        assert!(bench.ask(&source, "one").await.is_err(), "{answer}");
        assert_eq!(bench.error(&source).as_deref(), Some(error), "{answer}");
        bench.advance(31);
    }

    site.json("/.well-known/openid-configuration", &document(&issuer, &jwks_uri));
    assert!(bench.knows(&source, "one").await);
}

#[tokio::test]
async fn a_certificate_authority_is_trusted_for_its_own_source_only() {
    let bench = Bench::new();
    let (one, two) = (Site::start_with_tls().await, Site::start_with_tls().await);
    let source = |ca: Option<&String>| {
        let place = KeySetPlace::Jwks { url: one.url("/jwks") };
        KeySetSource::new(place, ca.cloned())
    };
    one.json("/jwks", &jwks(&["one"]));
    let own = source(one.certificate.as_ref());
    check_ca_certificate(own.ca_certificate().unwrap()).unwrap();
    assert!(bench.knows(&own, "one").await);

    let tls = "key set: the TLS handshake failed; check the certificate";
    for other in [source(None), source(two.certificate.as_ref())] {
        assert!(bench.ask(&other, "one").await.is_err());
        assert_eq!(bench.error(&other).as_deref(), Some(tls));
    }
    assert!(bench.answers_at_once(&own, "one"));
    assert_eq!(one.requests(), 1);

    let unusable = source(Some(&"-----BEGIN CERTIFICATE-----".to_owned()));
    assert!(bench.ask(&unusable, "one").await.is_err());
}

#[test]
fn a_certificate_authority_is_one_to_eight_certificates_without_a_key() {
    let block = |label: &str, text: &str| {
        format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
    };
    let certificate = |text: &str| block("CERTIFICATE", text);
    for (pem, fault) in [
        (String::new(), CaCertificateFault::NoCertificate),
        ("hello".to_owned(), CaCertificateFault::NoCertificate),
        (block("PUBLIC KEY", "MAA="), CaCertificateFault::NoCertificate),
        (certificate("MAA="), CaCertificateFault::Malformed),
        (certificate("?"), CaCertificateFault::Malformed),
        (block("EC PRIVATE KEY", "MAA="), CaCertificateFault::PrivateKey),
        (certificate("MAA=").repeat(9), CaCertificateFault::TooLong),
        (" ".repeat(32 * 1024 + 1), CaCertificateFault::TooLong),
    ] {
        assert_eq!(check_ca_certificate(&pem), Err(fault), "{pem}");
    }
}

/// Whether the name has moved.
static MOVED: AtomicBool = AtomicBool::new(false);

#[expect(clippy::unnecessary_wraps, reason = "the type of a resolver")]
fn moving(_: &str) -> io::Result<Vec<IpAddr>> {
    let last = if MOVED.load(Ordering::SeqCst) { 2 } else { 1 };
    Ok(vec![[127, 0, 0, last].into()])
}

#[tokio::test]
async fn a_name_that_moves_to_a_private_address_after_its_check_is_not_connected_to() {
    let site = Site::start_with_tls().await;
    let port = site.address.port();
    let inside = Site::start_at(&format!("127.0.0.2:{port}"), None).await;
    let allowed: Vec<AllowedAddress> = vec!["127.0.0.1".parse().unwrap()];
    let bench = Bench::with(Outside::with_lookup(allowed, "0", moving));
    site.json("/jwks", &jwks(&["one"]));
    let place = KeySetPlace::Jwks { url: format!("https://issuer.example:{port}/jwks") };
    let source = KeySetSource::new(place, site.certificate.clone());
    assert!(bench.knows(&source, "one").await);

    MOVED.store(true, Ordering::SeqCst);
    bench.advance(31);
    assert!(bench.ask(&source, "two").await.is_err());
    let error = bench.error(&source).unwrap();
    assert!(error.starts_with("key set: the host name resolves to a private address"), "{error}");
    assert!(bench.answers_at_once(&source, "one"));
    assert_eq!((site.requests(), inside.connections()), (1, 0));
}
