//! The answers of sign-in.

use axum::{
    http::{
        HeaderValue, StatusCode,
        header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY, SET_COOKIE},
    },
    response::Response,
};
use keyplane_control::{RetryAfter, SignInProblem as Problem};
use serde_json::Value;

use super::cookies::SignInCookie;
use crate::http::refusal::{self, NO_STORE};

/// Where a sign-in that failed ends.
const PORTAL: &str = "/console/?signIn=";

/// A JSON answer.
pub(super) fn json(status: StatusCode, body: &Value) -> Response {
    refusal::json(status, body.to_string())
}

/// The answer with a cookie set or removed.
pub(super) fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// 303 to a path of this server.
pub(super) fn see_other(path: &str) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, NO_STORE);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(location) = HeaderValue::from_str(path) {
        headers.insert(LOCATION, location);
    }
    response
}

/// 303 to the portal, which explains the problem.
pub(super) fn ended_by(problem: Problem) -> Response {
    let response = see_other(&format!("{PORTAL}{}", problem.as_str()));
    // A page of another site can bring the browser here, and must not end a sign-in that is going on.
    match problem {
        Problem::State => response,
        Problem::LoginRequired
        | Problem::Denied
        | Problem::ProviderError
        | Problem::ProviderUnreachable
        | Problem::ProviderSlow
        | Problem::ProviderInvalid
        | Problem::ClientRefused
        | Problem::ClockDiffers
        | Problem::TokenInvalid
        | Problem::NotRecent
        | Problem::NoRule
        | Problem::Blocked
        | Problem::IssuerDisabled
        | Problem::TooMany
        | Problem::Unavailable => with_cookie(response, SignInCookie::Attempt.remove()),
    }
}

/// The answer to a start that failed.
pub(super) fn not_started(problem: Problem) -> Response {
    match problem {
        Problem::TooMany => refusal::too_many(problem.as_str(), problem.advice(), RetryAfter(1)),
        Problem::IssuerDisabled => {
            refusal::refuse(StatusCode::BAD_REQUEST, problem.as_str(), problem.advice())
        }
        Problem::LoginRequired
        | Problem::Denied
        | Problem::ProviderError
        | Problem::ProviderUnreachable
        | Problem::ProviderSlow
        | Problem::ProviderInvalid
        | Problem::ClientRefused
        | Problem::ClockDiffers
        | Problem::TokenInvalid
        | Problem::NotRecent
        | Problem::State
        | Problem::NoRule
        | Problem::Blocked
        | Problem::Unavailable => {
            refusal::refuse(StatusCode::SERVICE_UNAVAILABLE, problem.as_str(), problem.advice())
        }
    }
}
