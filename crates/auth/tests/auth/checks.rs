//! The explanation of a token, from the same rules as its acceptance.

use keyplane_auth::{
    AccessTokenFrame, AccessTokenRefusal, AccessTokenRules, AdminTokenFrame, Algorithm,
    AlgorithmSet, AssertionFrame, AssertionRefusal, AudienceFault, AudienceRule, Check,
    ClientAssertionRules, GrantAssertionRules, Judged, JwsAlgorithm, KeyRefusal,
    UnverifiedAccessToken, UnverifiedAdminToken, UnverifiedAssertion, VerifiedAssertion,
    decode_unverified,
};
use serde_json::{Value, json};

use crate::{
    access_token::access_token,
    assertion::{CLIENT, ISSUER, NOW, TOKEN_ENDPOINT, assertion, good, header, with},
    support::{application_key, is_safe_in_a_header, map, token, verifying_key},
};

fn verified(claims: &Value) -> VerifiedAssertion {
    let token = assertion(&json!({"alg": "ES256", "typ": "JWT"}), claims);
    UnverifiedAssertion::parse(&token).unwrap().verify(&application_key().1).unwrap()
}

fn client_rules() -> ClientAssertionRules<'static> {
    ClientAssertionRules {
        client_id: CLIENT,
        audiences: &[ISSUER, TOKEN_ENDPOINT],
        refused_endpoints: &[],
        now: NOW,
    }
}

/// A check in one line.
fn line<R: std::fmt::Display>(check: Check<'_, R>) -> String {
    let advice = check.refusal.map_or_else(|| "passed".to_owned(), |refusal| refusal.to_string());
    format!("{}: {} | {} | {advice}", check.name, check.expected, check.found)
}

#[test]
fn each_check_of_an_assertion_says_what_it_expects_what_it_found_and_what_to_do() {
    let claims = with(json!({
        "aud": [ISSUER, "x"], "nbf": null, "iat": NOW + 100, "exp": NOW - 75
    }));

    let assertion = verified(&claims);
    let lines: Vec<String> = client_rules().checks(&assertion).map(line).collect();
    assert_eq!(
        lines,
        [
            "typ: absent or JWT or client-authentication+jwt | JWT | passed",
            "iss: app_01jz | app_01jz | passed",
            "sub: app_01jz | app_01jz | passed",
            "aud: https://id.example/p/acme or https://id.example/p/acme/oauth/token | [\"https://id.example/p/acme\",\"x\"] | aud must be the issuer, the token endpoint or the endpoint that is called, as a string or an array of one; it is not exactly one",
            "exp: after 2027-01-15T07:59:00Z, at most 2027-01-15T09:01:00Z | 2027-01-15T07:58:45Z, 75 s ago | exp passed 75 s ago; sign a fresh assertion: is the signer's clock behind?",
            "nbf: absent, or at most 2027-01-15T08:01:00Z | absent | passed",
            "iat: absent, or from 2027-01-15T06:59:00Z to 2027-01-15T08:01:00Z | 2027-01-15T08:01:40Z, 100 s from now | iat lies 100 s in the future: is the signer's clock ahead?",
            "jti: absent, or a string of 1 to 255 bytes | one | passed",
        ]
    );
}

#[test]
fn each_check_of_an_admin_token_says_the_same_of_it() {
    let token = token(json!({"exp": NOW + 7200, "iat": 1e300}));
    let token = UnverifiedAdminToken::parse(&token).unwrap().verify(&verifying_key()).unwrap();
    let lines: Vec<String> = token.checks(NOW, 3600).map(line).collect();
    assert_eq!(
        lines,
        [
            "exp: after 2027-01-15T07:59:00Z | 2027-01-15T10:00:00Z, 7200 s from now | passed",
            "nbf: absent, or at most 2027-01-15T08:01:00Z | absent | passed",
            "iat: absent, or at most 2027-01-15T08:01:00Z | 1e300, 9223372036854775807 s from now | nbf or iat lies in the future; check the sender's clock",
            "lifetime: at most 3600 s | -1e300 s | passed",
        ]
    );
}

