//! Tokens of the instance's key and of a project's key: form, header, audience, times.

use axum::{
    body::Body,
    http::{Request, header},
};
use serde_json::{Value, json};

use crate::harness::{Answer, Caller, Claims, World, on_both};

/// The guard's reason for these values of `Authorization` headers; empty if accepted.
pub(super) async fn judged(world: &World, authorization: &[String]) -> String {
    let mut request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
    for value in authorization {
        request = request.header(header::AUTHORIZATION, value);
    }
    let body = json!({ "query": "{ viewer { key { kid } } }" }).to_string();
    let response = world.send(request.body(Body::from(body)).unwrap()).await;
    let status = response.status.as_u16();
    let answer = Answer::from(response);
    match status {
        200 => answer.ok().reason().to_owned(),
        401 => {
            assert_eq!(answer.code(), "UNAUTHENTICATED");
            answer.reason().to_owned()
        }
        other => panic!("status {other}: {}", answer.body),
    }
}

/// Asserts the verdict on each token; names every row that fails.
pub(super) async fn assert_verdicts(world: &World, rows: Vec<(&str, String, &str)>) {
    let mut wrong = Vec::new();
    for (name, token, expected) in rows {
        let found = judged(world, &[format!("Bearer {token}")]).await;
        if found != expected {
            wrong.push(format!("{name}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The usual claims of `caller` with `changes`; null removes a claim.
pub(super) fn changed(world: &World, caller: &Caller, changes: Value) -> Claims {
    let mut claims = caller.claims(world.now());
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            claims.remove(name);
        } else {
            claims.insert(name.clone(), value.clone());
        }
    }
    claims
}

on_both! {
    async fn tokens_inside_the_rules_are_let_in(world: World) {
        let root = world.root();
        let now = world.now().seconds();
        let token = |changes| root.token_with(changed(&world, &root, changes));
        let claims = Value::Object(root.claims(world.now())).to_string();
        let header = |extra: &str| {
            let text = format!(r#"{{"alg":"RS256","kid":"{}"{extra}}}"#, root.kid);
            root.sign_raw(&text, &claims)
        };

        let rows = vec![
            ("the plain token", root.token(world.now()), ""),
            ("aud in an array", token(json!({ "aud": ["keyplane"] })), ""),
            ("aud among strangers", token(json!({ "aud": ["https://else.example", "keyplane"] })), ""),
            ("a fractional exp", token(json!({ "exp": 0.5 + 300.0 + now as f64 })), ""),
            ("a fractional iat", token(json!({ "iat": now as f64 - 0.25 })), ""),
            ("an exp in scientific form", root.sign_raw(
                &format!(r#"{{"alg":"RS256","kid":"{}"}}"#, root.kid),
                &format!(r#"{{"aud":"keyplane","exp":{}e1}}"#, now / 10 + 30),
            ), ""),
            ("no iat", token(json!({ "iat": null })), ""),
            ("exp a minute ago, less a second", token(json!({ "iat": now - 100, "exp": now - 59 })), ""),
            ("iat a minute ahead", token(json!({ "iat": now + 60 })), ""),
            ("nbf a minute ahead", token(json!({ "nbf": now + 60 })), ""),
            ("nbf in the past", token(json!({ "nbf": now - 1000 })), ""),
            ("24 hours", token(json!({ "exp": now + 86_400 })), ""),
            ("24 hours without iat", token(json!({ "iat": null, "exp": now + 86_400 })), ""),
            ("claims of its own", token(json!({ "sub": "x", "iss": "y", "jti": "z", "permissions": [] })), ""),
            ("typ JWT", header(r#","typ":"JWT""#), ""),
            ("jku, which is ignored", header(r#","jku":"https://evil.example/jwks""#), ""),
            ("x5u, which is ignored", header(r#","x5u":"https://evil.example/cert""#), ""),
            ("jwk, which is ignored", header(r#","jwk":{"kty":"RSA","n":"AQAB","e":"AQAB"}"#), ""),
        ];
        assert_verdicts(&world, rows).await;
    }

    async fn tokens_with_other_times_are_refused(world: World) {
        let root = world.root();
        let now = world.now().seconds();
        let token = |changes| root.token_with(changed(&world, &root, changes));

        let rows = vec![
            ("no exp", token(json!({ "exp": null })), "MALFORMED"),
            ("exp as text", token(json!({ "exp": (now + 300).to_string() })), "MALFORMED"),
            ("exp as a list", token(json!({ "exp": [now + 300] })), "MALFORMED"),
            ("iat as text", token(json!({ "iat": now.to_string() })), "MALFORMED"),
            ("nbf as a truth value", token(json!({ "nbf": true })), "MALFORMED"),
            ("exp a minute ago", token(json!({ "iat": now - 100, "exp": now - 60 })), "EXPIRED"),
            ("exp long ago", token(json!({ "iat": 1, "exp": 2 })), "EXPIRED"),
            ("a negative exp", token(json!({ "iat": null, "exp": -1 })), "EXPIRED"),
            ("iat more than a minute ahead", token(json!({ "iat": now + 61 })), "NOT_YET_VALID"),
            ("nbf more than a minute ahead", token(json!({ "nbf": now + 61 })), "NOT_YET_VALID"),
            ("24 hours and a second", token(json!({ "exp": now + 86_401 })), "LIFETIME_TOO_LONG"),
            ("a lifetime that began in the past", token(json!({ "iat": now - 86_000, "exp": now + 500 })), "LIFETIME_TOO_LONG"),
            ("a day and two minutes without iat", token(json!({ "iat": null, "exp": now + 86_520 })), "LIFETIME_TOO_LONG"),
            ("an exp beyond all integers", token(json!({ "exp": 1e300 })), "LIFETIME_TOO_LONG"),
        ];
        assert_verdicts(&world, rows).await;
    }

    async fn tokens_for_another_audience_are_refused(world: World) {
        let root = world.root();
        world.project("acme").await;
        world.project("other").await;
        let token = |changes| root.token_with(changed(&world, &root, changes));
        let rows = vec![
            ("no aud", token(json!({ "aud": null })), "WRONG_AUDIENCE"),
            ("an empty aud", token(json!({ "aud": [] })), "WRONG_AUDIENCE"),
            ("aud as a number", token(json!({ "aud": 1 })), "MALFORMED"),
            ("aud with a number in it", token(json!({ "aud": ["keyplane", 1] })), "MALFORMED"),
            ("an unknown project", token(json!({ "aud": "nobody" })), "WRONG_AUDIENCE"),
            ("the URL of another server", token(json!({ "aud": "https://else.example" })), "WRONG_AUDIENCE"),
            ("another case", token(json!({ "aud": "Keyplane" })), "WRONG_AUDIENCE"),
            ("two projects", token(json!({ "aud": ["acme", "other"] })), "WRONG_AUDIENCE"),
            ("the instance and a project", token(json!({ "aud": ["keyplane", "acme"] })), "WRONG_AUDIENCE"),
            ("a project, with the instance's key", token(json!({ "aud": "acme" })), "UNKNOWN_KID"),
        ];
        assert_verdicts(&world, rows).await;
    }
}
