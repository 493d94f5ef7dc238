//! JWTs that applications sign for a gateway: the rules as a whole, and split into what never
//! changes and what does.

use keyplane_auth::{
    ApplicationJwt, ApplicationJwtRules, AssertionRefusal as Why, AudienceFault, AudienceRule,
    BearerRefusal, BearerToken, UnverifiedAssertion, VerifiedAssertion,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    access_token::access_token,
    assertion::{CLIENT, ISSUER, NOW, assertion, header, with},
    support::{application_key, is_safe_in_a_header},
};

const API: &str = "urn:orders";
const LEEWAY: i64 = 30;

fn verified(header: &Value, claims: &Value) -> VerifiedAssertion {
    let token = assertion(header, claims);
    UnverifiedAssertion::parse(&token).unwrap().verify(&application_key().1).unwrap()
}

/// What the split rules say.
fn judge(assertion: &VerifiedAssertion, now: i64) -> Result<ApplicationJwt, Why> {
    let jwt = ApplicationJwt::read(assertion, CLIENT)?;
    if let Some(refusal) = jwt.audience_check(&[CLIENT, API]).refusal {
        return Err(refusal);
    }
    jwt.judge_times(now, LEEWAY)?;
    Ok(jwt)
}

/// What the rules say as a whole.
fn refusals(assertion: &VerifiedAssertion, now: i64) -> Vec<Why> {
    let rules =
        ApplicationJwtRules { client_id: CLIENT, audiences: &[CLIENT, API], now, leeway: LEEWAY };
    rules.checks(assertion).filter_map(|check| check.refusal).collect()
}

fn wrong_audience(fault: AudienceFault) -> Why {
    Why::WrongAudience(AudienceRule::Gateway, fault)
}

fn for_api(changes: &Value) -> Value {
    let mut claims = with(json!({ "aud": API }));
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    claims
}

#[test]
fn each_rule_refuses_alone_and_says_what_to_do() {
    for (changes, expected) in [
        (json!({}), None),
        (json!({ "aud": CLIENT }), None),
        (json!({ "aud": [API], "jti": null, "iat": null, "nbf": null }), None),
        (json!({ "aud": ISSUER }), Some(wrong_audience(AudienceFault::Another))),
        (json!({ "aud": [API, CLIENT] }), Some(wrong_audience(AudienceFault::NotOne))),
        (json!({ "aud": null }), Some(wrong_audience(AudienceFault::Missing))),
        (json!({ "iss": "app_other" }), Some(Why::WrongIssuer)),
        (json!({ "sub": "alice" }), Some(Why::WrongSubject)),
        (json!({ "exp": null }), Some(Why::NoExpiry)),
        (json!({ "exp": NOW - 29 }), None),
        (json!({ "exp": NOW - 30 }), Some(Why::Expired { seconds_ago: 30 })),
        (json!({ "exp": NOW + 3630 }), None),
        (json!({ "exp": NOW + 3631 }), Some(Why::ExpiresTooLate { seconds_ahead: 3631 })),
        (json!({ "iat": NOW - 3631 }), Some(Why::IssuedTooLongAgo { seconds_ago: 3631 })),
        (json!({ "iat": NOW + 31 }), Some(Why::NotYetValid { claim: "iat", seconds_ahead: 31 })),
        (json!({ "nbf": NOW + 31 }), Some(Why::NotYetValid { claim: "nbf", seconds_ahead: 31 })),
        (json!({ "jti": "" }), Some(Why::NoHeaderText)),
        (json!({ "jti": "a\r\nb: c" }), Some(Why::NoHeaderText)),
        (json!({ "jti": " a" }), Some(Why::NoHeaderText)),
        (json!({ "jti": "é" }), Some(Why::NoHeaderText)),
    ] {
        let assertion = verified(&header(), &for_api(&changes));

        assert_eq!(judge(&assertion, NOW).err(), expected, "{changes}");
        assert_eq!(refusals(&assertion, NOW), Vec::from_iter(expected), "{changes}");
        assert!(expected.is_none_or(|why| is_safe_in_a_header(&why.to_string())), "{changes}");
    }
}

#[test]
fn each_check_besides_that_of_the_audience_has_its_name_in_the_list() {
    let assertion = verified(&header(), &for_api(&json!({})));
    let rules = ApplicationJwtRules { client_id: CLIENT, audiences: &[], now: NOW, leeway: LEEWAY };
    let names: Vec<_> = rules.own_checks(&assertion).map(|check| check.name).collect();
    assert_eq!(names, ApplicationJwtRules::own_names().collect::<Vec<_>>());
    assert_eq!(names, ["typ", "iss", "sub", "jti", "exp", "nbf", "iat"]);
}

#[test]
fn typ_is_absent_or_jwt() {
    for (typ, expected) in [
        (json!(null), None),
        (json!("JWT"), None),
        (json!("application/jwt"), None),
        (json!("client-authentication+jwt"), Some(Why::WrongType)),
        (json!("at+jwt"), Some(Why::WrongType)),
        (json!(""), Some(Why::WrongType)),
    ] {
        let mut header = header();
        if typ.is_string() {
            header["typ"] = typ.clone();
        }
        let assertion = verified(&header, &for_api(&json!({})));
        assert_eq!(judge(&assertion, NOW).err(), expected, "{typ}");
    }
}

#[test]
fn the_kind_of_a_bearer_jwt_depends_on_its_typ_alone() {
    let issued = access_token();
    assert!(matches!(BearerToken::parse(&issued), Ok(BearerToken::AccessToken(_))));
    let signed = assertion(&header(), &for_api(&json!({})));
    assert!(matches!(BearerToken::parse(&signed), Ok(BearerToken::ApplicationJwt(_))));
    let posing =
        assertion(&json!({ "alg": "ES256", "kid": "k1", "typ": "AT+jwt" }), &for_api(&json!({})));
    assert!(matches!(BearerToken::parse(&posing), Ok(BearerToken::AccessToken(_))));
    let long = assertion(&header(), &for_api(&json!({ "x": "x".repeat(8000) })));
    let refused = BearerToken::parse(&long).unwrap_err();
    assert_eq!(refused.to_string(), "the assertion is malformed: it is longer than 8 KiB");
    for bad in ["", ".", "a.b.c", "e30.e30.", &"a".repeat(20_000)] {
        let refused = BearerToken::parse(bad).unwrap_err();
        assert!(is_safe_in_a_header(&refused.to_string()), "{bad}: {refused}");
        assert!(!matches!(refused, BearerRefusal::ApplicationJwt(Why::Replayed)));
    }
}

proptest! {
    #[test]
    fn split_and_whole_rules_agree_at_every_time(
        exp in -7200_i64..7200, iat in -7200_i64..7200, nbf in -7200_i64..7200, later in 0_i64..7200,
        aud in prop_oneof![Just(json!(API)), Just(json!(CLIENT)), Just(json!([API])), Just(json!("x")), Just(json!([]))],
        jti in prop_oneof![Just("one".to_owned()), ".{0,3}"],
    ) {
        let claims = for_api(&json!({
            "exp": NOW + exp, "iat": NOW + iat, "nbf": NOW + nbf, "aud": aud, "jti": jti,
        }));
        let assertion = verified(&header(), &claims);
        for now in [NOW, NOW + later] {
            let whole = refusals(&assertion, now);
            match judge(&assertion, now) {
                Ok(_) => prop_assert!(whole.is_empty(), "{whole:?}"),
                Err(why) => prop_assert!(whole.contains(&why), "{why:?} of {whole:?}"),
            }
        }
    }
}