#[test]
fn each_check_of_an_access_token_says_the_same_of_it() {
    let token = access_token();
    let token = UnverifiedAccessToken::parse(&token).unwrap().verify(&verifying_key()).unwrap();
    let rules = AccessTokenRules { issuer: "https://other.example", now: NOW + 1800, leeway: 0 };
    let lines: Vec<String> = rules.checks(&token).map(line).collect();
    assert_eq!(
        lines,
        [
            "iss: https://other.example | https://id.example/p/acme | iss must be this issuer; ask its token endpoint for a token",
            "exp: after 2027-01-15T08:30:00Z | 2027-01-15T08:30:00Z, now | exp passed 0 s ago; ask the token endpoint for a fresh token",
            "iat: absent, or at most 2027-01-15T08:30:00Z | 2027-01-15T08:00:00Z, 1800 s ago | passed",
        ]
    );
}

#[test]
fn the_first_check_that_fails_is_the_refusal() {
    for changes in [
        json!({}),
        json!({"iss": "x", "exp": 0}),
        json!({"sub": "x", "jti": ""}),
        json!({"aud": null, "nbf": NOW + 61}),
        json!({"exp": NOW + 4000, "iat": 0}),
        json!({"iat": 0, "jti": ""}),
        json!({"jti": ""}),
    ] {
        let assertion = verified(&with(changes.clone()));
        let client = client_rules().checks(&assertion).find_map(|check| check.refusal);
        assert_eq!(client_rules().accept(assertion.clone()).err(), client, "{changes}");

        let rules = GrantAssertionRules {
            client_id: CLIENT,
            audiences: &[ISSUER],
            allow_any_subject: true,
            now: NOW,
        };
        let grant = rules.checks(&assertion).find_map(|check| check.refusal);
        assert_eq!(rules.accept(assertion.clone()).err(), grant, "{changes}");
    }
}

#[test]
fn the_names_of_the_checks_are_known_without_a_token() {
    let assertion = verified(&good());
    let names: Vec<&str> = client_rules().checks(&assertion).map(|check| check.name).collect();
    assert_eq!(ClientAssertionRules::names().collect::<Vec<_>>(), names);
    assert_eq!(GrantAssertionRules::names().collect::<Vec<_>>(), names);
    assert_eq!(AccessTokenRules::names().collect::<Vec<_>>(), ["iss", "exp", "iat"]);
}

/// Why the frame of a token is refused.
fn frame_refusal<'a, R>(checks: impl Iterator<Item = Judged<'a, R>>) -> Option<R>
where
    R: 'a,
{
    checks.filter_map(|(_, check)| check).find_map(|check| check.refusal)
}

#[test]
fn a_frame_is_refused_by_the_rule_that_its_checks_show() {
    let long = "x".repeat(20_000);
    let texts = [
        String::new(),
        "a.b".to_owned(),
        format!("{long}.e30.e30"),
        assertion(&json!({"alg": "none"}), &good()),
        assertion(&json!({"alg": "none", "crit": []}), &good()),
        assertion(&json!({"alg": "RS256"}), &good()),
        assertion(&json!({"alg": "RS256", "kid": "k1"}), &json!({"exp": "soon"})),
        assertion(&json!({"alg": "ES256", "kid": "k1", "typ": "at+jwt"}), &good()),
        assertion(&json!({"alg": "ES256", "typ": "at+jwt"}), &good()),
        assertion(&json!({"alg": "ES256"}), &json!({"aud": 1})),
        token(json!({"exp": NOW})),
        access_token(),
    ];
    for text in texts {
        let frame = AdminTokenFrame::read(&text);
        let parsed = UnverifiedAdminToken::parse(&text).err();
        assert_eq!(frame_refusal(frame.checks()), parsed, "{text}");
        let frame = AccessTokenFrame::read(&text);
        let parsed = UnverifiedAccessToken::parse(&text).err();
        assert_eq!(frame_refusal(frame.checks()), parsed, "{text}");

        let frame = AssertionFrame::read(&text);
        let parsed = UnverifiedAssertion::parse(&text).err();
        let algorithm = frame.algorithm().and_then(|check| check.refusal);
        assert_eq!(frame_refusal(frame.checks()).or(algorithm), parsed, "{text}");
    }
}

