//! Assertions: what each of the two sets of rules takes, and what it says of
//! the others.

use keyplane_auth::{
    AcceptedAssertion, ApplicationKey, AssertionRefusal, ClientAssertionRules, GrantAssertionRules,
    KeyRefusal, UnverifiedAssertion, VerifiedAssertion,
};
use serde_json::{Value, json};

use crate::support::{application_key, map, private_key, signed, verifying_key};

pub(crate) const NOW: i64 = 1_800_000_000;
pub(crate) const CLIENT: &str = "app_01jz";
pub(crate) const ISSUER: &str = "https://id.example/p/acme";
pub(crate) const TOKEN_ENDPOINT: &str = "https://id.example/p/acme/oauth/token";

pub(crate) type Judged = Result<AcceptedAssertion, AssertionRefusal>;

pub(crate) fn good() -> Value {
    json!({
        "iss": CLIENT, "sub": CLIENT, "aud": ISSUER, "iat": NOW, "nbf": NOW, "exp": NOW + 300,
        "jti": "one"
    })
}

/// The good claims with these in their place; null leaves one out.
pub(crate) fn with(changes: Value) -> Value {
    let mut claims = map(good());
    for (name, value) in map(changes) {
        if value.is_null() {
            claims.remove(&name);
        } else {
            claims.insert(name, value);
        }
    }
    Value::Object(claims)
}

/// Claims under this header, signed by the application.
pub(crate) fn assertion(header: &Value, claims: &Value) -> String {
    signed(&application_key().0, &header.to_string(), &claims.to_string())
}

pub(crate) fn header() -> Value {
    json!({"alg": "ES256", "kid": "k1"})
}

fn verified(token: &str) -> Result<VerifiedAssertion, AssertionRefusal> {
    UnverifiedAssertion::parse(token)?.verify(&application_key().1)
}

pub(crate) fn as_client(token: &str) -> Judged {
    let rules = ClientAssertionRules {
        client_id: CLIENT,
        audiences: &[ISSUER],
        refused_endpoints: &[TOKEN_ENDPOINT],
        now: NOW,
    };
    rules.accept(verified(token)?)
}

pub(crate) fn as_grant(token: &str, allow_any_subject: bool) -> Judged {
    let audiences = &[ISSUER, TOKEN_ENDPOINT];
    let rules = GrantAssertionRules { client_id: CLIENT, audiences, allow_any_subject, now: NOW };
    rules.accept(verified(token)?)
}

/// The name of the refusal's variant, or `Accepted`.
fn outcome(judged: &Judged) -> String {
    let Err(refusal) = judged else { return "Accepted".to_owned() };
    let text = format!("{refusal:?}");
    text.split([' ', '(', '{']).next().unwrap().to_owned()
}

#[test]
fn an_accepted_assertion_tells_its_subject_its_end_its_id_and_all_claims() {
    let claims = with(json!({"exp": 1_800_000_300.75, "https://acme.example/tier": [1, "gold"]}));
    let token = assertion(&header(), &claims);
    let parsed = UnverifiedAssertion::parse(&token).unwrap();
    assert_eq!(parsed.issuer(), Some(CLIENT));
    assert_eq!(parsed.subject(), Some(CLIENT));
    assert_eq!(parsed.kid(), Some("k1"));
    assert_eq!(parsed.algorithm().as_str(), "ES256");
    let expected = AcceptedAssertion {
        subject: CLIENT.to_owned(),
        expires_at: NOW + 300,
        token_id: Some("one".to_owned()),
        first_use: Some(NOW),
        claims: map(claims),
    };
    assert_eq!(as_client(&token), Ok(expected.clone()));
    assert_eq!(as_grant(&token, false), Ok(expected));
}

