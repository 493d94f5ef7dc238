//! Why a key does not speak for a token.

/// Why the key that a token names does not count. Its state is told only to
/// who holds it: after the signature held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum KeyRefusal {
    /// No such key, or no key at all.
    #[error("no usable key belongs to it: check the kid in the header, and whose key it is")]
    Unknown,
    /// It was revoked.
    #[error("the key was revoked; use another key")]
    Revoked,
    /// Its end has passed.
    #[error("the key has expired; use its successor or another key")]
    Expired,
    /// Its start lies ahead.
    #[error("the key is not active yet; use another key until then")]
    Pending,
}
