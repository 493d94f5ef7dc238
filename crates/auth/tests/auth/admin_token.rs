//! The guard's pure part: tokens good and bad, each with its reason.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use keyplane_auth::{
    AdminTokenRefusal, AdminTokenTimes, Algorithm, Header, SigningKey, UnverifiedAdminToken,
    VerifyingKey, mint,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{
    self, is_safe_in_a_header, map, private_key, signing_key, token, verifying_key,
};

const NOW: i64 = 1_800_000_000;
const DAY: i64 = 86_400;

/// Parses, verifies and checks the times, as the guard does.
fn judge(token: &str) -> Result<AdminTokenTimes, AdminTokenRefusal> {
    UnverifiedAdminToken::parse(token)?.verify(&verifying_key())?.check_times(NOW, DAY)
}

fn reason(token: &str) -> &'static str {
    judge(token).map_or_else(|refusal| refusal.reason(), |_| "ACCEPTED")
}

/// A well-signed token of any header and payload text.
fn signed(header: &str, payload: &str) -> String {
    support::signed(signing_key(), header, payload)
}

fn good() -> String {
    token(json!({"aud": "acme", "iat": NOW, "exp": NOW + 300}))
}

#[test]
fn a_good_token_tells_its_key_its_audience_and_its_times() {
    let token = good();
    let parsed = UnverifiedAdminToken::parse(&token).unwrap();
    assert_eq!(parsed.kid(), "k1");
    assert_eq!(parsed.audiences(), ["acme"]);
    assert_eq!(judge(&token), Ok(AdminTokenTimes { expires_at: NOW + 300, issued_at: Some(NOW) }));
}

#[test]
fn every_audience_is_returned() {
    for (aud, expected) in [
        (json!("acme"), vec!["acme"]),
        (json!(["acme", "keyplane"]), vec!["acme", "keyplane"]),
        (json!([]), vec![]),
    ] {
        let token = token(json!({"aud": aud, "exp": NOW}));
        let parsed = UnverifiedAdminToken::parse(&token).unwrap();
        assert_eq!(parsed.audiences(), expected);
    }
    let without = token(json!({"exp": NOW}));
    let parsed = UnverifiedAdminToken::parse(&without).unwrap();
    assert!(parsed.audiences().is_empty());
}

#[test]
fn the_times_decide() {
    let cases = [
        (json!({"exp": NOW + 1}), "ACCEPTED"),
        (json!({"exp": NOW - 59}), "ACCEPTED"),
        (json!({"exp": NOW - 60}), "EXPIRED"),
        (json!({"exp": 0}), "EXPIRED"),
        (json!({"exp": -1e300}), "EXPIRED"),
        (json!({"exp": 1_799_999_940.5}), "ACCEPTED"),
        (json!({"exp": NOW + 300, "nbf": NOW + 60}), "ACCEPTED"),
        (json!({"exp": NOW + 300, "nbf": NOW + 61}), "NOT_YET_VALID"),
        (json!({"exp": NOW + 300, "nbf": 1_800_000_060.5}), "NOT_YET_VALID"),
        (json!({"exp": NOW + 300, "iat": NOW + 60}), "ACCEPTED"),
        (json!({"exp": NOW + 300, "iat": NOW + 61}), "NOT_YET_VALID"),
        (json!({"exp": NOW + 300, "iat": 1e300}), "NOT_YET_VALID"),
        (json!({"exp": NOW + DAY, "iat": NOW}), "ACCEPTED"),
        (json!({"exp": NOW + DAY + 1, "iat": NOW}), "LIFETIME_TOO_LONG"),
        (json!({"exp": NOW + 1, "iat": NOW - DAY}), "LIFETIME_TOO_LONG"),
        (json!({"exp": NOW + 1, "iat": -1e300}), "LIFETIME_TOO_LONG"),
        (json!({"exp": NOW + DAY + 60}), "ACCEPTED"),
        (json!({"exp": NOW + DAY + 61}), "LIFETIME_TOO_LONG"),
        (json!({"exp": 1e300}), "LIFETIME_TOO_LONG"),
        // The first that applies.
        (json!({"exp": NOW - 60, "nbf": NOW + 99}), "EXPIRED"),
        (json!({"exp": NOW + 2 * DAY, "iat": NOW + 99}), "NOT_YET_VALID"),
    ];

    for (claims, expected) in cases {
        assert_eq!(reason(&token(claims.clone())), expected, "{claims}");
    }
}

