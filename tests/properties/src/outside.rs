//! Tokens of trusted issuers, and rules over their claims.

use std::sync::OnceLock;

use keyplane_auth::{
    Algorithm, AlgorithmSet, ClaimMatch, ClaimRule, Identifying, KeySpec, OutsideIssuer,
    OutsideTokenRules, PrivateKey, SigningKey, SpiffeId, UnverifiedOutsideToken, VerifyingKey,
    base64url, validate_rules,
};
use serde_json::{Map, Value};

/// The longest outside token, in bytes.
const MAX_TOKEN: usize = 16 * 1024;
const NOW: i64 = 1_795_000_000;

fn key() -> &'static (SigningKey, VerifyingKey) {
    static KEY: OnceLock<(SigningKey, VerifyingKey)> = OnceLock::new();
    KEY.get_or_init(|| {
        let spec = KeySpec::new(Algorithm::Es256, None).unwrap();
        let key = PrivateKey::generate(spec).unwrap();
        let verifying = VerifyingKey::new(&key.public_key(), Algorithm::Es256).unwrap();
        (SigningKey::new(&key, Algorithm::Es256).unwrap(), verifying)
    })
}

/// Any text is parsed or refused, and one that no key signed is never accepted. Claims of any form,
/// signed, are admitted only with the issuer, the audience and times that the rules expect; what is
/// accepted has the claims that were signed.
pub fn outside_token(data: &[u8]) {
    let (signing, verifying) = key();
    let text = String::from_utf8_lossy(data);
    match UnverifiedOutsideToken::parse(&text) {
        Ok(token) => {
            assert!(text.len() <= MAX_TOKEN);
            assert!(token.explain([verifying]).is_err(), "a token that no key signed");
        }
        Err(refusal) => assert_told(&refusal.to_string()),
    }

    let input = format!("{}.{}", base64url(br#"{"alg":"ES256"}"#), base64url(data));
    let token = format!("{input}.{}", base64url(&signing.sign(input.as_bytes()).unwrap()));
    let parsed = match UnverifiedOutsideToken::parse(&token) {
        Ok(parsed) => parsed,
        Err(refusal) => return assert_told(&refusal.to_string()),
    };
    let (iss, algorithms) = (parsed.issuer().map(ToOwned::to_owned), AlgorithmSet::ALL);
    let rules = OutsideTokenRules {
        issuer: OutsideIssuer::Url("https://ci.example"),
        algorithms: &algorithms,
        audience: "https://keys.example.com/p/acme",
        max_age: 3600,
        single_use: false,
        leeway: 60,
        now: NOW,
    };
    match rules.admit(parsed) {
        Ok(admitted) => {
            assert_eq!(iss.as_deref(), Some("https://ci.example"));
            let verified = admitted.verify([verifying]).unwrap();
            let signed: Map<String, Value> = serde_json::from_slice(data).unwrap();
            assert_eq!(verified.claims(), &signed);
            assert!(verified.times().expires_at().is_some_and(|end| end > NOW - 61));
        }
        Err(refusal) => assert_told(&refusal.to_string()),
    }
}

/// Claims and a rule, both of any form: a rule that holds has a text that is one of its values, or
/// begins with it; and a list that is accepted identifies a workload.
pub fn claim_rules(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.splitn(3, '\n');
    let (claim, value) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let claims: Value = serde_json::from_str(lines.next().unwrap_or_default()).unwrap_or_default();
    let Value::Object(claims) = claims else { return };
    let _ = SpiffeId::parse(value);

    for matches in [ClaimMatch::Exact, ClaimMatch::Prefix, ClaimMatch::OneOf] {
        let rule = ClaimRule { claim: claim.to_owned(), matches, values: vec![value.to_owned()] };
        let listed = validate_rules(std::slice::from_ref(&rule), Identifying { claims: &["sub"] });
        if let Err(fault) = &listed {
            assert_told(&fault.to_string());
        }
        let Ok(compiled) = rule.compile() else {
            assert!(listed.is_err());
            continue;
        };
        assert!(listed.is_err() || (compiled.path().is("sub") && !compiled.path().is_every()));
        let check = compiled.judge(&claims);
        assert_eq!(check.refusal.is_none(), compiled.holds(&claims));
        if check.refusal.is_none() {
            let found = compiled.path().find(&claims).unwrap();
            let of = |text: &str| match matches {
                ClaimMatch::Exact | ClaimMatch::OneOf => text == value,
                ClaimMatch::Prefix => text.starts_with(value),
            };
            assert!(match found {
                Value::String(text) => !compiled.path().is_every() && of(text),
                Value::Array(items) => {
                    compiled.path().is_every()
                        && items.iter().any(|item| item.as_str().is_some_and(of))
                }
                _ => false,
            });
        }
    }
}

/// A refusal stands in an answer and in a line of the log.
fn assert_told(refusal: &str) {
    let printable = |letter: char| matches!(letter, ' '..='~');
    assert!(refusal.len() < 1024 && refusal.chars().all(printable), "{refusal:?}");
}
