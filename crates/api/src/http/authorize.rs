//! The authorization endpoint of a project without a login of its own.

use axum::{extract::State, http::StatusCode, response::Response};
use keyplane_control::Control;

use super::{refusal, slug::Slug};

/// Refuses every request with an error, because the project has no login. It never redirects: no
/// client has a registered `redirect_uri` (RFC 6749 section 4.1.2.1).
pub(crate) async fn authorize(State(control): State<Control>, Slug(slug): Slug) -> Response {
    match control.is_project(&slug).await {
        Ok(true) => refusal::refuse(
            StatusCode::BAD_REQUEST,
            "unsupported_response_type",
            "there is no end-user login here; applications obtain tokens with their keys",
        ),
        Ok(false) => refusal::not_found(),
        Err(error) => refusal::failed(&error),
    }
}
