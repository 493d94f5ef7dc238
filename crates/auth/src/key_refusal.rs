//! Why the key of a token is not usable.

use crate::Refusal;

/// Why the key that a token names is not usable. Only report the state of a key
/// after the signature was verified, so that only its holder learns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum KeyRefusal {
    /// There is no such key, or no key at all.
    #[error("no usable key belongs to it: check the kid in the header, and whose key it is")]
    Unknown,
    /// The key was revoked.
    #[error("the key was revoked; use another key")]
    Revoked,
    /// The key's expiry has passed.
    #[error("the key has expired; use its successor or another key")]
    Expired,
    /// The key's activation lies in the future.
    #[error("the key is not active yet; use another key until then")]
    Pending,
    /// The end of the client secret has passed.
    #[error("the client secret has expired; use another one")]
    SecretExpired,
}

impl Refusal for KeyRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN_KID",
            Self::Revoked => "KEY_REVOKED",
            Self::Expired => "KEY_EXPIRED",
            Self::Pending => "KEY_PENDING",
            Self::SecretExpired => "SECRET_EXPIRED",
        }
    }
}
