//! Why an assertion proves nothing.

use crate::KeyRefusal;

/// Why an assertion is refused. `Display` says what was expected and what to
/// do, without a word of the assertion itself, in characters that are safe in
/// an `error_description` (RFC 6749 section 5.2) and in a quoted-string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AssertionRefusal {
    /// Not a JWT of the form that it must have; says which rule was broken.
    #[error("the assertion is malformed: {0}")]
    Malformed(&'static str),
    /// `alg` is unknown, or not that of the key.
    #[error(
        "the header's alg must be that of the application's key, or HS256 where it has a client secret for it"
    )]
    AlgorithmNotAllowed,
    /// The key that it names does not count.
    #[error(transparent)]
    Key(KeyRefusal),
    /// The signature is not the key's.
    #[error(
        "the signature does not verify with the application's key or secret; sign with one that is its own"
    )]
    BadSignature,
    /// `typ` is that of another kind of token.
    #[error("typ is that of another kind of token; leave it out, or send JWT")]
    WrongType,
    /// `iss` is not the application.
    #[error("iss must be the client_id of the application")]
    WrongIssuer,
    /// `sub` is not the application, or none that it may name.
    #[error(
        "sub must be the client_id of the application, or where it may name others 1 to 255 printable ASCII characters"
    )]
    WrongSubject,
    /// `aud` is not this issuer alone.
    #[error("aud must be the issuer alone, as a string or an array of one; it {0}")]
    WrongAudience(AudienceFault),
    /// `aud` is neither the application nor the API.
    #[error(
        "aud must be the client_id of the application or the API's identifier, as a string or an array of one; it {0}"
    )]
    WrongGatewayAudience(AudienceFault),
    /// No `exp`.
    #[error("exp is missing; set it to a few minutes from now")]
    NoExpiry,
    /// `exp` has passed.
    #[error(
        "exp passed {seconds_ago} s ago; sign a fresh assertion: is the signer's clock behind?"
    )]
    Expired {
        /// How long ago.
        seconds_ago: i64,
    },
    /// `exp` lies more than an hour ahead.
    #[error(
        "exp lies {seconds_ahead} s in the future, at most 3600 are taken; sign with an earlier exp"
    )]
    ExpiresTooLate {
        /// How far ahead.
        seconds_ahead: i64,
    },
    /// `nbf` or `iat` lies ahead.
    #[error("{claim} lies {seconds_ahead} s in the future: is the signer's clock ahead?")]
    NotYetValid {
        /// Which of the two.
        claim: &'static str,
        /// How far ahead.
        seconds_ahead: i64,
    },
    /// `iat` lies more than an hour back.
    #[error("iat lies {seconds_ago} s back, at most 3600 are taken; sign a fresh assertion")]
    IssuedTooLongAgo {
        /// How far back.
        seconds_ago: i64,
    },
    /// `jti` is empty or too long.
    #[error("jti must be a string of 1 to 255 bytes, or be left out")]
    BadTokenId,
    /// `jti` cannot be sent on in a header.
    #[error(
        "jti must be 1 to 255 printable ASCII characters without a space at either end, or be left out: a gateway sends it on in a header"
    )]
    NoHeaderText,
    /// The `jti` was spent before.
    #[error("this assertion was used before; sign a fresh one with a jti of its own")]
    Replayed,
}

/// What is wrong with `aud`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AudienceFault {
    /// There is none.
    #[error("is missing")]
    Missing,
    /// An empty array, or several.
    #[error("is not exactly one")]
    NotOne,
    /// One, but not one of those expected.
    #[error("names another")]
    Another,
}

impl From<KeyRefusal> for AssertionRefusal {
    fn from(refusal: KeyRefusal) -> Self {
        Self::Key(refusal)
    }
}
