//! Every kind of token in each other's place, all signed by one key that every
//! door would take: the worst case, since the key tables keep purposes apart.

use keyplane_auth::{
    AccessTokenRules, ApplicationKey, ClientAssertionRules, GrantAssertionRules, Header,
    UnverifiedAccessToken, UnverifiedAdminToken, UnverifiedAssertion, mint,
};
use serde_json::{Value, json};

use crate::{
    access_token::access_token,
    assertion::{CLIENT, ISSUER, NOW, TOKEN_ENDPOINT},
    support::{map, signing_key, verifying_key},
};

const API: &str = "https://orders.example";

fn token(typ: Option<&str>, claims: Value) -> String {
    let typ = typ.map(ToOwned::to_owned);
    let header = Header { kid: "k1".to_owned(), typ, ..Header::default() };
    mint(signing_key(), header, &map(claims)).unwrap()
}

fn opens_admin_api(token: &str) -> bool {
    UnverifiedAdminToken::parse(token).is_ok_and(|token| {
        token.audiences() == ["acme"]
            && token.verify(&verifying_key()).is_ok_and(|token| token.check_times(NOW, 900).is_ok())
    })
}

fn authenticates_client(token: &str) -> bool {
    let audiences = &[ISSUER, TOKEN_ENDPOINT];
    let rules =
        ClientAssertionRules { client_id: CLIENT, audiences, refused_endpoints: &[], now: NOW };
    UnverifiedAssertion::parse(token)
        .and_then(|token| token.verify(&ApplicationKey::Public(verifying_key())))
        .and_then(|token| rules.accept(token))
        .is_ok()
}

fn is_grant(token: &str) -> bool {
    let audiences = &[ISSUER, TOKEN_ENDPOINT];
    let rules =
        GrantAssertionRules { client_id: CLIENT, audiences, allow_any_subject: true, now: NOW };
    UnverifiedAssertion::parse(token)
        .and_then(|token| token.verify(&ApplicationKey::Public(verifying_key())))
        .and_then(|token| rules.accept(token))
        .is_ok()
}

fn is_access_token(token: &str) -> bool {
    let rules = AccessTokenRules { issuer: ISSUER, now: NOW, leeway: 60 };
    UnverifiedAccessToken::parse(token)
        .and_then(|token| token.verify(&verifying_key()))
        .and_then(|token| rules.accept(token))
        .is_ok()
}

/// Which of the four doors a token opens.
fn opens(token: &str) -> [bool; 4] {
    [opens_admin_api(token), authenticates_client(token), is_grant(token), is_access_token(token)]
}

#[test]
fn each_kind_opens_its_own_door_only() {
    let times = json!({"iat": NOW, "exp": NOW + 300});
    let claims = |iss: &str, sub: &str, aud: &str| {
        let mut claims = times.clone();
        claims["iss"] = iss.into();
        claims["sub"] = sub.into();
        claims["aud"] = aud.into();
        claims
    };
    let admin = json!({"aud": "acme", "iat": NOW, "exp": NOW + 300});
    let authentication = Some("client-authentication+jwt");

    for (kind, token, expected) in [
        ("admin token", token(None, admin.clone()), [true, false, false, false]),
        ("typed admin token", token(Some("JWT"), admin), [true, false, false, false]),
        (
            "client assertion",
            token(authentication, claims(CLIENT, CLIENT, ISSUER)),
            [false, true, false, false],
        ),
        (
            "grant assertion",
            token(Some("JWT"), claims(CLIENT, "device 7", ISSUER)),
            [false, false, true, false],
        ),
        // Where both shapes agree both take it, and its jti lets it serve once.
        (
            "assertion of either shape",
            token(None, claims(CLIENT, CLIENT, ISSUER)),
            [false, true, true, false],
        ),
        (
            "application JWT for itself",
            token(Some("JWT"), claims(CLIENT, CLIENT, CLIENT)),
            [false; 4],
        ),
        ("application JWT for an API", token(None, claims(CLIENT, CLIENT, API)), [false; 4]),
        ("access token", access_token(), [false, false, false, true]),
    ] {
        assert_eq!(opens(&token), expected, "{kind}");
    }
}

#[test]
fn the_claims_of_a_kind_under_the_type_of_another_open_nothing() {
    let assertion = json!({
        "iss": CLIENT, "sub": CLIENT, "aud": ISSUER, "client_id": CLIENT,
        "iat": NOW, "exp": NOW + 300, "jti": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    });
    // An assertion with the header of an access token has the wrong issuer.
    assert_eq!(opens(&token(Some("at+jwt"), assertion)), [false; 4]);
    let access = serde_json::to_value(crate::access_token::claims()).unwrap();
    for typ in [None, Some("JWT"), Some("client-authentication+jwt")] {
        assert_eq!(opens(&token(typ, access.clone())), [false; 4], "{typ:?}");
    }
}
