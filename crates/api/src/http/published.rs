//! The public documents of a project: JWKS (RFC 7517) and discovery (RFC 8414, `OpenID` Connect
//! Discovery). Their bytes are prepared in advance, so that a response allocates little.

use std::fmt::Write as _;

use axum::{
    body::Body,
    extract::{Path, Request, State, rejection::PathRejection},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            CACHE_CONTROL, CONTENT_TYPE, ETAG,
        },
    },
    response::Response,
};
use keyplane_control::{Control, Error, Published};

use super::{etag, refusal};

const ANY_ORIGIN: HeaderValue = HeaderValue::from_static("*");
const EXPOSED: HeaderValue = HeaderValue::from_static("etag, x-request-id");
const ALLOW: &str = "GET, HEAD, OPTIONS";

/// `…/.well-known/jwks.json`
pub(crate) async fn jwks(
    State(control): State<Control>,
    slug: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    if let Some(response) = unless_read(request.method()) {
        return response;
    }
    let found = match slug {
        Ok(Path(slug)) => control.documents().jwks(&slug).await,
        Err(_) => Ok(None),
    };
    respond(request.headers(), found)
}

/// `…/.well-known/openid-configuration` and the forms of RFC 8414 section 3.1.
pub(crate) async fn discovery(
    State(control): State<Control>,
    slug: Result<Path<String>, PathRejection>,
    request: Request,
) -> Response {
    if let Some(response) = unless_read(request.method()) {
        return response;
    }
    let found = match slug {
        Ok(Path(slug)) => control.documents().discovery(&slug).await,
        Err(_) => Ok(None),
    };
    respond(request.headers(), found)
}

/// The response to methods other than GET and HEAD.
fn unless_read(method: &Method) -> Option<Response> {
    match *method {
        Method::GET | Method::HEAD => None,
        Method::OPTIONS => Some(preflight()),
        _ => Some(shared(refusal::method_not_allowed(ALLOW))),
    }
}

fn preflight() -> Response {
    let mut response = shared(Response::new(Body::empty()));
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(ALLOW));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("if-none-match"));
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    response
}

fn respond(request: &HeaderMap, found: Result<Option<Published>, Error>) -> Response {
    match found {
        Ok(Some(document)) => serve(request, document),
        Ok(None) => shared(refusal::not_found()),
        Err(error) => shared(refusal::failed(&error)),
    }
}

fn serve(request: &HeaderMap, document: Published) -> Response {
    let unchanged = etag::none_match_names(request, &document.etag);
    let mut response = if unchanged {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(document.body));
        response.headers_mut().insert(CONTENT_TYPE, refusal::JSON);
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, cache_control(document.max_age_seconds));
    if let Ok(etag) = HeaderValue::from_str(&document.etag) {
        headers.insert(ETAG, etag);
    }
    shared(response)
}

fn cache_control(seconds: u64) -> HeaderValue {
    let mut value = String::with_capacity(24);
    // Writing to a string cannot fail.
    let _ = write!(value, "public, max-age={seconds}");
    HeaderValue::from_maybe_shared(value).unwrap_or(refusal::NO_STORE)
}

/// Allows any web page to read the response (CORS).
fn shared(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    response
}
