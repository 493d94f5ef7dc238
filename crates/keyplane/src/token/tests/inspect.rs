use serde_json::json;

use super::{server::OneAnswer, *};
use crate::token::inspect::Inspection;

fn inspect<const N: usize>(flags: [&str; N]) -> Result<Inspection, TokenError> {
    match parse(flags) {
        TokenCommand::Inspect(args) => inspect_token(args, NOW),
        _ => unreachable!("inspect"),
    }
}

fn report(inspection: &Inspection) -> Value {
    serde_json::from_str(&inspection.text).unwrap()
}

fn failure(inspection: &Inspection) -> String {
    inspection.failure.as_ref().unwrap().to_string()
}

/// A JWT signed by `key`, with the kid k1.
fn jwt(name: &str, key: &PrivateKey, further: &[&str]) -> String {
    let file = TempFile::new(name, key.to_pkcs8_pem().unwrap().expose_secret());
    let flags = ["token", "mint", "--key-file", file.name(), "--kid=k1", "--issuer=me"];
    let line = Line::try_parse_from(flags.iter().chain(further)).unwrap();
    match line.command {
        TokenCommand::Mint(args) => mint_token(args, MOMENT).unwrap(),
        _ => unreachable!("mint"),
    }
}

/// A server of a key set that contains the key under each of `kids`.
fn jwks(key: &PrivateKey, kids: &[&str]) -> OneAnswer {
    let keys = kids.iter().map(|kid| {
        let mut jwk = json!(key.public_key().jwk());
        jwk["kid"] = json!(kid);
        jwk["use"] = json!("sig");
        jwk
    });
    OneAnswer::answers("200 OK", &json!({"keys": keys.collect::<Vec<_>>()}).to_string())
}

#[test]
fn a_token_is_decoded_and_said_to_be_unverified() {
    let token = jwt("decode", &generate(Algorithm::Es256), &["--audience=you"]);
    let inspection = inspect(["inspect", &token]).unwrap();
    let report = report(&inspection);
    assert_eq!(report["verified"], false);
    assert_eq!(report["header"], json!({"alg": "ES256", "kid": "k1", "typ": "JWT"}));
    assert_eq!(report["claims"]["aud"], "you");
    assert_eq!(
        report["times"],
        json!({"iat": "2026-11-18T11:06:40Z", "exp": "2026-11-18T11:11:40Z"})
    );
    assert!(inspection.notice.unwrap().starts_with("NOT verified"));
    assert!(inspection.failure.is_none());
}

#[test]
fn what_is_no_jwt_is_refused_without_being_quoted() {
    // {"a":1,"a":1}: another reader could use the other member.
    let twice = "eyJhIjoxLCJhIjoxfQ";
    let (header, claims) = (format!("{twice}.e30."), format!("e30.{twice}."));
    let bad = ["hunter2", "a.b.c", "e30.e30", "e30.e30.e30.e30", "W10.W10.", "e30=.e30."];
    for token in bad.into_iter().chain([&*header, &*claims]) {
        let text = inspect(["inspect", token]).unwrap_err().to_string();
        assert!(text.starts_with("not a JWT: ") && !text.contains("hunter2"), "{text}");
    }
}

#[test]
fn a_key_set_verifies_a_token_and_the_key_is_named() {
    for algorithm in [Algorithm::Es256, Algorithm::EdDsa] {
        let key = generate(algorithm);
        let token = jwt("verify", &key, &["--audience=you"]);
        let server = jwks(&key, &["k0", "k1"]);
        let url = server.url("/jwks.json");
        let flags = ["inspect", &token, "--jwks", &url, "--issuer=me", "--audience=you"];
        let inspection = inspect(flags).unwrap();
        assert!(inspection.failure.is_none() && inspection.notice.is_none());
        let report = report(&inspection);
        assert_eq!(report["verified"], true);
        assert_eq!(
            report["key"],
            json!({"kid": "k1", "alg": algorithm, "thumbprint": key.public_key().thumbprint()})
        );
        assert_eq!(server.request().line, "GET /jwks.json HTTP/1.1");
    }
}

#[test]
fn a_signature_of_another_key_is_not_valid() {
    let token = jwt("forged", &generate(Algorithm::Es256), &[]);
    let server = jwks(&generate(Algorithm::Es256), &["k1"]);
    let inspection = inspect(["inspect", &token, "--jwks", &server.url("/")]).unwrap();
    assert_eq!(report(&inspection)["verified"], false);
    assert_eq!(failure(&inspection), "not valid: the key \"k1\": the signature does not verify");
}

