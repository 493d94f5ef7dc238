//! The refusals of an admin token.

use std::fmt;

use crate::{JwsAlgorithm, Refusal};

/// Why an admin token is refused. `Display` says what was expected and what to
/// do, in characters that are safe inside a quoted-string of
/// `WWW-Authenticate` (RFC 9110 section 5.6.4).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AdminTokenRefusal {
    /// No bearer token, or another scheme.
    MissingToken,
    /// Not a JWT with the required claims; holds the rule that was broken.
    Malformed(&'static str),
    /// `alg` is this instead of RS256; `None` if it is absent or unknown.
    AlgorithmNotAllowed(Option<JwsAlgorithm>),
    /// No `kid` in the header.
    MissingKid,
    /// No admin key has this `kid` in the scope that `aud` names.
    UnknownKid,
    /// `aud` names no scope of this server, or two.
    WrongAudience {
        /// The server's public URL. Every accepted audience begins with it or is a short name
        /// for such a URL.
        server: String,
    },
    /// The signature does not verify with the key.
    BadSignature,
    /// `exp` has passed.
    Expired,
    /// `nbf` or `iat` lies in the future.
    NotYetValid,
    /// The token's lifetime is longer than the scope allows.
    LifetimeTooLong,
    /// The key was revoked.
    KeyRevoked,
    /// The key's expiry has passed.
    KeyExpired,
    /// The key's activation lies in the future.
    KeyPending,
    /// The key signs for people who signed in, and the session that the token names has ended or
    /// never existed.
    SessionEnded,
}

impl AdminTokenRefusal {
    /// The stable name for clients, such as `MISSING_TOKEN`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::MissingToken => "MISSING_TOKEN",
            Self::Malformed(_) => "MALFORMED",
            Self::AlgorithmNotAllowed(_) => "ALGORITHM_NOT_ALLOWED",
            Self::MissingKid => "MISSING_KID",
            Self::UnknownKid => "UNKNOWN_KID",
            Self::WrongAudience { .. } => "WRONG_AUDIENCE",
            Self::BadSignature => "BAD_SIGNATURE",
            Self::Expired => "EXPIRED",
            Self::NotYetValid => "NOT_YET_VALID",
            Self::LifetimeTooLong => "LIFETIME_TOO_LONG",
            Self::KeyRevoked => "KEY_REVOKED",
            Self::KeyExpired => "KEY_EXPIRED",
            Self::KeyPending => "KEY_PENDING",
            Self::SessionEnded => "SESSION_ENDED",
        }
    }
}

impl fmt::Display for AdminTokenRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingToken => {
                "no token: send Authorization: Bearer with a JWT that an admin key signed"
            }
            Self::Malformed(rule) => return write!(f, "the token is malformed: {rule}"),
            Self::AlgorithmNotAllowed(found) => {
                let found = found.map_or("missing or unknown", JwsAlgorithm::as_str);
                return write!(f, "the header's alg is {found}; admin tokens are signed with RS256");
            }
            Self::MissingKid => "the header needs kid, the key ID of the admin key",
            Self::UnknownKid => {
                "no admin key with this kid belongs to the audience; check kid and aud"
            }
            Self::WrongAudience { server } => {
                return write!(
                    f,
                    "aud must name one scope of this server, which is {server}: {server}/p/SLUG or SLUG for the key of a project, {server} or keyplane for an instance key"
                );
            }
            Self::BadSignature => {
                "the signature does not verify with the key that kid names; sign with its private half"
            }
            Self::Expired => "exp has passed; sign a fresh token, and check the sender's clock",
            Self::NotYetValid => "nbf or iat lies in the future; check the sender's clock",
            Self::LifetimeTooLong => {
                "the token is valid for longer than allowed; sign one with an earlier exp"
            }
            Self::KeyRevoked => "the admin key was revoked; use another key",
            Self::KeyExpired => "the admin key has expired; use its successor or another key",
            Self::KeyPending => "the admin key is not active yet; use another key until then",
            Self::SessionEnded => "the session has ended; sign in at the portal again",
        })
    }
}

impl std::error::Error for AdminTokenRefusal {}

impl Refusal for AdminTokenRefusal {
    fn reason(&self) -> &'static str {
        AdminTokenRefusal::reason(self)
    }
}