#[test]
fn the_form_of_header_and_payload_decides() {
    let head = r#"{"alg":"RS256","kid":"k1"}"#;
    let body = format!("{{\"exp\":{}}}", NOW + 300);

    for (header, payload, expected) in [
        (head, body.as_str(), "ACCEPTED"),
        (r#" {"alg":"RS256","kid":"k1","typ":"JWT"} "#, &body, "ACCEPTED"),
        // Keys in the header of the token are ignored.
        (
            r#"{"alg":"RS256","kid":"k1","jku":"https://evil.example","x5u":1,"jwk":{}}"#,
            &body,
            "ACCEPTED",
        ),
        (r#"{"alg":"none","kid":"k1"}"#, &body, "ALGORITHM_NOT_ALLOWED"),
        (r#"{"alg":"HS256","kid":"k1"}"#, &body, "ALGORITHM_NOT_ALLOWED"),
        (r#"{"alg":"PS256","kid":"k1"}"#, &body, "ALGORITHM_NOT_ALLOWED"),
        (r#"{"alg":"RS512","kid":"k1"}"#, &body, "ALGORITHM_NOT_ALLOWED"),
        (r#"{"alg":"rs256","kid":"k1"}"#, &body, "ALGORITHM_NOT_ALLOWED"),
        (r#"{"kid":"k1"}"#, &body, "ALGORITHM_NOT_ALLOWED"),
        (r#"{"alg":1,"kid":"k1"}"#, &body, "MALFORMED"),
        (r#"{"alg":"RS256"}"#, &body, "MISSING_KID"),
        (r#"{"alg":"RS256","kid":null}"#, &body, "MALFORMED"),
        (r#"{"alg":"RS256","kid":1}"#, &body, "MALFORMED"),
        (r#"{"alg":"RS256","kid":"k1","crit":["exp"]}"#, &body, "MALFORMED"),
        (r#"{"alg":"RS256","kid":"k1","crit":[]}"#, &body, "MALFORMED"),
        (r#"{"alg":"RS256","kid":"k1","kid":"k2"}"#, &body, "MALFORMED"),
        (r#"{"alg":"RS256","kid":"k1","x":1,"x":1}"#, &body, "MALFORMED"),
        (r#"["RS256","k1"]"#, &body, "MALFORMED"),
        ("", &body, "MALFORMED"),
        ("null", &body, "MALFORMED"),
        (head, "", "MALFORMED"),
        (head, "[]", "MALFORMED"),
        (head, "{}", "MALFORMED"),
        (head, r#"{"exp":null}"#, "MALFORMED"),
        (head, r#"{"exp":"1800000300"}"#, "MALFORMED"),
        (head, r#"{"exp":1e999}"#, "MALFORMED"),
        (head, r#"{"exp":1800000300,"exp":1800000300}"#, "MALFORMED"),
        (head, r#"{"exp":1800000300,"a":{"b":1,"b":2}}"#, "MALFORMED"),
        (head, r#"{"exp":1800000300,"nbf":"0"}"#, "MALFORMED"),
        (head, r#"{"exp":1800000300,"iat":null}"#, "MALFORMED"),
        (head, r#"{"exp":1800000300,"aud":1}"#, "MALFORMED"),
        (head, r#"{"exp":1800000300,"aud":null}"#, "MALFORMED"),
        (head, r#"{"exp":1800000300,"aud":["acme",1]}"#, "MALFORMED"),
        (head, r#"{"exp":1800000300} {}"#, "MALFORMED"),
        (head, &"[".repeat(5000), "MALFORMED"),
    ] {
        assert_eq!(reason(&signed(header, payload)), expected, "{header} {payload}");
    }
}

#[test]
fn the_frame_of_the_token_decides() {
    let good = good();
    let parts: Vec<&str> = good.split('.').collect();
    let (head, body, signature) = (parts[0], parts[1], parts[2]);
    let long = token(json!({"exp": NOW, "x": "x".repeat(8000)}));

    for (token, expected) in [
        (good.clone(), "ACCEPTED"),
        (String::new(), "MISSING_TOKEN"),
        ("x".to_owned(), "MALFORMED"),
        (format!("{head}.{body}"), "MALFORMED"),
        (format!("{good}.{body}"), "MALFORMED"),
        (format!("{good}."), "MALFORMED"),
        (format!("{good}="), "MALFORMED"),
        (format!("{good} "), "MALFORMED"),
        (format!(" {good}"), "MALFORMED"),
        (format!("{head}=.{body}.{signature}"), "MALFORMED"),
        (format!("{head}.{body}./{}", &signature[1..]), "MALFORMED"),
        (format!("{head}.{body}."), "BAD_SIGNATURE"),
        (format!("{head}.{body}.{}", &signature[..300]), "BAD_SIGNATURE"),
        (format!("{head}.{body}.{signature}AAAA"), "BAD_SIGNATURE"),
        (
            format!("{head}.{}.{signature}", token(json!({"exp": NOW})).split('.').nth(1).unwrap()),
            "BAD_SIGNATURE",
        ),
        (long, "MALFORMED"),
    ] {
        assert_eq!(reason(&token), expected, "{token}");
    }
}

#[test]
fn another_key_or_another_algorithm_of_the_same_key_does_not_verify() {
    let claims = map(json!({"exp": NOW + 300}));
    let header = || Header { kid: "k1".to_owned(), ..Header::default() };
    let ps256 = SigningKey::new(&private_key(Algorithm::Ps256), Algorithm::Ps256).unwrap();
    let token = mint(&ps256, header(), &claims).unwrap();
    assert_eq!(reason(&token), "ALGORITHM_NOT_ALLOWED");
    // The header says RS256, the signature is one by PSS.
    let rest = token.split_once('.').unwrap().1;
    let head = URL_SAFE_NO_PAD.encode(r#"{"alg":"RS256","kid":"k1"}"#);
    assert_eq!(reason(&format!("{head}.{rest}")), "BAD_SIGNATURE");
    let es256 = private_key(Algorithm::Es256).public_key();
    let es256 = VerifyingKey::new(&es256, Algorithm::Es256).unwrap();
    let good = good();
    let parsed = UnverifiedAdminToken::parse(&good).unwrap();
    assert_eq!(parsed.verify(&es256).unwrap_err(), AdminTokenRefusal::BadSignature);
}

#[test]
fn descriptions_are_safe_in_a_header() {
    use AdminTokenRefusal as R;
    let malformed = [
        ("", "MISSING_TOKEN"),
        ("a", "MALFORMED"),
        ("e30=.e30.", "MALFORMED"),
        ("bnVsbA.e30.", "MALFORMED"),
        ("eyJjcml0IjpbXX0.e30.", "MALFORMED"),
    ]
    .map(|(token, reason)| {
        let refusal = UnverifiedAdminToken::parse(token).unwrap_err();
        assert_eq!(refusal.reason(), reason);
        refusal
    });

    let payload =
        UnverifiedAdminToken::parse(&signed(r#"{"alg":"RS256","kid":"k"}"#, "")).unwrap_err();
    let rest = [
        payload,
        R::AlgorithmNotAllowed(None),
        R::AlgorithmNotAllowed(Some(Algorithm::Ps256.into())),
        R::MissingKid,
        R::UnknownKid,
        R::WrongAudience { server: "https://keys.example.com".to_owned() },
        R::BadSignature,
        R::Expired,
        R::NotYetValid,
        R::LifetimeTooLong,
        R::KeyRevoked,
        R::KeyExpired,
        R::KeyPending,
        R::SessionEnded,
    ];

    for refusal in malformed.into_iter().chain(rest) {
        let text = refusal.to_string();
        assert!(is_safe_in_a_header(&text), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_guard_panic(text in ".{0,100}", json in "\\{.{0,60}\\}") {
        let _ = judge(&text);
        let _ = judge(&signed(&json, &json));
        let _ = judge(&signed(r#"{"alg":"RS256","kid":"k1"}"#, &json));
    }

    #[test]
    fn a_good_token_with_any_byte_changed_is_refused(at in any::<prop::sample::Index>(), byte in 0x20u8..0x7f) {
        let good = good();
        let mut changed = good.clone().into_bytes();
        let at = at.index(changed.len());
        changed[at] = byte;
        let changed = String::from_utf8(changed).unwrap();
        prop_assume!(changed != good);
        prop_assert!(judge(&changed).is_err());
    }

    #[test]
    fn check_times_holds_for_any_clock(exp in any::<i64>(), iat in any::<Option<i64>>(), now in any::<i64>()) {
        let mut claims = json!({"exp": exp});
        if let Some(iat) = iat {
            claims["iat"] = Value::from(iat);
        }
        let token = token(claims);
        let verified = UnverifiedAdminToken::parse(&token).unwrap().verify(&verifying_key()).unwrap();
        if verified.check_times(now, DAY).is_ok() {
            prop_assert!(exp.saturating_add(60) >= now);
            prop_assert!(iat.is_none_or(|iat| exp.saturating_sub(iat) <= DAY));
        }
    }
}
