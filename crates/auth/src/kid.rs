//! The form of a key ID.

/// Why a `kid` is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KidError {
    /// Empty, or more than 128 characters.
    #[error("a kid has 1 to 128 characters")]
    Length,
    /// A character that would need escaping in a URL or a header.
    #[error("a kid has only letters, digits and the characters . _ ~ -")]
    Character,
    /// The `kid` of a JWK is not a string.
    #[error("a kid is a string")]
    NotText,
}

/// Checks that `kid` has 1 to 128 characters of `[A-Za-z0-9._~-]`, the unreserved
/// characters of RFC 3986.
pub fn validate_kid(kid: &str) -> Result<(), KidError> {
    if !kid.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'~' | b'-')) {
        return Err(KidError::Character);
    }
    if (1..=128).contains(&kid.len()) { Ok(()) } else { Err(KidError::Length) }
}
