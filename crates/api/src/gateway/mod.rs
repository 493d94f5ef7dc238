//! The gateway check: nginx, Caddy, Traefik, Envoy and others ask whether a request may pass. This
//! module handles HTTP only; the use cases decide.
//!
//! The only statuses are 200, 401, 403 and 503, because gateways interpret others differently.

mod reply;
mod route;
mod scopes;

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Uri},
    response::Response,
};
use keyplane_auth::MAX_ACCESS_TOKEN_BYTES;
use keyplane_control::{Control, GatewayRequest};

use self::route::ProtectedRoute;
use crate::http::{bearer, sources::Counting};

/// Maximum logged length of a header, in bytes.
const MAX_LOGGED: usize = 256;

/// Handles `…/apis/{name}/verify` and `…/apis/{name}/scopes/{a+b}/verify`, with any suffix and any
/// method.
pub(crate) async fn check(State(counting): State<Counting>, request: Request) -> Response {
    let source = counting.sources.of(request.extensions(), request.headers());
    let response = answer(&counting.control, request.uri(), request.headers(), source).await;
    // The gateway's `x-forwarded-*` headers are logged only; they do not affect the decision.
    tracing::debug!(
        status = response.status().as_u16(),
        forwarded.method = header(request.headers(), "x-forwarded-method"),
        forwarded.host = header(request.headers(), "x-forwarded-host"),
        forwarded.path = path(header(request.headers(), "x-forwarded-uri")),
        "checked"
    );
    response
}

async fn answer(
    control: &Control,
    uri: &Uri,
    headers: &HeaderMap,
    source: Option<IpAddr>,
) -> Response {
    let route = ProtectedRoute::of(uri);
    let token = match bearer::token(headers, MAX_ACCESS_TOKEN_BYTES) {
        Ok(token) => token,
        Err(fault) => {
            let slug = route.as_ref().map(|route| route.slug);
            let issuer = slug.map(|slug| control.public_url().issuer(slug));
            return reply::no_token(fault, issuer.as_deref());
        }
    };
    let Some(ProtectedRoute { slug, api, scopes }) = route else { return reply::no_route() };
    let request = GatewayRequest { slug, api, token, scopes: &scopes, source };
    match control.gateway().check(&request).await {
        Ok(admission) => reply::admitted(admission),
        Err(refusal) => reply::refused(&refusal, &scopes),
    }
}

/// The start of a header for the log; `None` if it is absent or not text.
fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let text = headers.get(name)?.to_str().ok()?;
    // The text is ASCII, so every index is a character boundary.
    Some(&text[..text.len().min(MAX_LOGGED)])
}

/// A path without its query, which may hold secrets.
fn path(uri: Option<&str>) -> Option<&str> {
    uri?.split(['?', '#']).next()
}
