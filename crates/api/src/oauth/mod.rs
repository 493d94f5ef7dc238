//! The OAuth endpoints of a project: token, introspection and revocation. This module handles HTTP
//! only; the use cases decide.

mod basic;
mod call;
mod credentials;
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
    Control, GrantKind, GrantType, IntrospectionRequest, OAuthError, RevocationRequest,
    TokenRequest,
    paths::{ISSUERS, IssuerPath},
};
use secrecy::SecretString;
use tower_http::set_header::SetResponseHeaderLayer;

pub(crate) use self::refusal::plain;
use self::{call::Call, credentials::credentials, form::Form};
use crate::http;

/// Older caches know only `Pragma` (RFC 6749 section 5.1); each response also has `no-store`.
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

/// The routes of the endpoints.
pub(crate) fn routes() -> Router<Control> {
    let path = |path: IssuerPath| format!("{ISSUERS}{{slug}}{}", path.as_str());
    Router::new()
        .route(&path(IssuerPath::Token), post(token))
        .route(&path(IssuerPath::Introspection), post(introspect))
        .route(&path(IssuerPath::Revocation), post(revoke))
        .method_not_allowed_fallback(async || http::refusal::method_not_allowed("POST"))
        .layer(SetResponseHeaderLayer::overriding(PRAGMA, NO_CACHE))
}

/// The token endpoint (RFC 6749 section 3.2).
async fn token(State(control): State<Control>, call: Call) -> Response {
    let issued = async { control.tokens().issue(&call.slug, &token_request(&call)?).await };
    match issued.await {
        Ok(token) => reply::issued(&token),
        Err(error) => refusal::refuse(&error, call.tried_header()),
    }
}

/// The introspection endpoint (RFC 7662 section 2).
async fn introspect(State(control): State<Control>, call: Call) -> Response {
    let introspected = async {
        let mut form = Form::parse(&call.body)?;
        let credentials = credentials(&call.headers, &mut form)?;
        let request = IntrospectionRequest { credentials, token: asked_token(&mut form)? };
        control.tokens().introspect(&call.slug, &request).await
    };

    match introspected.await {
        Ok(introspection) => reply::introspected(&introspection),
        Err(error) => refusal::refuse(&error, call.tried_header()),
    }
}

/// The revocation endpoint (RFC 7009 section 2).
async fn revoke(State(control): State<Control>, call: Call) -> Response {
    let revoked = async {
        let mut form = Form::parse(&call.body)?;
        let credentials = credentials(&call.headers, &mut form)?;
        let request = RevocationRequest { credentials, token: asked_token(&mut form)? };
        control.tokens().revoke(&call.slug, &request).await
    };

    match revoked.await {
        Ok(()) => reply::revoked(),
        Err(error) => refusal::refuse(&error, call.tried_header()),
    }
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
    };
    Ok(TokenRequest {
        credentials: credentials(&call.headers, &mut form)?,
        grant,
        scope: form.scope.take().map(Into::into),
        resources: std::mem::take(&mut form.resources),
    })
}

fn asked_token(form: &mut Form<'_>) -> Result<SecretString, OAuthError> {
    let token = form.token.take().ok_or_else(|| missing("token"))?;
    Ok(SecretString::from(token.into_owned()))
}

fn missing(parameter: &str) -> OAuthError {
    OAuthError::InvalidRequest(format!("{parameter} is missing"))
}
