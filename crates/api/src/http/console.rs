//! The portal's files under `/console/`. They are compressed when the server is built, so that no
//! layer compresses them for each request.

use std::borrow::Cow;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY,
            CONTENT_TYPE, ETAG, LOCATION, REFERRER_POLICY, VARY,
        },
    },
    response::Response,
};
use keyplane_control::Control;
use serde_json::json;

use super::{etag, refusal};

const ROOT: &str = "/console/";
const FIRST_PAGE: &str = "index.html";
/// The first page names the other files, so clients must revalidate it each time.
const ASKED_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");
/// A file whose name contains the hash of its content never changes (RFC 8246).
const FOR_A_YEAR: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; \
     base-uri 'none'; frame-ancestors 'none'",
);

/// One file of the portal, ready to be served.
#[derive(Clone, Debug)]
pub struct PortalFile {
    /// The file's bytes, in `encoding`.
    pub bytes: Cow<'static, [u8]>,
    /// Value of `Content-Type`.
    pub media_type: &'static str,
    /// Value of `Content-Encoding`; `None` if the bytes are not compressed.
    pub encoding: Option<&'static str>,
    /// A strong entity tag with its quotes (RFC 9110 section 8.8.3).
    pub etag: String,
    /// Whether its name changes with its content, so that clients may cache it without
    /// revalidation.
    pub is_immutable: bool,
}

/// Returns the file at a path relative to the portal's root, in the smallest encoding that the
/// second argument accepts. It is a function, so that this crate does not depend on the embedded
/// portal and is not recompiled with it.
pub type PortalFiles = fn(&str, &dyn Fn(&str) -> bool) -> Option<PortalFile>;

/// Redirects `/` and `/console` to the portal.
pub(crate) fn to_console() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    response.headers_mut().insert(LOCATION, HeaderValue::from_static(ROOT));
    response
}

/// Serves a file of the portal. A path without an extension is one of the portal's pages and gets
/// the first page, which reads the path itself.
pub(crate) fn console(files: PortalFiles, request: &Request) -> Response {
    let path = request.uri().path().strip_prefix(ROOT).unwrap_or_default();
    let is_page = !path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let headers = request.headers();
    let path = if is_page { FIRST_PAGE } else { path };
    match files(path, &|coding| accepts(headers, coding)) {
        Some(file) => serve(headers, file),
        None => refusal::not_found(),
    }
}

/// The server's identity, `{"publicUrl"}`. The portal names the server by it in every token that it
/// signs, and refuses a key file of another server.
pub(crate) fn server(State(control): State<Control>) -> Response {
    let document = json!({ "publicUrl": control.public_url().as_str() });
    refusal::json(StatusCode::OK, document.to_string())
}

/// Whether `Accept-Encoding` lists `coding` without `q=0` (RFC 9110 section 12.5.3). `*` does not
/// count: the file is then sent uncompressed, which every client accepts.
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, ""));
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        name.trim().eq_ignore_ascii_case(coding) && weight.parse::<f32>().is_ok_and(|q| q > 0.0)
    })
}

fn serve(request: &HeaderMap, file: PortalFile) -> Response {
    let mut response = if etag::none_match_names(request, &file.etag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        let mut response = Response::new(Body::from(file.bytes));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(file.media_type));
        if let Some(encoding) = file.encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };

    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, if file.is_immutable { FOR_A_YEAR } else { ASKED_EACH_TIME });
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(etag) = HeaderValue::from_maybe_shared(file.etag) {
        headers.insert(ETAG, etag);
    }
    response
}
