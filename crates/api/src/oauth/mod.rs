//! The OAuth endpoints of a project: token, introspection and revocation. This module handles HTTP
//! only; the use cases decide.

mod basic;
mod call;
mod credentials;
mod exchange;
pub(crate) mod form;
mod refusal;
mod reply;

use axum::{
    extract::State,
    http::{HeaderValue, header::PRAGMA},
    response::Response,
    routing::{Router, post},
};
use keyplane_control::{
    Credentials, GrantKind, GrantType, IntrospectionRequest, OAuthError, RevocationRequest,
    TokenRequest,
    paths::{ISSUERS, IssuerPath},
};
use secrecy::{ExposeSecret as _, SecretString};
use tower_http::set_header::SetResponseHeaderLayer;

pub(crate) use self::refusal::plain;
use self::{call::Call, credentials::credentials, form::Form};
use crate::{
    http::{self, machines::MachineState},
    telemetry::{Door, RefusedLine, claimed},
};

/// Older caches know only `Pragma` (RFC 6749 section 5.1); each response also has `no-store`.
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

/// The routes of the endpoints.
pub(crate) fn routes() -> Router<MachineState> {
    let path = |path: IssuerPath| format!("{ISSUERS}{{slug}}{}", path.as_str());
    Router::new()
        .route(&path(IssuerPath::Token), post(token))
        .route(&path(IssuerPath::Introspection), post(introspect))
        .route(&path(IssuerPath::Revocation), post(revoke))
        .method_not_allowed_fallback(async || http::refusal::method_not_allowed("POST"))
        .layer(SetResponseHeaderLayer::overriding(PRAGMA, NO_CACHE))
}

/// The token endpoint (RFC 6749 section 3.2).
async fn token(State(MachineState { control, .. }): State<MachineState>, call: Call) -> Response {
    let refuse = |error, client| refusal::refuse(&error, Door::Token, client, call.tried_header());
    let request = match token_request(&call) {
        Ok(request) => request,
        Err(error) => return refuse(error, None),
    };

    match control.tokens().issue(&call.slug, &request).await {
        Ok(token) => reply::issued(token, request.grant.kind()),
        Err(error) => refuse(error, claimed_client(&request.credentials, Some(&request.grant))),
    }
}

/// The introspection endpoint (RFC 7662 section 2).
async fn introspect(
    State(MachineState { control, .. }): State<MachineState>,
    call: Call,
) -> Response {
    let door = Door::Introspection;
    let refuse = |error, client| refusal::refuse(&error, door, client, call.tried_header());
    let (credentials, token) = match client_and_token(&call) {
        Ok(read) => read,
        Err(error) => return refuse(error, None),
    };

    let request = IntrospectionRequest { credentials, token, source: call.source };
    match control.tokens().introspect(&call.slug, &request).await {
        Ok(introspection) => reply::introspected(&introspection),
        Err(error) => refuse(error, claimed_client(&request.credentials, None)),
    }
}

/// The revocation endpoint (RFC 7009 section 2).
async fn revoke(State(MachineState { control, .. }): State<MachineState>, call: Call) -> Response {
    let door = Door::Revocation;
    let refuse = |error, client| refusal::refuse(&error, door, client, call.tried_header());
    let (credentials, token) = match client_and_token(&call) {
        Ok(read) => read,
        Err(error) => return refuse(error, None),
    };

    let request = RevocationRequest { credentials, token, source: call.source };
    match control.tokens().revoke(&call.slug, &request).await {
        Ok(()) => reply::revoked(),
        Err(error) => refuse(error, claimed_client(&request.credentials, None)),
    }
}

/// The client that a request names, for the log; it may be another one's name.
fn claimed_client(credentials: &Credentials, grant: Option<&GrantType>) -> Option<String> {
    let by_grant = match grant {
        Some(GrantType::JwtBearer(assertion)) => {
            RefusedLine::claimed_issuer(assertion.expose_secret())
        }
        // The client that exchanges a token is not the one that the token names.
        Some(GrantType::TokenExchange(_) | GrantType::ClientCredentials) | None => None,
    };
    by_grant.or_else(|| match credentials {
        Credentials::Basic { id, .. } | Credentials::Post { id, .. } => Some(claimed(id)),
        Credentials::Assertion { assertion, id, .. } => {
            let issuer = RefusedLine::claimed_issuer(assertion.expose_secret());
            issuer.or_else(|| id.as_deref().map(claimed))
        }
        Credentials::None { id } => id.as_deref().map(claimed),
    })
}

fn client_and_token(call: &Call) -> Result<(Credentials, SecretString), OAuthError> {
    let mut form = Form::parse(&call.body)?;
    Ok((credentials(&call.headers, &mut form)?, asked_token(&mut form)?))
}

fn token_request(call: &Call) -> Result<TokenRequest, OAuthError> {
    let mut form = Form::parse(&call.body)?;
    let kind = form.grant_type.as_deref().ok_or_else(|| missing("grant_type"))?;
    let grant = match GrantKind::named(kind).ok_or(OAuthError::UnsupportedGrantType)? {
        GrantKind::ClientCredentials => GrantType::ClientCredentials,
        GrantKind::JwtBearer => {
            let assertion = form.assertion.take().ok_or_else(|| missing("assertion"))?;
            GrantType::JwtBearer(SecretString::from(assertion.into_owned()))
        }
        GrantKind::TokenExchange => GrantType::TokenExchange(exchange::token_exchange(&mut form)?),
    };

    Ok(TokenRequest {
        credentials: credentials(&call.headers, &mut form)?,
        grant,
        scope: form.scope.take().map(Into::into),
        resources: std::mem::take(&mut form.resources),
        audiences: std::mem::take(&mut form.audiences),
        source: call.source,
    })
}

fn asked_token(form: &mut Form<'_>) -> Result<SecretString, OAuthError> {
    let token = form.token.take().ok_or_else(|| missing("token"))?;
    Ok(SecretString::from(token.into_owned()))
}

fn missing(parameter: &str) -> OAuthError {
    OAuthError::InvalidRequest(format!("{parameter} is missing"))
}
