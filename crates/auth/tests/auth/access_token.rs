//! Access tokens: made, read by us and by another library, and refused.

use jsonwebtoken::{DecodingKey, Validation, jwk::Jwk};
use keyplane_auth::{
    AccessTokenClaims, AccessTokenRefusal, AccessTokenRules, AccessTokenTimes, ActingParty,
    Algorithm, EarlierToken, Jws, MAX_EXCHANGES, MintError, SigningKey, TokenId, TokenSigner,
    UnverifiedAccessToken, VerifyingKey, is_reserved_claim,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    assertion::{CLIENT, ISSUER, NOW},
    support::{Counting, map, private_key, signed, signing_key, verifying_key},
};

pub(crate) fn claims() -> AccessTokenClaims {
    AccessTokenClaims {
        iss: ISSUER.to_owned(),
        sub: "device 7".to_owned(),
        aud: vec![ISSUER.to_owned()],
        client_id: CLIENT.to_owned(),
        iat: NOW,
        exp: NOW + 1800,
        jti: TokenId { generation: 3, random: [7; 16] },
        scope: Some("read write".to_owned()),
        act: None,
        exchanged_from: vec![],
        federated: None,
        keyplane_client_id: None,
        federated_identity: None,
        carried: map(json!({"https://acme.example/tier": {"level": [1, 2]}})),
    }
}

pub(crate) fn access_token() -> String {
    TokenSigner::new(signing_key().clone(), "k1").unwrap().sign(&claims()).unwrap()
}

fn judge(token: &str) -> Result<AccessTokenClaims, AccessTokenRefusal> {
    let rules = AccessTokenRules { issuer: ISSUER, now: NOW, leeway: 30 };
    rules.accept(UnverifiedAccessToken::parse(token)?.verify(&verifying_key())?)
}

fn payload(claims: &AccessTokenClaims) -> Value {
    let token = TokenSigner::new(signing_key().clone(), "k1").unwrap().sign(claims).unwrap();
    serde_json::from_slice(Jws::parse(&token).unwrap().payload()).unwrap()
}

proptest! {
    #[test]
    fn what_the_gateway_judges_in_two_steps_agrees_with_the_rules_as_a_whole(
        exp in -90_i64..90, iat in -90_i64..90, leeway in 0_i64..60, own in any::<bool>(),
    ) {
        let issuer = if own { ISSUER } else { "https://other.example" };
        let claims = AccessTokenClaims { exp: NOW + exp, iat: NOW + iat, ..claims() };
        let token = TokenSigner::new(signing_key().clone(), "k1").unwrap().sign(&claims).unwrap();
        let verified = UnverifiedAccessToken::parse(&token).unwrap().verify(&verifying_key());
        let verified = verified.unwrap();

        let rules = AccessTokenRules { issuer, now: NOW, leeway };
        let split = rules.accept_fixed(verified.clone());
        let split = split.and_then(|_| AccessTokenTimes::of(&claims).judge(NOW, leeway));
        prop_assert_eq!(split.err(), rules.checks(&verified).find_map(|check| check.refusal));
        prop_assert_eq!(split.is_ok(), rules.accept(verified).is_ok());
    }
}

#[test]
fn every_algorithm_signs_tokens_that_come_back_as_they_were() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let signer = TokenSigner::new(SigningKey::new(&key, algorithm).unwrap(), "a.b~c").unwrap();
        let token = signer.sign(&claims()).unwrap();
        assert_eq!(token.capacity(), token.len(), "{algorithm}");
        let parsed = UnverifiedAccessToken::parse(&token).unwrap();
        assert_eq!(parsed.kid(), "a.b~c");
        let verified =
            parsed.verify(&VerifyingKey::new(&key.public_key(), algorithm).unwrap()).unwrap();
        let rules = AccessTokenRules { issuer: ISSUER, now: NOW, leeway: 0 };
        assert_eq!(rules.accept(verified), Ok(claims()));
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "another library's reading of our tokens is what this proves"
)]
fn another_library_verifies_our_access_tokens() {
    for algorithm in Algorithm::ALL {
        let key = private_key(algorithm);
        let signer = TokenSigner::new(SigningKey::new(&key, algorithm).unwrap(), "k1").unwrap();
        let token = signer.sign(&claims()).unwrap();
        let jwk: Jwk = serde_json::from_value(json!(key.public_key().jwk())).unwrap();
        let mut validation = Validation::new(algorithm.as_str().parse().unwrap());
        validation.validate_exp = false;
        validation.set_audience(&[ISSUER]);
        validation.set_issuer(&[ISSUER]);
        let key = DecodingKey::from_jwk(&jwk).unwrap();
        let read = jsonwebtoken::decode::<Value>(&token, &key, &validation).unwrap();
        assert_eq!(read.header.typ.as_deref(), Some("at+jwt"));
        assert_eq!(read.header.kid.as_deref(), Some("k1"));
        assert_eq!(read.claims["client_id"], CLIENT);
        assert_eq!(read.claims["https://acme.example/tier"]["level"], json!([1, 2]));
    }
}

