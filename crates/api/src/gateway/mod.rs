//! The gateway check: nginx, Caddy, Traefik, Envoy and others ask whether a request may pass. This
//! module handles HTTP only; the use cases decide.
//!
//! The only statuses are 200, 401, 403, 503 and, beyond a limit of refusals, 429, because gateways
//! interpret others differently.

mod reply;
mod route;
mod scopes;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, request::Parts},
    response::Response,
};
use keyplane_auth::MAX_ACCESS_TOKEN_BYTES;
use keyplane_control::{GatewayRefusal, GatewayRequest};

use self::{reply::Challenge, route::ProtectedRoute};
use crate::{
    http::{bearer, machines::MachineState, published},
    telemetry::Outcome,
};

/// Maximum logged length of a header, in bytes.
const MAX_LOGGED: usize = 256;

/// Handles `…/apis/{name}/verify` and `…/apis/{name}/scopes/{a+b}/verify`, with any suffix and any
/// method. The one other path under `…/apis/` is that of the resource metadata document, which anyone
/// may read.
pub(crate) async fn check(State(state): State<MachineState>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if let Some((slug, api)) = route::resource_metadata(&parts.uri) {
        let mut response = published::resource_metadata(&state.control, slug, api, &parts).await;
        response.extensions_mut().insert(Outcome::Published);
        return response;
    }

    let response = answer(&state, &parts).await;
    // The gateway's `x-forwarded-*` headers are logged only; they do not affect the decision.
    tracing::debug!(
        status = response.status().as_u16(),
        forwarded.method = header(&parts.headers, "x-forwarded-method"),
        forwarded.host = header(&parts.headers, "x-forwarded-host"),
        forwarded.path = path(header(&parts.headers, "x-forwarded-uri")),
        "checked"
    );
    response
}

async fn answer(state: &MachineState, request: &Parts) -> Response {
    let MachineState { control, .. } = state;
    let route = ProtectedRoute::of(&request.uri);
    let token = match bearer::token(&request.headers, MAX_ACCESS_TOKEN_BYTES) {
        Ok(token) => token,
        Err(fault) => {
            let Some(route) = route else { return reply::no_token(fault, None) };
            let issuer = control.public_url().issuer(route.slug);
            return reply::no_token(fault, Some((&issuer, &challenge(state, &route).await)));
        }
    };

    let Some(route) = route else { return reply::no_route() };
    let ProtectedRoute { slug, api, ref scopes } = route;
    let source = state.source(&request.extensions, &request.headers);
    let request = GatewayRequest { slug, api, token, scopes, source };
    match control.gateway().check(&request).await {
        Ok(admission) => reply::admitted(admission),
        Err(refusal) => match refusal {
            GatewayRefusal::InvalidToken(_) | GatewayRefusal::InsufficientScope { .. } => {
                reply::refused(&refusal, &challenge(state, &route).await)
            }
            GatewayRefusal::Forbidden(_)
            | GatewayRefusal::TooManyFailures(_)
            | GatewayRefusal::NoOutsideKeys(_)
            | GatewayRefusal::Failed(_) => reply::refused(&refusal, &Challenge::default()),
        },
    }
}

/// What a challenge tells a client about the API.
async fn challenge<'r>(state: &MachineState, route: &'r ProtectedRoute<'_>) -> Challenge<'r> {
    let documents = state.control.documents();
    let resource_metadata = documents.resource_metadata_url(route.slug, route.api).await;
    Challenge { resource_metadata, scopes: &route.scopes }
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
