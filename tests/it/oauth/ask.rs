//! Requests to the OAuth endpoints, and assertions for every answer.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{Method, Request},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::harness::{Response, World};

pub(crate) const TOKEN: &str = "/p/acme/oauth/token";
pub(crate) const INTROSPECT: &str = "/p/acme/oauth/introspect";
pub(crate) const REVOKE: &str = "/p/acme/oauth/revoke";
pub(crate) const CLIENT_ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
pub(crate) const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// A POST of a form.
#[derive(Clone)]
pub(crate) struct Ask {
    authorization: Vec<String>,
    content_type: &'static str,
    body: String,
}

impl Ask {
    pub(crate) fn new() -> Self {
        let content_type = "application/x-www-form-urlencoded";
        Self { authorization: vec![], content_type, body: String::new() }
    }

    /// A token request with the client credentials grant.
    pub(crate) fn client_credentials() -> Self {
        Self::new().with("grant_type", "client_credentials")
    }

    /// A token request with the JWT bearer grant.
    pub(crate) fn grant(assertion: &str) -> Self {
        Self::new().with("grant_type", JWT_BEARER).with("assertion", assertion)
    }

    /// A request about a token, for introspection or revocation.
    pub(crate) fn about(token: &str) -> Self {
        Self::new().with("token", token)
    }

    pub(crate) fn with(self, name: &str, value: &str) -> Self {
        self.raw(&format!("{name}={}", escaped(value)))
    }

    /// Appends `pair` to the body without escaping it.
    pub(crate) fn raw(mut self, pair: &str) -> Self {
        if !self.body.is_empty() {
            self.body.push('&');
        }
        self.body.push_str(pair);
        self
    }

    pub(crate) fn header(mut self, authorization: &str) -> Self {
        self.authorization.push(authorization.to_owned());
        self
    }

    pub(crate) fn basic(self, id: &str, secret: &str) -> Self {
        let pair = format!("{}:{}", escaped(id), escaped(secret));
        self.header(&format!("Basic {}", STANDARD.encode(pair)))
    }

    pub(crate) fn post(self, id: &str, secret: &str) -> Self {
        self.with("client_id", id).with("client_secret", secret)
    }

    pub(crate) fn assertion(self, assertion: &str) -> Self {
        self.with("client_assertion", assertion).with("client_assertion_type", CLIENT_ASSERTION)
    }

    pub(crate) fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = content_type;
        self
    }

    pub(crate) async fn send(&self, world: &World, path: &str) -> Response {
        self.send_by(world, path, Method::POST).await
    }

    pub(crate) async fn send_by(&self, world: &World, path: &str, method: Method) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        if !self.content_type.is_empty() {
            request = request.header("content-type", self.content_type);
        }
        for value in &self.authorization {
            request = request.header("authorization", value);
        }
        world.send(request.body(Body::from(self.body.clone())).unwrap()).await
    }
}

/// Percent-encodes all but unreserved characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            write!(escaped, "%{byte:02X}").unwrap();
        }
    }
    escaped
}

/// Name, request, expected status and expected error; the error is empty for a success.
pub(crate) type Case = (&'static str, Ask, u16, &'static str);

/// Sends each request and compares its answer with the expected one.
pub(crate) async fn check_all(world: &World, path: &str, cases: Vec<Case>) {
    for (name, ask, status, error) in cases {
        let answer = ask.send(world, path).await;
        check(name, &ask, &answer, status, error);
    }
}

#[track_caller]
pub(crate) fn check(name: &str, ask: &Ask, answer: &Response, status: u16, error: &str) {
    let text = answer.text();
    assert_eq!(answer.status, status, "{name}: {text}");
    assert_eq!(answer.header("cache-control"), "no-store", "{name}");
    assert_eq!(answer.header("pragma"), "no-cache", "{name}");
    let challenged = status == 401 && !ask.authorization.is_empty();
    assert_eq!(answer.header("www-authenticate").starts_with("Basic realm="), challenged, "{name}");
    assert_eq!(answer.headers.contains_key("retry-after"), status == 503, "{name}");
    if error.is_empty() {
        return;
    }
    let body = answer.json();
    assert_eq!(answer.header("content-type"), "application/json", "{name}");
    assert_eq!(body["error"], error, "{name}: {text}");
    let description = body["error_description"].as_str().unwrap();
    let allowed = |one: char| matches!(one, ' '..='~') && one != '"' && one != '\\';
    assert!(!description.is_empty() && description.chars().all(allowed), "{name}: {text}");
}
