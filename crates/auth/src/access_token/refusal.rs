//! Why an access token opens nothing.

use crate::verifying_key::DER_SIGNATURE;
use crate::{AlgorithmSet, BadSignature, JwsAlgorithm, KeyRefusal};

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
    #[error("{}", wrong_algorithm(*.found, *.taken))]
    AlgorithmNotAllowed {
        /// The header's `alg`; `None` where it is absent or unknown.
        found: Option<JwsAlgorithm>,
        /// That of the key; empty while no key is known.
        taken: AlgorithmSet,
    },
    /// The signature is not the key's.
    #[error("the signature does not verify with the issuer's key")]
    BadSignature,
    /// The signature is ECDSA in DER.
    #[error("{}", DER_SIGNATURE)]
    DerSignature,
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

impl From<BadSignature> for AccessTokenRefusal {
    fn from(fault: BadSignature) -> Self {
        match fault {
            BadSignature::Mismatch => Self::BadSignature,
            BadSignature::Der => Self::DerSignature,
        }
    }
}

/// The text of [`AccessTokenRefusal::AlgorithmNotAllowed`].
fn wrong_algorithm(found: Option<JwsAlgorithm>, taken: AlgorithmSet) -> String {
    let found = found.map_or("missing or unknown", JwsAlgorithm::as_str);
    if taken.is_empty() {
        return format!("the header's alg is {found}, and it must be that of the issuer's key");
    }
    format!("the header's alg is {found}, and the issuer's key signs {taken}")
}
