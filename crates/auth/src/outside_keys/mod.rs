//! The keys of an issuer outside of this deployment, as its JWK Set or SPIFFE bundle gives them.

mod key;
mod parse;

pub use key::OutsideKey;

use crate::JwsAlgorithm;

/// The longest JWK Set that is read, in bytes.
pub const MAX_KEY_SET_BYTES: usize = 256 * 1024;

/// The most keys that a set may hold.
const MAX_KEYS: usize = 64;
/// The most bytes that the public keys of a set may have together, as SPKI DER.
const MAX_KEY_BYTES: usize = 32 * 1024;
/// The most keys that a token is tried with.
const MAX_CANDIDATES: usize = 4;

/// What the keys of a set are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeySetUse {
    /// JWTs: keys without `use`, or with `sig` (RFC 7517 section 4.2).
    Jwt,
    /// JWT-SVIDs: only keys with `jwt-svid` (SPIFFE Trust Domain and Bundle, section 4.2.2).
    JwtSvid,
}

/// The keys of an outside issuer that tokens are verified with. Keys that must not be used were
/// skipped.
#[derive(Debug)]
pub struct OutsideKeySet {
    keys: Box<[OutsideKey]>,
    skipped: Box<[(SkippedKey, usize)]>,
    refresh_hint: Option<u64>,
}

/// Why a document gives no keys. The texts hold no bytes of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum OutsideKeySetError {
    /// More than [`MAX_KEY_SET_BYTES`].
    #[error("the key set is larger than 256 KiB")]
    TooLarge,
    /// Not JSON, or JSON that names a member twice.
    #[error("the key set is not valid JSON, or names a member twice")]
    BadJson,
    /// JSON without an array `keys`.
    #[error("the JSON is not a JWK Set: it has no array \"keys\"")]
    NotKeySet,
    /// More keys than are kept.
    #[error("the key set holds more than 64 keys, or more than 32 KiB of keys")]
    TooManyKeys,
    /// An empty array `keys`.
    #[error("the key set is empty")]
    Empty,
    /// Every key was skipped; [`SkippedKey`] lists the reasons.
    #[error(
        "no key of the set can be used: expected public RSA keys of 2048 to 8192 bits, P-256, P-384 \
         or Ed25519 keys for signatures"
    )]
    NoUsableKey,
}

/// Why a key of a set is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkippedKey {
    /// A shared secret (`kty` is `oct`).
    Symmetric,
    /// It has members of a private key.
    Private,
    /// `use` or `key_ops` say that it is for something else.
    OtherUse,
    /// An RSA key under 2048 bits.
    TooSmall,
    /// Another type, curve, size or algorithm.
    Unsupported,
    /// A member is missing or has a wrong form, or the key is not valid.
    Malformed,
}

impl OutsideKeySet {
    /// Reads a JWK Set (RFC 7517 section 5) or a SPIFFE bundle, at most [`MAX_KEY_SET_BYTES`] long.
    /// At most 64 keys with 32 KiB together are taken; a set with more is an error, and so is a set
    /// without a usable key.
    pub fn parse(document: &[u8], usage: KeySetUse) -> Result<Self, OutsideKeySetError> {
        parse::parse(document, usage)
    }

    /// The keys that a token with this header may be signed with, at most four: their `kid` is the
    /// token's, or any if the token has none; their type and curve fit `algorithm`; and it is their
    /// own `alg`, where they have one.
    pub fn candidates(
        &self,
        kid: Option<&str>,
        algorithm: JwsAlgorithm,
    ) -> impl Iterator<Item = &OutsideKey> {
        let is_named = move |key: &&OutsideKey| kid.is_none_or(|kid| key.kid() == Some(kid));
        let fits = move |key: &&OutsideKey| key.fits(algorithm);
        self.keys.iter().filter(is_named).filter(fits).take(MAX_CANDIDATES)
    }

    /// Whether a key of the set has this `kid`.
    pub fn has_kid(&self, kid: &str) -> bool {
        self.keys.iter().any(|key| key.kid() == Some(kid))
    }

    /// The usable keys, in their order. Never empty.
    pub fn keys(&self) -> &[OutsideKey] {
        &self.keys
    }

    /// How many keys were skipped for each reason, in the order of [`SkippedKey`]; reasons without
    /// a key are left out.
    pub fn skipped(&self) -> &[(SkippedKey, usize)] {
        &self.skipped
    }

    /// Seconds until the set should be read again, as a SPIFFE bundle says in
    /// `spiffe_refresh_hint`; `None` if it does not, or for a set that is no bundle.
    pub fn refresh_hint(&self) -> Option<u64> {
        self.refresh_hint
    }

    /// About how many bytes of memory the set takes.
    pub fn weight(&self) -> usize {
        self.keys.iter().map(OutsideKey::weight).sum()
    }
}
