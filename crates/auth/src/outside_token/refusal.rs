//! Why an outside token is refused.

use crate::{
    Algorithm, AlgorithmSet, BadSignature, JwsAlgorithm, Refusal, shown,
    verifying_key::DER_SIGNATURE,
};

/// Why an outside token is refused. `Display` says what was expected and what to do. It repeats
/// nothing of the token and uses only characters that are safe in an `error_description` (RFC 6749
/// section 5.2).
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum OutsideTokenRefusal {
    /// Not a JWT of the required form; holds the rule that was broken.
    #[error("the outside token is malformed: {0}")]
    Malformed(&'static str),
    /// `alg` is unknown, none, or an algorithm without public keys.
    #[error("the header's alg is {}, and only algorithms with public keys are taken", name_of(*.found))]
    Symmetric {
        /// The header's `alg`; `None` if it is absent or unknown.
        found: Option<JwsAlgorithm>,
    },
    /// `alg` is not in the issuer's list.
    #[error("the header's alg is {found}, and the trusted issuer accepts {taken}")]
    AlgorithmNotAllowed {
        /// The header's `alg`.
        found: Algorithm,
        /// The issuer's algorithms.
        taken: AlgorithmSet,
    },
    /// No key of the issuer fits.
    #[error("{}", unknown_key(*.named))]
    UnknownKey {
        /// Whether the header has a `kid`.
        named: bool,
    },
    /// The signature does not verify with the key.
    #[error("the signature does not verify with the issuer's key")]
    BadSignature,
    /// The signature is ECDSA in DER.
    #[error("{}", DER_SIGNATURE)]
    DerSignature,
    /// `typ` belongs to another kind of token.
    #[error("typ is that of another kind of token; it must be absent or JWT")]
    WrongType,
    /// `iss` is another issuer.
    #[error("iss is not the trusted issuer's, byte for byte")]
    WrongIssuer,
    /// `sub` is missing or too long.
    #[error("sub must be a string of 1 to 2048 bytes")]
    WrongSubject,
    /// `sub` is no SPIFFE ID of the trust domain.
    #[error("sub is not a SPIFFE ID of a workload in the issuer's trust domain")]
    WrongTrustDomain,
    /// `aud` is not the expected audience alone.
    #[error(
        "aud must be {} alone, as a string or an array of one; it {fault}",
        printable(expected)
    )]
    WrongAudience {
        /// The audience that the issuer expects.
        expected: String,
        /// What is wrong.
        fault: OutsideAudienceFault,
    },
    /// No `exp`.
    #[error("exp is missing; ask the issuer for a token that ends")]
    NoExpiry,
    /// `exp` has passed.
    #[error("exp passed {seconds_ago} s ago; get a fresh token from its issuer")]
    Expired {
        /// Seconds since `exp`.
        seconds_ago: i64,
    },
    /// Without `iat`, `exp` lies further ahead than the issuer's tokens may live.
    #[error(
        "the token has no iat and its exp lies {seconds_ahead} s ahead, at most {max_age} are taken"
    )]
    ExpiresTooLate {
        /// Seconds until `exp`.
        seconds_ahead: i64,
        /// The issuer's `maxAgeSeconds`.
        max_age: i64,
    },
    /// `nbf` or `iat` lies in the future.
    #[error("{claim} lies {seconds_ahead} s in the future: is the issuer's clock ahead?")]
    NotYetValid {
        /// The name of the claim, `nbf` or `iat`.
        claim: &'static str,
        /// Seconds until the claim's time.
        seconds_ahead: i64,
    },
    /// `iat` lies further back than the issuer's `maxAgeSeconds`.
    #[error(
        "iat lies {seconds_ago} s back, at most {max_age} are taken; get a fresh token from its issuer"
    )]
    TooOld {
        /// Seconds since `iat`.
        seconds_ago: i64,
        /// The issuer's `maxAgeSeconds`.
        max_age: i64,
    },
    /// The issuer's tokens count once, and this one has no usable `jti`.
    #[error("tokens of this issuer count once, so jti must be a string of 1 to 255 bytes")]
    NoTokenId,
}

/// What is wrong with the `aud` of an outside token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum OutsideAudienceFault {
    /// There is no `aud`.
    #[error("is missing")]
    Missing,
    /// `aud` is an empty array, or has several values.
    #[error("is not exactly one")]
    NotOne,
    /// One audience, but not the expected one.
    #[error("names another")]
    Another,
}

fn name_of(found: Option<JwsAlgorithm>) -> &'static str {
    found.map_or("missing or unknown", JwsAlgorithm::as_str)
}

fn unknown_key(named: bool) -> &'static str {
    if named {
        "the issuer has no key with the header's kid that fits its alg; new keys are fetched at most every 30 s"
    } else {
        "the header has no kid, and none of the issuer's keys fits its alg"
    }
}

/// A text of an operator, in characters that an `error_description` may hold.
fn printable(text: &str) -> String {
    let safe = |letter: char| if matches!(letter, ' '..='~') { letter } else { '?' };
    shown(text).chars().map(safe).filter(|letter| !matches!(letter, '"' | '\\')).collect()
}

impl Refusal for OutsideTokenRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "MALFORMED",
            Self::Symmetric { .. } | Self::AlgorithmNotAllowed { .. } => "ALGORITHM_NOT_ALLOWED",
            Self::UnknownKey { named: true } => "UNKNOWN_KID",
            Self::UnknownKey { named: false } => "NO_USABLE_KEY",
            Self::BadSignature | Self::DerSignature => "BAD_SIGNATURE",
            Self::WrongType => "WRONG_TYPE",
            Self::WrongIssuer => "WRONG_ISSUER",
            Self::WrongSubject | Self::WrongTrustDomain => "WRONG_SUBJECT",
            Self::WrongAudience { .. } => "WRONG_AUDIENCE",
            Self::NoExpiry => "MISSING_EXPIRY",
            Self::Expired { .. } => "EXPIRED",
            Self::ExpiresTooLate { .. } => "LIFETIME_TOO_LONG",
            Self::NotYetValid { .. } => "NOT_YET_VALID",
            Self::TooOld { .. } => "ISSUED_TOO_LONG_AGO",
            Self::NoTokenId => "BAD_TOKEN_ID",
        }
    }
}

impl From<BadSignature> for OutsideTokenRefusal {
    fn from(fault: BadSignature) -> Self {
        match fault {
            BadSignature::Mismatch => Self::BadSignature,
            BadSignature::Der => Self::DerSignature,
        }
    }
}