#[test]
fn both_sets_of_rules_have_the_same_limits_in_time() {
    for (changes, expected) in [
        (json!({"exp": NOW + 1}), "Accepted"),
        (json!({"exp": NOW - 59}), "Accepted"),
        (json!({"exp": NOW - 60}), "Expired"),
        (json!({"exp": 1_799_999_940.5}), "Accepted"),
        (json!({"exp": 0}), "Expired"),
        (json!({"exp": -1e300}), "Expired"),
        (json!({"exp": NOW + 3600}), "Accepted"),
        (json!({"exp": NOW + 3660}), "Accepted"),
        (json!({"exp": 1_800_003_660.5}), "ExpiresTooLate"),
        (json!({"exp": NOW + 3661}), "ExpiresTooLate"),
        (json!({"exp": 1e300}), "ExpiresTooLate"),
        (json!({"exp": null}), "NoExpiry"),
        (json!({"nbf": null, "iat": null, "jti": null}), "Accepted"),
        (json!({"nbf": 0}), "Accepted"),
        (json!({"nbf": NOW + 60}), "Accepted"),
        (json!({"nbf": 1_800_000_060.5}), "NotYetValid"),
        (json!({"nbf": NOW + 61}), "NotYetValid"),
        (json!({"iat": NOW + 60}), "Accepted"),
        (json!({"iat": NOW + 61}), "NotYetValid"),
        (json!({"iat": 1e300}), "NotYetValid"),
        (json!({"iat": NOW - 3600}), "Accepted"),
        (json!({"iat": NOW - 3660}), "Accepted"),
        (json!({"iat": 1_799_996_339.5}), "IssuedTooLongAgo"),
        (json!({"iat": NOW - 3661}), "IssuedTooLongAgo"),
        (json!({"iat": -1e300}), "IssuedTooLongAgo"),
        // One that lasts a second, as shell scripts sign them.
        (json!({"iat": NOW, "exp": NOW + 1}), "Accepted"),
        // The first that applies.
        (json!({"exp": NOW - 60, "nbf": NOW + 61, "iat": NOW + 61}), "Expired"),
    ] {
        let token = assertion(&header(), &with(changes.clone()));

        assert_eq!(outcome(&as_client(&token)), expected, "client: {changes}");
        assert_eq!(outcome(&as_grant(&token, false)), expected, "grant: {changes}");
        assert_eq!(outcome(&as_grant(&token, true)), expected, "any subject: {changes}");
    }
}

#[test]
fn issuer_audience_and_id_decide() {
    for (changes, client, grant) in [
        (json!({"iss": null}), "WrongIssuer", "WrongIssuer"),
        (json!({"iss": "app_other"}), "WrongIssuer", "WrongIssuer"),
        (json!({"iss": "APP_01JZ"}), "WrongIssuer", "WrongIssuer"),
        (json!({"aud": [ISSUER]}), "Accepted", "Accepted"),
        (json!({"aud": TOKEN_ENDPOINT}), "WrongAudience", "Accepted"),
        (json!({"aud": [TOKEN_ENDPOINT]}), "WrongAudience", "Accepted"),
        (json!({"aud": [ISSUER, TOKEN_ENDPOINT]}), "WrongAudience", "WrongAudience"),
        (json!({"aud": [ISSUER, ISSUER]}), "WrongAudience", "WrongAudience"),
        (json!({"aud": []}), "WrongAudience", "WrongAudience"),
        (json!({"aud": null}), "WrongAudience", "WrongAudience"),
        (json!({"aud": "https://id.example/p/acme/"}), "WrongAudience", "WrongAudience"),
        (json!({"aud": CLIENT}), "WrongAudience", "WrongAudience"),
        (json!({"jti": "x".repeat(255)}), "Accepted", "Accepted"),
        (json!({"jti": "x".repeat(256)}), "BadTokenId", "BadTokenId"),
        (json!({"jti": ""}), "BadTokenId", "BadTokenId"),
    ] {
        let token = assertion(&header(), &with(changes.clone()));

        assert_eq!(outcome(&as_client(&token)), client, "client: {changes}");
        assert_eq!(outcome(&as_grant(&token, false)), grant, "grant: {changes}");
    }
}

#[test]
fn the_subject_decides() {
    for (subject, any) in [
        (json!("device 7 <ops@acme.example>"), "Accepted"),
        (json!("~"), "Accepted"),
        (json!("x".repeat(255)), "Accepted"),
        (json!("x".repeat(256)), "WrongSubject"),
        (json!(""), "WrongSubject"),
        (json!(null), "WrongSubject"),
        (json!(" app_other"), "WrongSubject"),
        (json!("app_other "), "WrongSubject"),
        (json!("tab\tbed"), "WrongSubject"),
        (json!("line\r\nX-Admin: yes"), "WrongSubject"),
        (json!("delete\u{7f}"), "WrongSubject"),
        (json!("Zoë"), "WrongSubject"),
    ] {
        let token = assertion(&header(), &with(json!({"sub": subject})));

        assert_eq!(outcome(&as_client(&token)), "WrongSubject", "client: {subject}");
        assert_eq!(outcome(&as_grant(&token, false)), "WrongSubject", "grant: {subject}");
        assert_eq!(outcome(&as_grant(&token, true)), any, "any subject: {subject}");
    }
}

