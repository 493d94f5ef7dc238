//! The bearer token in a request's headers.

use axum::http::{
    HeaderMap,
    header::{AUTHORIZATION, HeaderValue},
};
use keyplane_auth::AdminTokenRefusal;

/// Why a request has no usable token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BearerFault {
    /// No header, or another scheme.
    #[error("send Authorization: Bearer with a token")]
    Missing,
    /// Several headers: different programs could use different ones.
    #[error("the request has two Authorization headers")]
    Repeated,
    /// Longer than the longest valid token.
    #[error("the token is too long")]
    TooLong,
    /// Not ASCII.
    #[error("the token is not a JWT in compact form")]
    Unreadable,
}

impl From<BearerFault> for AdminTokenRefusal {
    fn from(fault: BearerFault) -> Self {
        match fault {
            BearerFault::Missing => Self::MissingToken,
            BearerFault::Repeated => Self::Malformed("the request has two Authorization headers"),
            BearerFault::TooLong => Self::Malformed("the token is longer than 8 KiB"),
            BearerFault::Unreadable => Self::Malformed("the token is not a JWT in compact form"),
        }
    }
}

/// The token of `Authorization: Bearer` (RFC 6750 section 2.1), of at most `max` bytes.
pub(crate) fn token(headers: &HeaderMap, max: usize) -> Result<&str, BearerFault> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let value = values.next().ok_or(BearerFault::Missing)?;
    if values.next().is_some() {
        return Err(BearerFault::Repeated);
    }
    let token = credentials(value).ok_or(BearerFault::Missing)?;
    if token.len() > max {
        return Err(BearerFault::TooLong);
    }
    std::str::from_utf8(token).ok().filter(|token| token.is_ascii()).ok_or(BearerFault::Unreadable)
}

/// The text after the scheme `Bearer`, which is case-insensitive (RFC 9110 section 11.1).
fn credentials(value: &HeaderValue) -> Option<&[u8]> {
    let (scheme, rest) = value.as_bytes().split_at_checked(6)?;
    if !scheme.eq_ignore_ascii_case(b"bearer") || !rest.starts_with(b" ") {
        return None;
    }
    Some(rest.trim_ascii()).filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    use keyplane_auth::MAX_TOKEN_BYTES;

    use super::*;

    fn read(values: &[&str]) -> Result<String, &'static str> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_str(value).expect("a header"));
        }
        let token = token(&headers, MAX_TOKEN_BYTES).map_err(AdminTokenRefusal::from);
        token.map(ToOwned::to_owned).map_err(|refusal| refusal.reason())
    }

    #[test]
    fn the_scheme_is_bearer_in_any_case() {
        for value in ["Bearer a.b.c", "bearer a.b.c", "BEARER   a.b.c "] {
            assert_eq!(read(&[value]).as_deref(), Ok("a.b.c"), "{value}");
        }
    }

    #[test]
    fn no_header_and_another_scheme_are_a_missing_token() {
        for values in [&[][..], &["Basic YTpi"], &["Bearer"], &["Bearer "], &["Bearera.b.c"], &[""]]
        {
            assert_eq!(read(values), Err("MISSING_TOKEN"), "{values:?}");
        }
    }

    #[test]
    fn two_headers_and_an_oversized_token_are_malformed() {
        assert_eq!(read(&["Bearer a.b.c", "Bearer a.b.c"]), Err("MALFORMED"));
        assert_eq!(read(&["Bearer a.b.c", "Basic YTpi"]), Err("MALFORMED"));
        let long = format!("Bearer {}", "a".repeat(MAX_TOKEN_BYTES + 1));
        assert_eq!(read(&[&long]), Err("MALFORMED"));
    }
}