#[test]
fn the_checks_of_a_frame_say_what_they_expect_and_what_they_found() {
    let text = assertion(&json!({"alg": "ES256", "typ": "at+jwt"}), &good());
    let frame = AccessTokenFrame::read(&text);
    let lines: Vec<_> = frame.checks().filter_map(|(_, check)| check).map(line).collect();
    let form =
        "three parts of base64url without padding, a JSON header without crit, at most 16384 bytes";
    assert_eq!(
        lines,
        [
            format!("form: {form} | {} bytes | passed", text.len()),
            "typ: at+jwt | at+jwt | passed".to_owned(),
            "kid: the kid of a signing key | absent | the header needs kid; ask the token endpoint for a fresh token".to_owned(),
        ]
    );

    // What cannot be judged has a name and no check.
    let frame = AdminTokenFrame::read("a.b");
    let judged: Vec<_> = frame.checks().map(|(name, check)| (name, check.is_some())).collect();
    let expected = [("form", true), ("alg", false), ("kid", false), ("claims", false)];
    assert_eq!(judged, expected);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn every_refusal_is_safe_in_a_header() {
    use AssertionRefusal as R;
    let malformed = ["", "e30=.e30.", "bnVsbA.e30.", "eyJjcml0IjpbXX0.e30."]
        .map(|token| UnverifiedAssertion::parse(token).unwrap_err())
        .into_iter()
        .chain(UnverifiedAssertion::parse(&assertion(&header(), &json!({"exp": ""}))).err());

    let keys = [
        KeyRefusal::Unknown,
        KeyRefusal::Revoked,
        KeyRefusal::Expired,
        KeyRefusal::Pending,
        KeyRefusal::SecretExpired,
    ];
    let faults = [
        AudienceFault::Missing,
        AudienceFault::NotOne,
        AudienceFault::Another,
        AudienceFault::Endpoint,
    ];
    let audiences =
        [AudienceRule::Issuer, AudienceRule::Endpoints, AudienceRule::Grant, AudienceRule::Gateway]
            .into_iter()
            .flat_map(|rule| faults.map(|fault| R::WrongAudience(rule, fault)));

    let (found, taken) = (Some(JwsAlgorithm::Public(Algorithm::Ps256)), AlgorithmSet::default());
    let rs256: AlgorithmSet = [Algorithm::Rs256].into_iter().collect();
    let assertions = [
        R::AlgorithmNotAllowed { found: None, taken },
        R::AlgorithmNotAllowed { found, taken: rs256 },
        R::BadSignature,
        R::DerSignature,
        R::WrongType,
        R::WrongIssuer,
        R::WrongSubject,
        R::NoExpiry,
        R::Expired { seconds_ago: 61 },
        R::ExpiresTooLate { seconds_ahead: 4000 },
        R::NotYetValid { claim: "nbf", seconds_ahead: 61 },
        R::IssuedTooLongAgo { seconds_ago: 4000 },
        R::BadTokenId,
        R::Replayed,
        R::MaybeReplayed,
    ];

    let tokens = [
        AccessTokenRefusal::Malformed("it is longer than 16 KiB"),
        AccessTokenRefusal::WrongType,
        AccessTokenRefusal::MissingKid,
        AccessTokenRefusal::Key(KeyRefusal::Revoked),
        AccessTokenRefusal::AlgorithmNotAllowed { found, taken },
        AccessTokenRefusal::AlgorithmNotAllowed { found: None, taken: rs256 },
        AccessTokenRefusal::BadSignature,
        AccessTokenRefusal::DerSignature,
        AccessTokenRefusal::WrongIssuer,
        AccessTokenRefusal::Expired { seconds_ago: 31 },
        AccessTokenRefusal::NotYetValid { seconds_ahead: 31 },
    ];

    let texts = malformed
        .chain(keys.map(R::from))
        .chain(audiences)
        .chain(assertions)
        .map(|refusal| refusal.to_string())
        .chain(tokens.map(|refusal| refusal.to_string()));
    for text in texts {
        assert!(is_safe_in_a_header(&text), "{text}");
    }
}

#[test]
fn what_can_be_read_of_a_token_is_shown() {
    let token = assertion(&header(), &good());
    let decoded = decode_unverified(&token);
    assert_eq!((decoded.header, decoded.claims), (Some(map(header())), Some(map(good()))));
    let decoded = decode_unverified("e30.!");
    assert_eq!((decoded.header, decoded.claims), (Some(map(json!({}))), None));
    let decoded = decode_unverified("");
    assert_eq!((decoded.header, decoded.claims), (None, None));
}
