//! For whoever runs the server.

use axum::{extract::State, http::StatusCode, response::Response};
use keyplane_control::Control;

use super::refusal::{because, json};

/// 200 as long as the process answers.
pub(crate) fn healthz() -> Response {
    json(StatusCode::OK, r#"{"status":"ok"}"#)
}

/// 200 when the database answers too, else 503.
pub(crate) async fn readyz(State(control): State<Control>) -> Response {
    match control.ready().await {
        Ok(()) => json(StatusCode::OK, r#"{"status":"ready"}"#),
        Err(cause) => {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            because(json(status, r#"{"status":"unavailable"}"#), cause)
        }
    }
}