#[test]
fn the_type_decides_which_rules_take_it() {
    for (typ, client, grant) in [
        ("JWT", "Accepted", "Accepted"),
        ("jwt", "Accepted", "Accepted"),
        ("application/jwt", "Accepted", "Accepted"),
        ("Application/JWT", "Accepted", "Accepted"),
        ("client-authentication+jwt", "Accepted", "WrongType"),
        ("CLIENT-Authentication+JWT", "Accepted", "WrongType"),
        ("application/client-authentication+jwt", "Accepted", "WrongType"),
        ("application/application/jwt", "WrongType", "WrongType"),
        ("at+jwt", "WrongType", "WrongType"),
        ("application/at+jwt", "WrongType", "WrongType"),
        ("application/", "WrongType", "WrongType"),
        ("applicatiöJWT", "WrongType", "WrongType"),
        ("text/JWT", "WrongType", "WrongType"),
        ("JWT ", "WrongType", "WrongType"),
        ("", "WrongType", "WrongType"),
    ] {
        let header = json!({"alg": "ES256", "typ": typ});
        let token = assertion(&header, &good());

        assert_eq!(outcome(&as_client(&token)), client, "client: {typ}");
        assert_eq!(outcome(&as_grant(&token, false)), grant, "grant: {typ}");
    }
}

#[test]
fn the_form_decides_before_the_rules() {
    let body = good().to_string();
    let long = with(json!({"x": "x".repeat(8000)})).to_string();

    for (head, payload, expected) in [
        (r#"{"alg":"ES256"}"#, body.as_str(), "Accepted"),
        (r#"{"alg":"ES256","jku":"https://evil.example","jwk":{},"x5u":1}"#, &body, "Accepted"),
        (r#"{"alg":"ES256","crit":["exp"]}"#, &body, "Malformed"),
        (r#"{"alg":"ES256","kid":1}"#, &body, "Malformed"),
        (r#"{"alg":"ES256","kid":null}"#, &body, "Malformed"),
        (r#"{"alg":"ES256","typ":["JWT"]}"#, &body, "Malformed"),
        (r#"{"alg":"ES256","alg":"ES256"}"#, &body, "Malformed"),
        (r#"{"alg":"none"}"#, &body, "AlgorithmNotAllowed"),
        (r#"{"alg":"es256"}"#, &body, "AlgorithmNotAllowed"),
        (r#"{"alg":"HS512"}"#, &body, "AlgorithmNotAllowed"),
        (r#"{"alg":"HS256"}"#, &body, "AlgorithmNotAllowed"),
        (r#"{"alg":"RS256"}"#, &body, "AlgorithmNotAllowed"),
        (r#"{"typ":"JWT"}"#, &body, "AlgorithmNotAllowed"),
        (r#"{"alg":"ES256"}"#, "[]", "Malformed"),
        (r#"{"alg":"ES256"}"#, "", "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"exp":1,"exp":1}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"a":[{"b":1,"b":1}]}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"iss":1}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"sub":null}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"jti":7}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"exp":"1800000300"}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"exp":1e999}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"nbf":null}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"aud":{"x":1}}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, r#"{"aud":["x",1]}"#, "Malformed"),
        (r#"{"alg":"ES256"}"#, &long, "Malformed"),
    ] {
        let token = signed(&application_key().0, head, payload);

        assert_eq!(outcome(&as_client(&token)), expected, "{head} {payload}");
        assert_eq!(outcome(&as_grant(&token, true)), expected, "{head} {payload}");
    }
    assert_eq!(outcome(&as_client("")), "Malformed");
}

#[test]
fn without_kid_the_key_that_fits_is_found_among_the_first_four_of_its_algorithm() {
    use keyplane_auth::{Algorithm, VerifyingKey};
    let token = assertion(&json!({"alg": "ES256"}), &good());
    let stranger = || {
        let key = private_key(Algorithm::Es256).public_key();
        ApplicationKey::Public(VerifyingKey::new(&key, Algorithm::Es256).unwrap())
    };
    let of_another_algorithm = ApplicationKey::Public(verifying_key());
    let mut keys = vec![of_another_algorithm, stranger(), stranger(), stranger()];

    let find = |keys: &[ApplicationKey]| {
        let parsed = UnverifiedAssertion::parse(&token).unwrap();
        parsed.verify_any(keys.iter().enumerate()).map(|(index, _)| index)
    };

    assert_eq!(find(&[]), Err(AssertionRefusal::Key(KeyRefusal::Unknown)));
    let (found, own) = (Some(Algorithm::Es256.into()), keys[0].algorithms());
    assert_eq!(find(&keys[..1]), Err(AssertionRefusal::AlgorithmNotAllowed { found, taken: own }));
    assert_eq!(find(&keys), Err(AssertionRefusal::BadSignature));

    keys.push(application_key().1.clone());
    assert_eq!(find(&keys), Ok(4));
    keys.insert(1, stranger());
    assert_eq!(find(&keys), Err(AssertionRefusal::BadSignature));
}
