//! Converts a decision to a response that every gateway understands.

use std::borrow::Cow;

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
                return refused(&GatewayRefusal::Failed(fault), &[]);
            }
        };
    }
    response
}

/// The request has no usable token (RFC 6750 section 3.1: no error code if the token is absent).
pub(super) fn no_token(fault: BearerFault, issuer: Option<&str>) -> Response {
    match (fault, issuer) {
        (BearerFault::Missing, Some(issuer)) => {
            let text = format!(
                "send Authorization: Bearer with a token: {} issues access tokens",
                IssuerPath::Token.under(issuer)
            );
            let challenge = format!(r#"Bearer realm="{issuer}", error_description="{text}""#);
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
            noted(invalid_token(&text), reason)
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
pub(super) fn refused(refusal: &GatewayRefusal, demanded: &[Cow<'_, str>]) -> Response {
    let text = plain(&refusal.to_string());

    match refusal {
        GatewayRefusal::InvalidToken(_) => noted(invalid_token(&text), Reason::InvalidToken),
        GatewayRefusal::Forbidden(_) => {
            noted(body(StatusCode::FORBIDDEN, "access_denied", &text), Reason::AccessDenied)
        }
        GatewayRefusal::InsufficientScope { .. } => {
            let challenge = format!(
                r#"Bearer error="insufficient_scope", error_description="{text}", scope="{}""#,
                demanded.join(" ")
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

fn invalid_token(text: &str) -> Response {
    let challenge = format!(r#"Bearer error="invalid_token", error_description="{text}""#);
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