#[test]
fn a_kid_that_the_set_lacks_is_reported_with_those_that_it_has() {
    let key = generate(Algorithm::Es256);
    let token = jwt("missing-kid", &key, &[]);
    let server = jwks(&key, &["a", "b"]);
    let inspection = inspect(["inspect", &token, "--jwks", &server.url("/")]).unwrap();
    assert_eq!(
        failure(&inspection),
        "not valid: no key of the set has the kid \"k1\"; it has \"a\", \"b\""
    );
}

#[test]
fn a_token_with_another_algorithm_than_its_key_is_not_valid() {
    let secret = TempFile::new("confusion", "hunter2");
    let token = mint(["mint", "--secret-file", secret.name(), "--kid=k1"]).unwrap();
    let server = jwks(&generate(Algorithm::Es256), &["k1"]);
    let inspection = inspect(["inspect", &token, "--jwks", &server.url("/")]).unwrap();
    assert!(failure(&inspection).starts_with("not valid: alg is HS256"));

    let token = jwt("other-kind", &generate(Algorithm::EdDsa), &[]);
    let server = jwks(&generate(Algorithm::Es256), &["k1"]);
    let inspection = inspect(["inspect", &token, "--jwks", &server.url("/")]).unwrap();
    assert_eq!(failure(&inspection), "not valid: the key \"k1\": the key is not one for EdDSA");
}

#[test]
fn a_verified_token_counts_only_in_its_time_with_a_minute_of_leeway() {
    let key = generate(Algorithm::Es256);
    let token = jwt("times", &key, &["--claim=nbf=1795000060"]);
    let at = |seconds: i64| {
        let server = jwks(&key, &["k1"]);
        let TokenCommand::Inspect(args) = parse(["inspect", &token, "--jwks", &server.url("/")])
        else {
            unreachable!("inspect")
        };
        inspect_token(args, Timestamp(seconds * 1000)).unwrap()
    };
    let now = NOW.seconds();
    assert!(at(now).failure.is_none());
    assert!(at(now + 359).failure.is_none());
    assert_eq!(failure(&at(now + 360)), "not valid: it expired at 2026-11-18T11:11:40Z");
    assert_eq!(failure(&at(now - 1)), "not valid: it is not valid before 2026-11-18T11:07:40Z");
    let early = failure(&at(now - 61));
    assert!(early.ends_with("it was issued in the future, at 2026-11-18T11:06:40Z"), "{early}");
}

#[test]
fn issuer_and_audience_are_checked_where_they_are_given() {
    let key = generate(Algorithm::Es256);
    let token = jwt("claims", &key, &["--audience=a", "--audience=b"]);
    let inspection = inspect(["inspect", &token, "--issuer=me", "--audience=b"]).unwrap();
    assert!(inspection.failure.is_none());
    assert_eq!(report(&inspection)["verified"], false, "the signature was not checked");
    let inspection = inspect(["inspect", &token, "--issuer=you", "--audience=c"]).unwrap();
    let problems = ["iss is \"me\", not \"you\"", "aud is [\"a\",\"b\"], without \"c\""];
    assert_eq!(report(&inspection)["problems"], json!(problems));
    assert_eq!(failure(&inspection), format!("not valid: {}", problems.join("; ")));
    let token = jwt("no-audience", &key, &[]);
    let inspection = inspect(["inspect", &token, "--audience=c"]).unwrap();
    assert_eq!(failure(&inspection), "not valid: there is no aud, and it should have \"c\"");
}

#[test]
fn a_text_that_is_no_key_set_is_refused() {
    let token = jwt("no-set", &generate(Algorithm::Es256), &[]);
    for (status, body, end) in [
        ("404 Not Found", "{}", " answered 404"),
        ("302 Found\r\nLocation: http://127.0.0.1:1/", "", " answered 302"),
        ("200 OK", "{}", "a list of objects"),
        ("200 OK", "{\"keys\":[1]}", "a list of objects"),
    ] {
        let server = OneAnswer::answers(status, body);
        let error = inspect(["inspect", &token, "--jwks", &server.url("/")]).unwrap_err();
        assert!(error.to_string().ends_with(end), "{error}");
    }
    let server = OneAnswer::answers("200 OK", "{\"keys\":[]}");
    let inspection = inspect(["inspect", &token, "--jwks", &server.url("/")]).unwrap();
    assert_eq!(failure(&inspection), "not valid: the key set is empty");
}
