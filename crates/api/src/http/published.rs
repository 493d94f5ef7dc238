//! The public documents of a project: JWKS (RFC 7517), discovery (RFC 8414, `OpenID` Connect
//! Discovery) and the resource metadata of its APIs (RFC 9728). Their bytes are prepared in advance, so that a response allocates little.

use std::fmt::Write as _;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, Method, StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
            CACHE_CONTROL, CONTENT_TYPE, ETAG,
        },
        request::Parts,
    },
    response::Response,
    routing::{Router, get},
};
use keyplane_control::{
    Control, Error, Published,
    paths::{ISSUERS, IssuerPath},
};

use super::{etag, refusal, slug::Slug};

const ANY_ORIGIN: HeaderValue = HeaderValue::from_static("*");
const EXPOSED: HeaderValue = HeaderValue::from_static("etag, x-request-id");
/// What a page may send: MCP clients send their protocol's version with each request.
const ASKED: HeaderValue = HeaderValue::from_static("if-none-match, mcp-protocol-version");
const ALLOW: &str = "GET, HEAD, OPTIONS";

/// The routes of the documents. Web pages of any origin may read each response (CORS).
pub(crate) fn routes() -> Router<Control> {
    let discovery = || get(discovery).options(preflight);
    let under_issuer = |path: IssuerPath| format!("{ISSUERS}{{slug}}{}", path.as_str());
    // The well-known forms of RFC 8414 section 3.1, where the issuer's path comes last.
    let before_issuer = |well_known: &str| format!("{well_known}{ISSUERS}{{slug}}");

    Router::new()
        .route(&under_issuer(IssuerPath::Jwks), get(jwks).options(preflight))
        .route(&under_issuer(IssuerPath::Discovery), discovery())
        .route(&under_issuer(IssuerPath::AuthorizationServer), discovery())
        .route(&before_issuer(IssuerPath::Discovery.as_str()), discovery())
        .route(&before_issuer(IssuerPath::AuthorizationServer.as_str()), discovery())
        .method_not_allowed_fallback(async || shared(refusal::method_not_allowed(ALLOW)))
}

/// The slug of the path, or the refusal of a path that names none.
type Named = Result<Slug, Response>;

async fn jwks(State(control): State<Control>, slug: Named, request: Request) -> Response {
    match slug {
        Ok(Slug(slug)) => respond(request.headers(), control.documents().jwks(&slug).await),
        Err(refusal) => shared(refusal),
    }
}

async fn discovery(State(control): State<Control>, slug: Named, request: Request) -> Response {
    match slug {
        Ok(Slug(slug)) => respond(request.headers(), control.documents().discovery(&slug).await),
        Err(refusal) => shared(refusal),
    }
}

/// The resource metadata of an API, for a request of any method.
pub(crate) async fn resource_metadata(
    control: &Control,
    slug: &str,
    api: &str,
    request: &Parts,
) -> Response {
    match request.method {
        Method::GET | Method::HEAD => {
            let found = control.documents().resource_metadata(slug, api).await;
            respond(&request.headers, found)
        }
        Method::OPTIONS => preflight().await,
        _ => shared(refusal::method_not_allowed(ALLOW)),
    }
}

/// Lets web pages of any origin read a response. A layer would do the same, but costs each request a
/// boxed service.
fn shared(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    response
}

/// Answers a preflight request with 204, whether the project exists or not.
async fn preflight() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(ALLOW));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("86400"));
    shared(response)
}

fn respond(request: &HeaderMap, found: Result<Option<Published>, Error>) -> Response {
    shared(match found {
        Ok(Some(document)) => serve(request, document),
        Ok(None) => refusal::not_found(),
        Err(error) => refusal::failed(&error),
    })
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
    response
}

fn cache_control(seconds: u64) -> HeaderValue {
    let mut value = String::with_capacity(24);
    // Writing to a string cannot fail.
    let _ = write!(value, "public, max-age={seconds}");
    HeaderValue::from_maybe_shared(value).unwrap_or(refusal::NO_STORE)
}
