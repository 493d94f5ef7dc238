//! The project that a path names.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::Response,
};

use super::refusal;

/// Slug of the project in the path. The request is refused with 404 if the segment is not UTF-8.
pub(crate) struct Slug(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Slug {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let slug = Path::<String>::from_request_parts(parts, state).await;
        slug.map(|Path(slug)| Self(slug)).map_err(|_| refusal::not_found())
    }
}
