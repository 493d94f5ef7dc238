//! Converts the domain's refusals to the JSON of RFC 6749 section 5.2.

use axum::{
    http::{HeaderValue, StatusCode, header::WWW_AUTHENTICATE},
    response::Response,
};
use keyplane_control::OAuthError;

use crate::{
    http::refusal,
    telemetry::{Door, Outcome, Reason, RefusedLine},
};

/// The only supported scheme of the `Authorization` header (RFC 7617 section 2).
const CHALLENGE: HeaderValue = HeaderValue::from_static(r#"Basic realm="Keyplane""#);

/// The response to a request that a door refused, with its line for the log. `client`: the client
/// that the request named; `tried_header`: the request has an `Authorization` header, so a 401
/// response names the supported scheme.
pub(super) fn refuse(
    error: &OAuthError,
    door: Door,
    client: Option<String>,
    tried_header: bool,
) -> Response {
    let mut response = answer(error, tried_header);
    if let Some(reason) = reason(error) {
        let line = RefusedLine { door, reason, name: client, detail: error.to_string() };
        response.extensions_mut().insert(Outcome::Refused(line));
    }
    response
}

/// Why the door refused; `None` for a fault of the server.
fn reason(error: &OAuthError) -> Option<Reason> {
    Some(match error {
        OAuthError::InvalidRequest(_) => Reason::InvalidRequest,
        OAuthError::InvalidClient(_) => Reason::InvalidClient,
        OAuthError::InvalidGrant(_) => Reason::InvalidGrant,
        OAuthError::UnauthorizedClient(_) => Reason::UnauthorizedClient,
        OAuthError::UnsupportedGrantType => Reason::UnsupportedGrantType,
        OAuthError::InvalidScope(_) => Reason::InvalidScope,
        OAuthError::InvalidTarget(_) => Reason::InvalidTarget,
        OAuthError::UnknownIssuer => Reason::UnknownIssuer,
        OAuthError::TooManyFailures(_) => Reason::TooManyFailures,
        OAuthError::Crowded(_) => Reason::Crowded,
        OAuthError::QuotaExceeded(_) => Reason::QuotaExceeded,
        OAuthError::NoSigner | OAuthError::NoOutsideKeys(_) | OAuthError::Failed(_) => return None,
    })
}

fn answer(error: &OAuthError, tried_header: bool) -> Response {
    let bad = StatusCode::BAD_REQUEST;
    let (status, code) = match error {
        OAuthError::InvalidRequest(_) => (bad, "invalid_request"),
        OAuthError::InvalidClient(_) => (StatusCode::UNAUTHORIZED, "invalid_client"),
        OAuthError::InvalidGrant(_) => (bad, "invalid_grant"),
        OAuthError::UnauthorizedClient(_) => (bad, "unauthorized_client"),
        OAuthError::UnsupportedGrantType => (bad, "unsupported_grant_type"),
        OAuthError::InvalidScope(_) => (bad, "invalid_scope"),
        OAuthError::InvalidTarget(_) => (bad, "invalid_target"),
        OAuthError::UnknownIssuer => (StatusCode::NOT_FOUND, "not_found"),
        OAuthError::NoSigner => (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable"),
        // No error code of OAuth means "too many requests": slow_down is an answer to a device that
        // polls (RFC 8628), and this one tells a client that knows it to try again later.
        OAuthError::TooManyFailures(wait)
        | OAuthError::Crowded(wait)
        | OAuthError::QuotaExceeded(wait) => {
            return refusal::too_many("temporarily_unavailable", &plain(&error.to_string()), *wait);
        }
        OAuthError::NoOutsideKeys(wait) => {
            let response =
                refusal::unavailable("temporarily_unavailable", &plain(&error.to_string()), *wait);
            return refusal::with_cause(response, error);
        }
        OAuthError::Failed(error) => return refusal::failed(error),
    };

    let description = plain(&error.to_string());
    let mut response = refusal::refuse(status, code, &description);
    if status == StatusCode::UNAUTHORIZED && tried_header {
        response.headers_mut().insert(WWW_AUTHENTICATE, CHALLENGE);
    }

    if status.is_server_error() {
        let remedy = "generate or rotate a signing key of custody SERVER";
        response = refusal::with_cause(response, format_args!("{error}: {remedy}"));
    }
    response
}

/// The response to a fault of the server.
pub(super) fn internal(cause: impl std::fmt::Display) -> Response {
    let status = StatusCode::INTERNAL_SERVER_ERROR;
    let response = refusal::refuse(status, "server_error", "internal error");
    refusal::with_cause(response, cause)
}

/// A text with only the characters that `error_description` may have; JSON escapes none of them.
pub(crate) fn plain(text: &str) -> String {
    let character = |one: char| match one {
        '"' => '\'',
        '\\' => '/',
        ' '..='~' => one,
        _ => '?',
    };
    text.chars().map(character).collect()
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use keyplane_control::{Error, RetryAfter};
    use serde_json::Value;

    use super::*;

    async fn body(response: Response) -> Value {
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        serde_json::from_slice(&body).expect("JSON")
    }

    #[tokio::test]
    async fn each_refusal_has_its_status_and_code() {
        let text = || "why".to_owned();
        for (error, status, code) in [
            (OAuthError::InvalidRequest(text()), 400, "invalid_request"),
            (OAuthError::InvalidClient(text()), 401, "invalid_client"),
            (OAuthError::InvalidGrant(text()), 400, "invalid_grant"),
            (OAuthError::UnauthorizedClient(text()), 400, "unauthorized_client"),
            (OAuthError::UnsupportedGrantType, 400, "unsupported_grant_type"),
            (OAuthError::InvalidScope(text()), 400, "invalid_scope"),
            (OAuthError::InvalidTarget(text()), 400, "invalid_target"),
            (OAuthError::UnknownIssuer, 404, "not_found"),
            (OAuthError::NoSigner, 503, "temporarily_unavailable"),
            (OAuthError::NoOutsideKeys(RetryAfter(1)), 503, "temporarily_unavailable"),
            (OAuthError::TooManyFailures(RetryAfter(1)), 429, "temporarily_unavailable"),
            (OAuthError::QuotaExceeded(RetryAfter(1)), 429, "temporarily_unavailable"),
            (OAuthError::Crowded(RetryAfter(1)), 429, "temporarily_unavailable"),
            (OAuthError::Failed(Error::Internal("hunter2".into())), 500, "server_error"),
        ] {
            let response = answer(&error, false);
            assert_eq!(response.status(), status, "{error:?}");
            assert_eq!(response.headers()["cache-control"], "no-store", "{error:?}");
            let waits = matches!(status, 429 | 503);
            assert_eq!(response.headers().contains_key("retry-after"), waits, "{error:?}");

            let body = body(response).await;
            assert_eq!(body["error"], code);
            assert!(!body.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn only_a_client_that_tried_the_header_gets_its_scheme() {
        let refused = OAuthError::InvalidClient("why".into());
        let tried = answer(&refused, true);
        assert_eq!(tried.headers()[WWW_AUTHENTICATE], r#"Basic realm="Keyplane""#);
        assert!(!answer(&refused, false).headers().contains_key(WWW_AUTHENTICATE));
        let other = OAuthError::InvalidGrant("why".into());
        assert!(!answer(&other, true).headers().contains_key(WWW_AUTHENTICATE));
    }

    #[tokio::test]
    async fn a_description_has_only_the_characters_that_it_may_have() {
        let error = OAuthError::InvalidTarget("a\"b\\c\nd\u{20ac}".into());
        assert_eq!(body(answer(&error, false)).await["error_description"], "a'b/c?d?");
    }
}
