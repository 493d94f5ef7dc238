//! The JSON body of a request.

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::Response,
};
use serde::de::DeserializeOwned;

use crate::http::{
    body::{self, BodyFault},
    refusal,
};

/// The longest body, in bytes.
const MAX_BODY: usize = 4_096;

/// Reads a body of a `Content-Type` that no form of another page can send.
pub(super) async fn read<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
) -> Result<T, Box<Response>> {
    let refuse = |status, text| Box::new(refusal::refuse(status, "invalid_request", text));
    if !is_json(headers) {
        return Err(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/json"));
    }
    let read = body::read(headers, body, MAX_BODY).await.map_err(|fault| match fault {
        BodyFault::TooLarge => refuse(StatusCode::PAYLOAD_TOO_LARGE, "the body is too long"),
        BodyFault::Timeout => refuse(StatusCode::REQUEST_TIMEOUT, "the body did not come in time"),
        BodyFault::Broken => refuse(StatusCode::BAD_REQUEST, "the body broke off"),
    })?;

    serde_json::from_slice(&read).map_err(|_| {
        refuse(
            StatusCode::BAD_REQUEST,
            "the body is not the JSON object that docs/sign-in.md shows",
        )
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return false };
    let value = value.as_bytes();
    let end = value.iter().position(|&byte| byte == b';').unwrap_or(value.len());
    value[..end].trim_ascii().eq_ignore_ascii_case(b"application/json")
}
