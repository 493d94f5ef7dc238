//! The OAuth endpoints of a project: token, introspection and revocation. This module handles HTTP
//! only; the use-cases decide.

mod basic;
mod call;
mod credentials;
pub(crate) mod form;
mod refusal;
mod reply;

use axum::{
    extract::{Path, Request, State, rejection::PathRejection},
    response::Response,
};
use keyplane_control::{
    Control, GrantKind, GrantType, IntrospectionRequest, OAuthError, RevocationRequest,
    TokenRequest,
};
use secrecy::SecretString;

pub(crate) use self::refusal::plain;
use self::{call::Call, credentials::credentials, form::Form};

type Slug = Result<Path<String>, PathRejection>;

/// `POST …/oauth/token` (RFC 6749 section 3.2).
pub(crate) async fn token(
    State(control): State<Control>,
    slug: Slug,
    request: Request,
) -> Response {
    let call = match Call::receive(slug, request).await {
        Ok(call) => call,
        Err(fault) => return fault.answer(),
    };
    let issued = async { control.issue_token(&call.slug, &token_request(&call)?).await };
    match issued.await {
        Ok(token) => reply::issued(&token),
        Err(error) => refusal::refuse(&error, call.tried_header()),
    }
}

/// `POST …/oauth/introspect` (RFC 7662 section 2).
pub(crate) async fn introspect(
    State(control): State<Control>,
    slug: Slug,
    request: Request,
) -> Response {
    let call = match Call::receive(slug, request).await {
        Ok(call) => call,
        Err(fault) => return fault.answer(),
    };
    let introspected = async {
        let mut form = Form::parse(&call.body)?;
        let credentials = credentials(&call.headers, &mut form)?;
        let request = IntrospectionRequest { credentials, token: asked_token(&mut form)? };
        control.introspect_token(&call.slug, &request).await
    };
    match introspected.await {
        Ok(introspection) => reply::introspected(&introspection),
        Err(error) => refusal::refuse(&error, call.tried_header()),
    }
}

/// `POST …/oauth/revoke` (RFC 7009 section 2).
pub(crate) async fn revoke(
    State(control): State<Control>,
    slug: Slug,
    request: Request,
) -> Response {
    let call = match Call::receive(slug, request).await {
        Ok(call) => call,
        Err(fault) => return fault.answer(),
    };
    let revoked = async {
        let mut form = Form::parse(&call.body)?;
        let credentials = credentials(&call.headers, &mut form)?;
        let request = RevocationRequest { credentials, token: asked_token(&mut form)? };
        control.revoke_token(&call.slug, &request).await
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
        resources: form.resources,
    })
}

fn asked_token(form: &mut Form<'_>) -> Result<SecretString, OAuthError> {
    let token = form.token.take().ok_or_else(|| missing("token"))?;
    Ok(SecretString::from(token.into_owned()))
}

fn missing(parameter: &str) -> OAuthError {
    OAuthError::InvalidRequest(format!("{parameter} is missing"))
}
