//! Error responses outside GraphQL.

use std::fmt::Display;

use axum::{
    body::Body,
    http::{
        HeaderValue, StatusCode,
        header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER},
    },
    response::Response,
};
use keyplane_control::{Error, RetryAfter};

/// `application/json`.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// `no-store`.
pub(crate) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
/// Value of `Retry-After`, in seconds.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");

/// A JSON response with `Cache-Control: no-store`.
pub(crate) fn json(status: StatusCode, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, JSON);
    headers.insert(CACHE_CONTROL, NO_STORE);
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(RETRY_AFTER, RETRY_SECONDS);
    }
    response
}

/// `{"error", "error_description"}`, the form of RFC 6749 section 5.2. Both texts come from this
/// server and need no escaping.
pub(crate) fn refuse(status: StatusCode, error: &'static str, description: &str) -> Response {
    json(status, format!(r#"{{"error":"{error}","error_description":"{description}"}}"#))
}

/// 429, with the time to wait in whole seconds (RFC 6585 section 4, RFC 9110 section 10.2.3).
pub(crate) fn too_many(error: &'static str, description: &str, wait: RetryAfter) -> Response {
    tracing::debug!(error, description, "refused");
    let mut response = refuse(StatusCode::TOO_MANY_REQUESTS, error, description);
    response.headers_mut().insert(RETRY_AFTER, wait.0.into());
    response
}

/// 503: what the request needs is not there now; with the time after which to try again.
pub(crate) fn unavailable(error: &'static str, description: &str, wait: RetryAfter) -> Response {
    let mut response = refuse(StatusCode::SERVICE_UNAVAILABLE, error, description);
    response.headers_mut().insert(RETRY_AFTER, wait.0.into());
    response
}

/// 404: nothing is served at this path.
pub(crate) fn not_found() -> Response {
    refuse(StatusCode::NOT_FOUND, "not_found", "there is nothing at this path")
}

/// 405, with the methods that the path supports (RFC 9110 section 15.5.6).
pub(crate) fn method_not_allowed(allow: &'static str) -> Response {
    let mut response = refuse(
        StatusCode::METHOD_NOT_ALLOWED,
        "invalid_request",
        "the path does not take this method, see Allow",
    );
    response.headers_mut().insert(ALLOW, HeaderValue::from_static(allow));
    response
}

/// The cause of a server fault. The response does not contain it; the outermost layer logs it.
#[derive(Clone, Debug)]
pub(crate) struct Cause(pub(crate) String);

/// Attaches a cause to a response, for the log.
pub(crate) fn with_cause(mut response: Response, cause: impl Display) -> Response {
    response.extensions_mut().insert(Cause(cause.to_string()));
    response
}

/// The response to a use case's error outside GraphQL.
pub(crate) fn failed(error: &Error) -> Response {
    match error {
        Error::NotFound(_) => not_found(),
        Error::Unavailable(cause) => {
            let response = refuse(
                StatusCode::SERVICE_UNAVAILABLE,
                "temporarily_unavailable",
                "the database is not available, try again",
            );
            with_cause(response, format_args!("{error}: {cause}"))
        }
        Error::Outdated | Error::ClockOff { .. } => {
            refuse(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", &error.to_string())
        }
        other => {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            with_cause(refuse(status, "server_error", "internal error"), other)
        }
    }
}
