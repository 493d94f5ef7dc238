//! Responses to requests that never reach the schema.

use async_graphql::ParseRequestError;
use axum::{
    extract::rejection::ExtensionRejection,
    http::{
        HeaderValue, StatusCode,
        header::{ALLOW, RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use keyplane_auth::AdminTokenRefusal;
use keyplane_control::{AuthenticateError, Error, RetryAfter};
use serde_json::{Value, json};

use crate::{
    http::{
        body::BodyFault,
        caller::Caller,
        refusal::{self, with_cause},
    },
    telemetry::{Door, Outcome, Reason, RefusedLine},
};

/// What the log says of a request whose token could not be checked.
const UNCHECKED: &str = "the token could not be checked";

/// Why a request was refused before its document was parsed.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The method is not POST.
    Method,
    /// The `Content-Type` is not JSON.
    MediaType,
    /// The token was refused; `kid` is the one that it names.
    Unauthenticated { refusal: AdminTokenRefusal, kid: Option<String> },
    /// The body is longer than 1 MiB.
    TooLarge,
    /// The body did not arrive in time.
    Timeout,
    /// The body is not a GraphQL request; says why.
    Malformed(&'static str),
    /// The request names its query by a hash; queries are not kept.
    PersistedQuery,
    /// Unread answers have used up the share of one scope (429), or of all projects together (503).
    AnswersWait(StatusCode),
    /// Too many requests of one scope are under way (429), or a query waited for its turn too
    /// long (503).
    RequestsWait(StatusCode),
    /// The source has used up its refused tokens.
    TooManyFailures(RetryAfter),
    /// The token could not be checked.
    Failed { error: Error, request_id: String },
}

impl Refusal {
    /// The body is a list of requests.
    pub(crate) const BATCH: Self = Self::Malformed("one request at a time: batches are not taken");

    /// The body is an object without a query.
    pub(crate) const NO_QUERY: Self = Self::Malformed(
        "the body must be an object with query, a string, and optionally operationName and variables",
    );

    /// The refusal of a request whose token was refused or could not be checked. `kid`: the one
    /// that the token names.
    pub(crate) fn of(error: AuthenticateError, kid: Option<String>, caller: &Caller) -> Self {
        match error {
            AuthenticateError::Refused(refusal) => Self::Unauthenticated { refusal, kid },
            AuthenticateError::TooManyFailures(wait) => Self::TooManyFailures(wait),
            AuthenticateError::Failed(error) => {
                Self::Failed { error, request_id: caller.request_id.to_string() }
            }
        }
    }

    /// A body that is not JSON, or not that of a request.
    pub(crate) fn not_read(error: &serde_json::Error) -> Self {
        if error.is_data() { Self::NO_QUERY } else { Self::Malformed("the body is not JSON") }
    }
}

/// The library's extractor did not read the body.
impl From<ParseRequestError> for Refusal {
    fn from(error: ParseRequestError) -> Self {
        match error {
            ParseRequestError::InvalidRequest(error) => match error.downcast_ref() {
                Some(error) => Self::not_read(error),
                None => Self::MediaType,
            },
            ParseRequestError::Io(_) => BodyFault::Broken.into(),
            ParseRequestError::PayloadTooLarge => Self::TooLarge,
            ParseRequestError::UnsupportedBatch => Self::BATCH,
            // Uploads, which the layer before it refuses. The library may add further cases.
            _ => Self::MediaType,
        }
    }
}

/// A layer that a handler needs is missing.
impl From<ExtensionRejection> for Refusal {
    fn from(rejection: ExtensionRejection) -> Self {
        Self::Failed { error: Error::Internal(rejection.to_string()), request_id: String::new() }
    }
}

impl From<BodyFault> for Refusal {
    fn from(fault: BodyFault) -> Self {
        match fault {
            BodyFault::TooLarge => Self::TooLarge,
            BodyFault::Timeout => Self::Timeout,
            BodyFault::Broken => Self::Malformed("the body broke off"),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Method => {
                let mut response = answer(
                    StatusCode::METHOD_NOT_ALLOWED,
                    "the Admin API takes POST only",
                    &json!({ "code": "INVALID_INPUT" }),
                );
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
                response
            }
            Self::MediaType => answer(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "send the request as application/json",
                &json!({ "code": "INVALID_INPUT" }),
            ),
            Self::Unauthenticated { refusal, kid } => unauthenticated(&refusal, kid),
            Self::TooLarge => {
                beyond_limit(StatusCode::PAYLOAD_TOO_LARGE, "the body is longer than 1 MiB")
            }
            Self::Timeout => {
                beyond_limit(StatusCode::REQUEST_TIMEOUT, "the body did not come in time")
            }
            Self::Malformed(why) => {
                answer(StatusCode::BAD_REQUEST, why, &json!({ "code": "INVALID_INPUT" }))
            }
            // The words and the status of Apollo Server: its clients and those of urql then send
            // the query itself, and no hash again.
            Self::PersistedQuery => answer(
                StatusCode::OK,
                "PersistedQueryNotSupported",
                &json!({ "code": "PERSISTED_QUERY_NOT_SUPPORTED" }),
            ),
            Self::AnswersWait(StatusCode::TOO_MANY_REQUESTS) => try_again(
                StatusCode::TOO_MANY_REQUESTS,
                "too many answers wait for clients with admin keys of this scope; read those that were asked for, then try again",
            ),
            Self::AnswersWait(status) => {
                try_again(status, "too many answers wait for their clients, try again")
            }
            Self::RequestsWait(StatusCode::TOO_MANY_REQUESTS) => try_again(
                StatusCode::TOO_MANY_REQUESTS,
                "too many requests with admin keys of this scope are under way; wait for their answers, then try again",
            ),
            Self::RequestsWait(status) => {
                try_again(status, "other queries took too long, try again")
            }
            Self::TooManyFailures(wait) => {
                noted(too_many_failures(wait), Reason::TooManyFailures, None)
            }
            Self::Failed { error, request_id } => failed(&error, &request_id),
        }
    }
}

fn beyond_limit(status: StatusCode, message: &str) -> Response {
    answer(status, message, &json!({ "code": "LIMIT_EXCEEDED" }))
}

/// 401 with the reason (RFC 6750 section 3).
fn unauthenticated(refusal: &AdminTokenRefusal, kid: Option<String>) -> Response {
    let message = refusal.to_string();
    let challenge = format!(r#"Bearer error="invalid_token", error_description="{message}""#);
    let mut response = answer(
        StatusCode::UNAUTHORIZED,
        &message,
        &json!({ "code": "UNAUTHENTICATED", "reason": refusal.reason() }),
    );
    let challenge = HeaderValue::from_maybe_shared(challenge)
        .unwrap_or(HeaderValue::from_static(r#"Bearer error="invalid_token""#));
    response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    noted(response, refusal.into(), kid)
}

/// Notes for the counters and the log why a call is refused.
pub(super) fn noted(mut response: Response, reason: Reason, kid: Option<String>) -> Response {
    let line = RefusedLine { door: Door::Admin, reason, name: kid, detail: String::new() };
    response.extensions_mut().insert(Outcome::Refused(line));
    response
}

fn too_many_failures(RetryAfter(seconds): RetryAfter) -> Response {
    let mut response = try_again(
        StatusCode::TOO_MANY_REQUESTS,
        "too many refused tokens came from this address: mend what fails, then try again",
    );
    response.headers_mut().insert(RETRY_AFTER, seconds.into());
    response
}

fn try_again(status: StatusCode, message: &str) -> Response {
    let mut response = answer(status, message, &json!({ "code": "LIMIT_EXCEEDED" }));
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    noted(response, Reason::LimitExceeded, None)
}

fn failed(error: &Error, request_id: &str) -> Response {
    let response = match error {
        Error::Unavailable(_) | Error::Outdated | Error::ClockOff { .. } => answer(
            StatusCode::SERVICE_UNAVAILABLE,
            &error.to_string(),
            &json!({ "code": "INTERNAL", "requestId": request_id }),
        ),
        _ => internal(StatusCode::INTERNAL_SERVER_ERROR, request_id),
    };
    match std::error::Error::source(error) {
        Some(source) => with_cause(response, format_args!("{UNCHECKED}: {error}: {source}")),
        None => with_cause(response, format_args!("{UNCHECKED}: {error}")),
    }
}

/// A response to a fault of the server, with the request ID that the log contains.
pub(crate) fn internal(status: StatusCode, request_id: &str) -> Response {
    answer(status, "internal error", &json!({ "code": "INTERNAL", "requestId": request_id }))
}

fn answer(status: StatusCode, message: &str, extensions: &Value) -> Response {
    let body = json!({ "errors": [{ "message": message, "extensions": extensions }] });
    refusal::json(status, body.to_string())
}
