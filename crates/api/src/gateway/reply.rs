//! Converts a decision to a response that every gateway understands.

use std::{borrow::Cow, fmt::Write as _};

use axum::{
    body::Body,
    http::{
        HeaderName, HeaderValue, StatusCode,
        header::{CACHE_CONTROL, WWW_AUTHENTICATE},
    },
    response::Response,
};
use keyplane_control::{Admission, Error, GatewayRefusal, paths::IssuerPath};

use crate::{
    http::{
        bearer::BearerFault,
        refusal::{NO_STORE, json, too_many, unavailable, with_cause},
    },
    identity_header::IdentityHeader,
    oauth::plain,
    telemetry::{Door, Outcome, Reason, RefusedLine},
};

const SUBJECT: HeaderName = IdentityHeader::SUBJECT.header_name();
const CLIENT_ID: HeaderName = IdentityHeader::CLIENT_ID.header_name();
const SCOPE: HeaderName = IdentityHeader::SCOPE.header_name();
const TOKEN_ID: HeaderName = IdentityHeader::TOKEN_ID.header_name();

/// Number of headers of a complete response, so that their table is allocated once.
const HEADERS: usize = 8;

/// What a challenge tells a client about the API: nothing of it comes from a header.
#[derive(Default)]
pub(super) struct Challenge<'r> {
    /// URL of the API's resource metadata document (RFC 9728 section 5.1); `None` if it has none.
    pub(super) resource_metadata: Option<String>,
    /// Scopes that the route demands.
    pub(super) scopes: &'r [Cow<'r, str>],
}

impl Challenge<'_> {
    /// The parameters of a 401, each with a comma behind it. The texts hold no quote and no backslash.
    /// They stand before the description, which holds identifiers: some clients take the first text
    /// that looks like a parameter for it.
    fn parameters(&self) -> String {
        let mut text = self.metadata();
        if !self.scopes.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, r#"scope="{}", "#, self.scopes.join(" "));
        }
        text
    }

    fn metadata(&self) -> String {
        let url = self.resource_metadata.as_deref();
        url.map_or_else(String::new, |url| format!(r#"resource_metadata="{url}", "#))
    }
}

/// The request passes. Every header is present, even if it is empty, so that the gateway overwrites
/// what the client sent under that name.
pub(super) fn admitted(admission: Admission) -> Response {
    let Admission { subject, client_id, scope, token_id } = admission;
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    headers.insert(CACHE_CONTROL, NO_STORE);
    for (name, value) in
        [(SUBJECT, subject), (CLIENT_ID, client_id), (SCOPE, scope), (TOKEN_ID, token_id)]
    {
        match HeaderValue::from_maybe_shared(value) {
            Ok(value) => headers.insert(name, value),
            Err(error) => {
                let fault = Error::Internal(format!("{name}: {error}"));
                return refused(&GatewayRefusal::Failed(fault), &Challenge::default());
            }
        };
    }
    response
}

/// The request has no usable token (RFC 6750 section 3.1: no error code if the token is absent). `at`:
/// the issuer and the API of the path, if it names any.
pub(super) fn no_token(fault: BearerFault, at: Option<(&str, &Challenge<'_>)>) -> Response {
    match (fault, at) {
        (BearerFault::Missing, Some((issuer, challenge))) => {
            let text = format!(
                "send Authorization: Bearer with a token: {} issues access tokens",
                IssuerPath::Token.under(issuer)
            );
            let parameters = challenge.parameters();
            let challenge =
                format!(r#"Bearer realm="{issuer}", {parameters}error_description="{text}""#);
            let response = challenged(StatusCode::UNAUTHORIZED, "missing_token", &text, &challenge);
            noted(response, Reason::MissingToken)
        }
        (fault, _) => {
            let text = fault.to_string();
            let reason = match fault {
                BearerFault::Missing => Reason::MissingToken,
                BearerFault::Repeated | BearerFault::TooLong | BearerFault::Unreadable => {
                    Reason::InvalidToken
                }
            };
            let none = Challenge::default();
            let challenge = at.map_or(&none, |(_, challenge)| challenge);
            noted(invalid_token(&text, challenge), reason)
        }
    }
}

/// The path names no API, or requires scopes that no token can have.
pub(super) fn no_route() -> Response {
    let response = body(
        StatusCode::FORBIDDEN,
        "access_denied",
        "the path is ISSUER/apis/NAME/verify or ISSUER/apis/NAME/scopes/SCOPE+SCOPE/verify",
    );
    noted(response, Reason::AccessDenied)
}

/// The request does not pass, or the decision failed.
pub(super) fn refused(refusal: &GatewayRefusal, challenge: &Challenge<'_>) -> Response {
    let text = plain(&refusal.to_string());

    match refusal {
        GatewayRefusal::InvalidToken(_) => {
            noted(invalid_token(&text, challenge), Reason::InvalidToken)
        }
        GatewayRefusal::Forbidden(_) => {
            noted(body(StatusCode::FORBIDDEN, "access_denied", &text), Reason::AccessDenied)
        }
        GatewayRefusal::InsufficientScope { .. } => {
            let (metadata, scopes) = (challenge.metadata(), challenge.scopes.join(" "));
            let challenge = format!(
                r#"Bearer error="insufficient_scope", {metadata}error_description="{text}", scope="{scopes}""#
            );
            let response =
                challenged(StatusCode::FORBIDDEN, "insufficient_scope", &text, &challenge);
            noted(response, Reason::InsufficientScope)
        }
        GatewayRefusal::TooManyFailures(wait) => {
            noted(too_many("temporarily_unavailable", &text, *wait), Reason::TooManyFailures)
        }
        GatewayRefusal::NoOutsideKeys(wait) => {
            with_cause(unavailable("temporarily_unavailable", &text, *wait), refusal)
        }
        GatewayRefusal::Failed(error) => {
            let text = "it cannot be decided now, try again";
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let response = body(status, "temporarily_unavailable", text);
            match error {
                Error::Unavailable(cause) => with_cause(response, format_args!("{error}: {cause}")),
                other => with_cause(response, other),
            }
        }
    }
}

fn invalid_token(text: &str, challenge: &Challenge<'_>) -> Response {
    let parameters = challenge.parameters();
    let challenge =
        format!(r#"Bearer error="invalid_token", {parameters}error_description="{text}""#);
    challenged(StatusCode::UNAUTHORIZED, "invalid_token", text, &challenge)
}

/// A response with a challenge (RFC 6750 section 3); its texts contain no quote and no backslash.
fn challenged(
    status: StatusCode,
    error: &'static str,
    description: &str,
    challenge: &str,
) -> Response {
    let mut response = body(status, error, description);
    if let Ok(challenge) = HeaderValue::from_str(challenge) {
        response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    }
    response
}

fn body(status: StatusCode, error: &'static str, description: &str) -> Response {
    tracing::debug!(error, description, "refused");
    json(status, format!(r#"{{"error":"{error}","error_description":"{description}"}}"#))
}

/// Notes for the counters why a request does not pass.
fn noted(mut response: Response, reason: Reason) -> Response {
    let line = RefusedLine { door: Door::Check, reason, name: None, detail: String::new() };
    response.extensions_mut().insert(Outcome::Refused(line));
    response
}
