//! The portal's files under `/console/`.

use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, LOCATION, REFERRER_POLICY,
        },
    },
    response::Response,
};
use keyplane_web::{Asset, asset};

use super::{etag, refusal};

const ROOT: &str = "/console/";
const FIRST_PAGE: &str = "index.html";
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'",
);

/// Sends `/` and `/console` to the portal.
pub(crate) async fn to_console(method: Method) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return refusal::method_not_allowed("GET, HEAD");
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    response.headers_mut().insert(LOCATION, HeaderValue::from_static(ROOT));
    response
}

/// A file of the portal. A path without an extension is one of the portal's own pages and gets
/// the first page; it reads the address itself.
pub(crate) async fn console(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return refusal::method_not_allowed("GET, HEAD");
    }
    let path = request.uri().path().strip_prefix(ROOT).unwrap_or_default();
    let is_page = !path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    match asset(if is_page { FIRST_PAGE } else { path }) {
        Some(asset) => serve(request.headers(), asset),
        None => refusal::not_found(),
    }
}

fn serve(request: &HeaderMap, asset: Asset) -> Response {
    let mut response = if etag::none_match_names(request, &asset.etag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(asset.bytes));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(asset.media_type));
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(etag) = HeaderValue::from_maybe_shared(asset.etag) {
        headers.insert(ETAG, etag);
    }
    response
}