#[test]
fn one_audience_is_a_string_and_several_are_an_array() {
    let (one, two) = ("https://a.example".to_owned(), "https://b.example".to_owned());
    let of = |aud: &[&String]| AccessTokenClaims {
        aud: aud.iter().map(|aud| (*aud).clone()).collect(),
        ..claims()
    };
    assert_eq!(payload(&of(&[&one]))["aud"], json!(one));
    assert_eq!(payload(&of(&[&one, &two]))["aud"], json!([one, two]));
}

#[test]
fn what_is_not_there_is_not_written() {
    let bare = AccessTokenClaims { scope: None, carried: map(json!({})), ..claims() };
    let payload = payload(&bare);
    let names: Vec<&String> = payload.as_object().unwrap().keys().collect();
    assert_eq!(names, ["aud", "client_id", "exp", "iat", "iss", "jti", "sub"]);
}

#[test]
fn an_exchanged_token_says_who_acts_and_what_it_was_exchanged_from() {
    let earlier = EarlierToken {
        jti: TokenId { generation: 1, random: [9; 16] },
        client_id: "app_a".to_owned(),
        api: "api_b".to_owned(),
        key: Some("key_c".to_owned()),
        federated_identity: None,
    };
    let first = ActingParty::after(None, "app_y".to_owned());
    let of = |chain: usize| AccessTokenClaims {
        act: Some(ActingParty::after(Some(first.clone()), "app_z".to_owned())),
        exchanged_from: vec![earlier.clone(); chain],
        ..claims()
    };

    let told = payload(&of(1));
    assert_eq!(told["act"], json!({ "sub": "app_z", "act": { "sub": "app_y" } }));
    let jti = "AAAAAAAAAAEJCQkJCQkJCQkJCQkJCQkJ";
    let chain = json!([{ "jti": jti, "client_id": "app_a", "api": "api_b", "key": "key_c" }]);
    assert_eq!(told["exchanged_from"], chain);

    let signed = |claims: &AccessTokenClaims| {
        TokenSigner::new(signing_key().clone(), "k1").unwrap().sign(claims).unwrap()
    };
    assert_eq!(judge(&signed(&of(MAX_EXCHANGES))), Ok(of(MAX_EXCHANGES)));
    let refused = judge(&signed(&of(MAX_EXCHANGES + 1)));
    assert!(matches!(refused, Err(AccessTokenRefusal::Malformed(_))), "{refused:?}");
}

#[test]
fn no_carried_claim_passes_for_the_issuers_own() {
    let signer = TokenSigner::new(signing_key().clone(), "k1").unwrap();
    let names =
        ["iss", "scope", "jti", "active", "roles", "cnf", "act", "may_act", "nbf", "username"];
    for name in names.into_iter().chain(["exchanged_from"]) {
        assert!(is_reserved_claim(name), "{name}");
        let claims = AccessTokenClaims { carried: map(json!({name: "x"})), ..claims() };
        assert_eq!(signer.sign(&claims), Err(MintError::ReservedClaim), "{name}");
    }
    for name in ["tier", "https://acme.example/roles", "Scope", ""] {
        assert!(!is_reserved_claim(name), "{name}");
    }
}

#[test]
fn issuer_and_times_decide() {
    use AccessTokenRefusal as R;
    let judge = |claims: AccessTokenClaims| {
        let token = TokenSigner::new(signing_key().clone(), "k1").unwrap().sign(&claims).unwrap();
        judge(&token).map(|_| ())
    };

    for (exp, expected) in [
        (NOW + 1, Ok(())),
        (NOW - 29, Ok(())),
        (NOW - 30, Err(R::Expired { seconds_ago: 30 })),
        (i64::MIN, Err(R::Expired { seconds_ago: i64::MAX })),
    ] {
        assert_eq!(judge(AccessTokenClaims { exp, ..claims() }), expected, "exp {exp}");
    }

    for (iat, expected) in [
        (0, Ok(())),
        (NOW + 30, Ok(())),
        (NOW + 31, Err(R::NotYetValid { seconds_ahead: 31 })),
        (i64::MAX, Err(R::NotYetValid { seconds_ahead: i64::MAX - NOW })),
    ] {
        assert_eq!(judge(AccessTokenClaims { iat, ..claims() }), expected, "iat {iat}");
    }

    for iss in ["", "https://id.example/p/acme/", "https://id.example/p/other"] {
        let claims = AccessTokenClaims { iss: iss.to_owned(), ..claims() };
        assert_eq!(judge(claims), Err(R::WrongIssuer), "{iss}");
    }
}

