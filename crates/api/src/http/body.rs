//! Reads request bodies.
//!
//! The layers of tower-http would refuse a long body before the caller is known and in plain text,
//! and bound the time between two parts of a body rather than that of the whole.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header::CONTENT_LENGTH},
};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

/// Maximum time to receive a body.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Why a body was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyFault {
    /// It is too long.
    TooLarge,
    /// It did not arrive in time.
    Timeout,
    /// The connection failed before its end.
    Broken,
}

/// Reads a body of at most `max` bytes; a body with a larger `Content-Length` is refused unread.
pub(crate) async fn read(headers: &HeaderMap, body: Body, max: usize) -> Result<Bytes, BodyFault> {
    let announced =
        headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > max as u64) {
        return Err(BodyFault::TooLarge);
    }
    match tokio::time::timeout(TIMEOUT, Limited::new(body, max).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(BodyFault::TooLarge),
        Ok(Err(_)) => Err(BodyFault::Broken),
        Err(_) => Err(BodyFault::Timeout),
    }
}
