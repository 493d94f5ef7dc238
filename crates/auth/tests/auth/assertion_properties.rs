//! A good assertion with anything changed is refused.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::assertion::{CLIENT, ISSUER, NOW, as_client, as_grant, assertion, good, header, with};

/// Any small JSON.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        Just(json!(CLIENT)),
        Just(json!(ISSUER)),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::hash_map(".{0,4}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn refused(token: &str) -> bool {
    as_client(token).is_err() && as_grant(token, false).is_err()
}

proptest! {
    #[test]
    fn with_any_byte_changed_it_is_refused(at in any::<prop::sample::Index>(), byte in any::<char>()) {
        let good = assertion(&header(), &good());
        let at = at.index(good.len());
        let mut changed = good.clone();
        changed.replace_range(at..=at, &byte.to_string());
        prop_assume!(changed != good);
        prop_assert!(refused(&changed));
        prop_assert!(as_grant(&changed, true).is_err());
    }

    #[test]
    fn cut_or_lengthened_it_is_refused(at in any::<prop::sample::Index>(), more in ".{1,9}") {
        let good = assertion(&header(), &good());
        prop_assert!(refused(&good[..at.index(good.len())]));
        let longer = good + &more;
        prop_assert!(refused(&longer));
    }

    #[test]
    fn with_any_claim_changed_behind_its_signature_it_is_refused(
        name in prop::sample::select(vec!["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "new"]),
        value in any_json(),
    ) {
        let mut claims = good();
        claims[name] = value;
        prop_assume!(claims != good());
        let genuine = assertion(&header(), &good());
        let forged = assertion(&header(), &claims);
        let signature = genuine.rsplit('.').next().unwrap();
        let input = forged.rsplit_once('.').unwrap().0;
        let token = [input, signature].join(".");
        prop_assert!(refused(&token));
    }

    #[test]
    fn signed_again_with_another_issuer_subject_or_audience_it_is_refused(
        name in prop::sample::select(vec!["iss", "sub", "aud"]),
        value in any_json(),
    ) {
        let mut claims = good();
        claims[name] = value.clone();
        prop_assume!(claims != good() && !(name == "aud" && value == json!([ISSUER])));
        prop_assert!(refused(&assertion(&header(), &claims)));
    }

    #[test]
    fn signed_again_with_a_claim_of_another_type_it_is_refused(
        name in prop::sample::select(vec!["exp", "nbf", "iat", "jti"]),
        value in any_json(),
    ) {
        let right = if name == "jti" { value.is_string() } else { value.is_number() };
        prop_assume!(!right);
        let mut claims = good();
        claims[name] = value;
        let token = assertion(&header(), &claims);
        prop_assert!(refused(&token));
        prop_assert!(as_grant(&token, true).is_err());
    }

    #[test]
    fn signed_again_without_a_claim_that_it_needs_it_is_refused(
        name in prop::sample::select(vec!["iss", "sub", "aud", "exp"]),
    ) {
        let token = assertion(&header(), &with(json!({name: null})));
        prop_assert!(refused(&token));
        prop_assert!(as_grant(&token, true).is_err());
    }

    #[test]
    fn signed_again_under_another_header_it_is_refused(
        name in prop::sample::select(vec!["alg", "typ", "crit"]),
        value in any_json(),
    ) {
        prop_assume!(!(name == "alg" && value == "ES256"));
        let mut changed = header();
        changed[name] = value;
        prop_assert!(refused(&assertion(&changed, &good())));
    }

    #[test]
    fn only_in_its_time_it_is_accepted(
        exp in -9000i64..9000, nbf in -9000i64..9000, iat in -9000i64..9000,
    ) {
        let claims = with(json!({"exp": NOW + exp, "nbf": NOW + nbf, "iat": NOW + iat}));
        let token = assertion(&header(), &claims);
        let in_time = exp > -60 && exp <= 3660 && nbf <= 60 && (-3660..=60).contains(&iat);
        prop_assert_eq!(as_client(&token).is_ok(), in_time);
        prop_assert_eq!(as_grant(&token, true).is_ok(), in_time);
    }

    #[test]
    fn no_text_makes_the_rules_panic(text in ".{0,100}", claims in any_json(), head in any_json()) {
        let _ = as_client(&text);
        let _ = as_client(&assertion(&header(), &claims));
        let _ = as_grant(&assertion(&head, &claims), true);
    }
}
