//! Why an access token opens nothing.

use crate::KeyRefusal;

/// Why an access token is refused. `Display` says what was expected and what
/// to do, without a word of the token itself, in characters that are safe in a
/// quoted-string of `WWW-Authenticate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AccessTokenRefusal {
    /// Not a JWT of the form that it must have; says which rule was broken.
    #[error("the access token is malformed: {0}")]
    Malformed(&'static str),
    /// `typ` is not at+jwt.
    #[error("typ must be at+jwt: send an access token, not what it was obtained with")]
    WrongType,
    /// No `kid` in the header.
    #[error("the header needs kid; ask the token endpoint for a fresh token")]
    MissingKid,
    /// The key that it names does not count.
    #[error(transparent)]
    Key(KeyRefusal),
    /// `alg` is not that of the key.
    #[error("the header's alg must be that of the issuer's key")]
    AlgorithmNotAllowed,
    /// The signature is not the key's.
    #[error("the signature does not verify with the issuer's key")]
    BadSignature,
    /// `iss` is another issuer.
    #[error("iss must be this issuer; ask its token endpoint for a token")]
    WrongIssuer,
    /// `exp` has passed.
    #[error("exp passed {seconds_ago} s ago; ask the token endpoint for a fresh token")]
    Expired {
        /// How long ago.
        seconds_ago: i64,
    },
    /// `iat` lies ahead.
    #[error("iat lies {seconds_ahead} s in the future: do the clocks of the servers agree?")]
    NotYetValid {
        /// How far ahead.
        seconds_ahead: i64,
    },
}

impl From<KeyRefusal> for AccessTokenRefusal {
    fn from(refusal: KeyRefusal) -> Self {
        Self::Key(refusal)
    }
}
