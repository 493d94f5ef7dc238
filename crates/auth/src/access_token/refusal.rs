//! Why an access token is refused.

use crate::{
    AlgorithmSet, BadSignature, JwsAlgorithm, KeyRefusal, Refusal, verifying_key::DER_SIGNATURE,
};

/// Why an access token is refused. `Display` says what was expected and what to
/// do. It repeats nothing of the token and uses only characters that are safe in
/// a quoted-string of `WWW-Authenticate`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AccessTokenRefusal {
    /// Not a JWT of the required form; holds the rule that was broken.
    #[error("the access token is malformed: {0}")]
    Malformed(&'static str),
    /// `typ` is not at+jwt.
    #[error(
        "typ must be at+jwt: send an access token, not the assertion that it was obtained with"
    )]
    WrongType,
    /// No `kid` in the header.
    #[error("the header needs kid; ask the token endpoint for a fresh token")]
    MissingKid,
    /// The key that `kid` names is not usable.
    #[error(transparent)]
    Key(KeyRefusal),
    /// `alg` differs from the key's algorithm.
    #[error("{}", wrong_algorithm(*.found, *.taken))]
    AlgorithmNotAllowed {
        /// The header's `alg`; `None` if it is absent or unknown.
        found: Option<JwsAlgorithm>,
        /// The key's algorithm; empty if no key is known yet.
        taken: AlgorithmSet,
    },
    /// The signature does not verify with the key.
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
        /// Seconds since `exp`.
        seconds_ago: i64,
    },
    /// `iat` lies in the future.
    #[error("iat lies {seconds_ahead} s in the future: do the clocks of the servers agree?")]
    NotYetValid {
        /// Seconds until `iat`.
        seconds_ahead: i64,
    },
}

impl Refusal for AccessTokenRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "MALFORMED",
            Self::WrongType => "WRONG_TYPE",
            Self::MissingKid => "MISSING_KID",
            Self::Key(refusal) => refusal.reason(),
            Self::AlgorithmNotAllowed { .. } => "ALGORITHM_NOT_ALLOWED",
            Self::BadSignature | Self::DerSignature => "BAD_SIGNATURE",
            Self::WrongIssuer => "WRONG_ISSUER",
            Self::Expired { .. } => "EXPIRED",
            Self::NotYetValid { .. } => "NOT_YET_VALID",
        }
    }
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