/// The refusal of a header's `alg` by the RS256 key.
fn not_allowed(alg: &str) -> AccessTokenRefusal {
    let (found, taken) = (alg.parse().ok(), verifying_key().algorithms());
    AccessTokenRefusal::AlgorithmNotAllowed { found, taken }
}

#[test]
fn the_form_decides() {
    use AccessTokenRefusal as R;
    let good = payload(&claims()).to_string();
    let refusal = |head: &str, payload: &str| {
        judge(&signed(signing_key(), head, payload)).map(|_| ()).map_err(|refusal| match refusal {
            R::Malformed(_) => R::Malformed(""),
            other => other,
        })
    };

    for (head, expected) in [
        (r#"{"alg":"RS256","kid":"k1","typ":"at+jwt"}"#, Ok(())),
        (r#"{"alg":"RS256","kid":"k1","typ":"application/AT+JWT"}"#, Ok(())),
        (r#"{"alg":"RS256","kid":"k1","typ":"JWT"}"#, Err(R::WrongType)),
        (r#"{"alg":"RS256","kid":"k1"}"#, Err(R::WrongType)),
        (r#"{"alg":"RS256","typ":"at+jwt"}"#, Err(R::MissingKid)),
        (r#"{"alg":"PS256","kid":"k1","typ":"at+jwt"}"#, Err(not_allowed("PS256"))),
        (r#"{"alg":"HS256","kid":"k1","typ":"at+jwt"}"#, Err(not_allowed("HS256"))),
        (r#"{"alg":"none","kid":"k1","typ":"at+jwt"}"#, Err(not_allowed("none"))),
        (r#"{"alg":"RS256","kid":"k1","typ":"at+jwt","crit":[]}"#, Err(R::Malformed(""))),
        ("[]", Err(R::Malformed(""))),
    ] {
        assert_eq!(refusal(head, &good), expected, "{head}");
    }

    let head = r#"{"alg":"RS256","kid":"k1","typ":"at+jwt"}"#;
    for (name, value) in [
        ("iss", json!(null)),
        ("sub", json!(7)),
        ("aud", json!({})),
        ("aud", json!([7])),
        ("client_id", json!([])),
        ("exp", json!(1.5)),
        ("iat", json!("0")),
        ("jti", json!("short")),
        ("scope", json!(null)),
        ("nbf", json!(0)),
        ("cnf", json!({"jkt": "x"})),
    ] {
        let mut claims = payload(&claims());
        claims[name] = value;
        assert_eq!(refusal(head, &claims.to_string()), Err(R::Malformed("")), "{claims}");
    }

    let long = "x".repeat(16 * 1024);
    assert!(matches!(judge(&long), Err(R::Malformed(_))));
}

#[test]
fn an_id_tells_its_generation_and_has_one_text() {
    let entropy = Counting::default();
    let id = TokenId::new(-2, &entropy);
    assert_eq!(id.to_string(), "__________4AAQIDBAUGBwgJCgsMDQ4P");
    assert_ne!(TokenId::new(-2, &entropy), id);
    for text in
        ["", "AAAA", "__________4AAQIDBAUGBwgJCgsMDQ4PAA", "//////////4AAQIDBAUGBwgJCgsMDQ4P"]
    {
        assert!(text.parse::<TokenId>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn an_id_comes_back_from_its_text(generation in any::<i64>(), random in any::<[u8; 16]>()) {
        let id = TokenId { generation, random };
        let text = id.to_string();
        prop_assert_eq!(text.len(), 32);
        prop_assert_eq!(text.parse(), Ok(id));
    }

    #[test]
    fn with_any_byte_changed_it_is_refused(at in any::<prop::sample::Index>(), byte in 0x20u8..0x7f) {
        let good = access_token();
        let mut changed = good.clone().into_bytes();
        let at = at.index(changed.len());
        changed[at] = byte;
        let changed = String::from_utf8(changed).unwrap();
        prop_assume!(changed != good);
        prop_assert!(judge(&changed).is_err());
    }

    #[test]
    fn no_text_makes_the_reading_panic(text in ".{0,100}", json in "\\{.{0,60}\\}") {
        let head = r#"{"alg":"RS256","kid":"k1","typ":"at+jwt"}"#;
        let _ = judge(&text);
        let _ = judge(&signed(signing_key(), head, &json));
        let _ = judge(&signed(signing_key(), &json, &json));
    }
}
