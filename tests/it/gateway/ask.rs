//! Check requests of a gateway, and assertions for every answer.

use axum::{
    body::Body,
    http::{Method, Request},
};

use crate::harness::{Response, World};

pub(super) const VERIFY: &str = "/p/acme/apis/orders/verify";

/// The identity headers of a positive answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) subject: String,
    pub(super) client_id: String,
    pub(super) scope: String,
    pub(super) token_id: String,
}

/// Checks a request with this token.
pub(super) async fn check(world: &World, path: &str, token: &str) -> Response {
    check_by(world, Method::GET, path, &[("authorization", &format!("Bearer {token}"))]).await
}

/// As [`check`], with any method and headers. Asserts that every gateway can handle the answer.
pub(super) async fn check_by(
    world: &World,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
) -> Response {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }

    let answer = world.send(request.body(Body::empty()).unwrap()).await;
    let status = answer.status.as_u16();

    assert!([200, 401, 403, 503].contains(&status), "{status}: {}", answer.text());
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(
        answer.header("www-authenticate").starts_with("Bearer "),
        match status {
            401 => true,
            403 => answer.json()["error"] == "insufficient_scope",
            _ => false,
        }
    );

    let identified = answer.headers.keys().filter(|name| name.as_str().starts_with("x-keyplane-"));
    assert_eq!(identified.count(), if status == 200 { 4 } else { 0 });
    answer
}

/// The identity in a positive answer.
#[track_caller]
pub(super) fn identity(answer: &Response) -> Identity {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.body.len(), 0);
    let header = |name| answer.header(name).to_owned();
    Identity {
        subject: header("x-keyplane-subject"),
        client_id: header("x-keyplane-client-id"),
        scope: header("x-keyplane-scope"),
        token_id: header("x-keyplane-token-id"),
    }
}

/// Asserts a refusal with this status and with this text in its description.
#[track_caller]
pub(super) fn refused(answer: &Response, status: u16, text: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let body = answer.json();
    let description = body["error_description"].as_str().unwrap();
    assert!(description.contains(text), "{description}, not {text}");
    let challenge = answer.header("www-authenticate");
    if !challenge.is_empty() {
        assert!(challenge.contains(description), "{challenge}");
    }
}
