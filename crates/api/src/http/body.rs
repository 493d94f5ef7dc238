//! Reads request bodies.
//!
//! The layers of tower-http would refuse a long body before the caller is known and in plain text,
//! and bound the time between two parts of a body rather than that of the whole.

use std::{ops::Deref, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header::CONTENT_LENGTH},
};
use bytes::BytesMut;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use zeroize::Zeroize as _;

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

/// The bytes of a body, which may hold secrets. They are erased on drop, unless they still lie in
/// the connection's read buffer, which belongs to the HTTP library.
pub(crate) struct ReceivedBody(Bytes);

impl Deref for ReceivedBody {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for ReceivedBody {
    fn drop(&mut self) {
        drop(erase(std::mem::take(&mut self.0)));
    }
}

/// Overwrites bytes with zeros; `None` if they are shared and stay as they are.
fn erase(bytes: Bytes) -> Option<BytesMut> {
    let mut own = bytes.try_into_mut().ok()?;
    own.as_mut().zeroize();
    Some(own)
}

/// Reads a body of at most `max` bytes; a body with a larger `Content-Length` is refused unread.
pub(crate) async fn read(
    headers: &HeaderMap,
    body: Body,
    max: usize,
) -> Result<ReceivedBody, BodyFault> {
    let announced =
        headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > max as u64) {
        return Err(BodyFault::TooLarge);
    }
    match tokio::time::timeout(TIMEOUT, Limited::new(body, max).collect()).await {
        Ok(Ok(body)) => Ok(ReceivedBody(body.to_bytes())),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(BodyFault::TooLarge),
        Ok(Err(_)) => Err(BodyFault::Broken),
        Err(_) => Err(BodyFault::Timeout),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_its_own_are_erased_and_shared_ones_are_left() {
        let secret = || Bytes::from(b"client_secret=hunter2".to_vec());
        assert!(erase(secret()).is_some_and(|erased| erased.iter().all(|byte| *byte == 0)));
        let shared = secret();
        assert!(erase(shared.clone()).is_none());
        assert_eq!(shared, secret());
    }
}
