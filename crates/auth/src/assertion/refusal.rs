//! Why an assertion is refused.

use crate::{
    AlgorithmSet, BadSignature, JwsAlgorithm, KeyRefusal, Refusal, verifying_key::DER_SIGNATURE,
};

/// Why an assertion is refused. `Display` says what was expected and what to do.
/// It repeats nothing of the assertion and uses only characters that are safe in
/// an `error_description` (RFC 6749 section 5.2) and in a quoted-string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AssertionRefusal {
    /// Not a JWT of the required form; holds the rule that was broken.
    #[error("the assertion is malformed: {0}")]
    Malformed(&'static str),
    /// `alg` is unknown, or is not an algorithm of the key.
    #[error("{}", wrong_algorithm(*.found, *.taken))]
    AlgorithmNotAllowed {
        /// The header's `alg`; `None` if it is absent or unknown.
        found: Option<JwsAlgorithm>,
        /// The algorithms of the application's keys; empty if no key is known yet.
        taken: AlgorithmSet,
    },
    /// The key that `kid` names is not usable.
    #[error(transparent)]
    Key(KeyRefusal),
    /// The signature does not verify with the key.
    #[error(
        "the signature does not verify with the application's key or secret; sign with one of its keys or secrets"
    )]
    BadSignature,
    /// The signature is ECDSA in DER.
    #[error("{}", DER_SIGNATURE)]
    DerSignature,
    /// `typ` belongs to another kind of token.
    #[error("typ is that of another kind of token; leave it out, or send JWT")]
    WrongType,
    /// `iss` is not the application.
    #[error("iss must be the client_id of the application")]
    WrongIssuer,
    /// `sub` is neither the application nor a subject that it may name.
    #[error(
        "sub must be the client_id of the application, or with allowAnySubject 1 to 255 printable ASCII characters"
    )]
    WrongSubject,
    /// `aud` is not an accepted audience.
    #[error("aud must be {0}, as a string or an array of one; it {1}")]
    WrongAudience(AudienceRule, AudienceFault),
    /// No `exp`.
    #[error("exp is missing; set it to a few minutes from now")]
    NoExpiry,
    /// `exp` has passed.
    #[error(
        "exp passed {seconds_ago} s ago; sign a fresh assertion: is the signer's clock behind?"
    )]
    Expired {
        /// Seconds since `exp`.
        seconds_ago: i64,
    },
    /// `exp` lies more than an hour in the future.
    #[error(
        "exp lies {seconds_ahead} s in the future, at most 3600 are taken; sign with an earlier exp"
    )]
    ExpiresTooLate {
        /// Seconds until the claim's time.
        seconds_ahead: i64,
    },
    /// `nbf` or `iat` lies in the future.
    #[error("{claim} lies {seconds_ahead} s in the future: is the signer's clock ahead?")]
    NotYetValid {
        /// The name of the claim, `nbf` or `iat`.
        claim: &'static str,
        /// Seconds until the claim's time.
        seconds_ahead: i64,
    },
    /// `iat` lies more than an hour in the past.
    #[error("iat lies {seconds_ago} s back, at most 3600 are taken; sign a fresh assertion")]
    IssuedTooLongAgo {
        /// Seconds since `iat`.
        seconds_ago: i64,
    },
    /// `jti` is empty or too long.
    #[error("jti must be a string of 1 to 255 bytes, or be left out")]
    BadTokenId,
    /// `jti` is not valid as a header value.
    #[error(
        "jti must be 1 to 255 printable ASCII characters without a space at either end, or be left out: a gateway sends it on in a header"
    )]
    NoHeaderText,
    /// The `jti` was used before.
    #[error("this assertion was used before; sign a fresh one with a jti of its own")]
    Replayed,
    /// The `jti` may have been used: the record of it was lost.
    #[error(
        "this assertion was signed before the server was restored from a backup, and may have been used; sign a fresh one with iat"
    )]
    MaybeReplayed,
}

/// The accepted values of `aud`, by the purpose of the assertion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AudienceRule {
    /// Client authentication.
    #[error("the issuer alone")]
    Issuer,
    /// Client authentication with `allowTokenEndpointAudience`.
    #[error("the issuer, the token endpoint or the endpoint that is called")]
    Endpoints,
    /// The JWT bearer grant.
    #[error("the issuer or the token endpoint")]
    Grant,
    /// The gateway check.
    #[error("the client_id of the application or the API's identifier")]
    Gateway,
}

/// What is wrong with `aud`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AudienceFault {
    /// There is no `aud`.
    #[error("is missing")]
    Missing,
    /// `aud` is an empty array, or has several values.
    #[error("is not exactly one")]
    NotOne,
    /// One audience, but not an accepted one.
    #[error("names another")]
    Another,
    /// An endpoint of the issuer, accepted only with `allowTokenEndpointAudience`.
    #[error(
        "names an endpoint: send the issuer, or set allowTokenEndpointAudience on the application"
    )]
    Endpoint,
}

/// The text of [`AssertionRefusal::AlgorithmNotAllowed`].
fn wrong_algorithm(found: Option<JwsAlgorithm>, taken: AlgorithmSet) -> String {
    let name = found.map_or("missing or unknown", JwsAlgorithm::as_str);
    if taken.is_empty() {
        return format!(
            "the header's alg is {name}, and it must be that of the application's key, or HS256 where it has a client secret for it"
        );
    }
    let is_family = found.is_some_and(JwsAlgorithm::is_rsa) && taken.has_rsa();
    let remedy =
        if is_family { ", or add the other to the key's additionalAlgorithms" } else { "" };
    format!("the header's alg is {name}, and the application signs with {taken}: use that{remedy}")
}

impl Refusal for AssertionRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "MALFORMED",
            Self::AlgorithmNotAllowed { .. } => "ALGORITHM_NOT_ALLOWED",
            Self::Key(refusal) => refusal.reason(),
            Self::BadSignature | Self::DerSignature => "BAD_SIGNATURE",
            Self::WrongType => "WRONG_TYPE",
            Self::WrongIssuer => "WRONG_ISSUER",
            Self::WrongSubject => "WRONG_SUBJECT",
            Self::WrongAudience(..) => "WRONG_AUDIENCE",
            Self::NoExpiry => "MISSING_EXPIRY",
            Self::Expired { .. } => "EXPIRED",
            Self::ExpiresTooLate { .. } => "LIFETIME_TOO_LONG",
            Self::NotYetValid { .. } => "NOT_YET_VALID",
            Self::IssuedTooLongAgo { .. } => "ISSUED_TOO_LONG_AGO",
            Self::BadTokenId | Self::NoHeaderText => "BAD_TOKEN_ID",
            Self::Replayed | Self::MaybeReplayed => "REPLAYED",
        }
    }
}

impl From<BadSignature> for AssertionRefusal {
    fn from(fault: BadSignature) -> Self {
        match fault {
            BadSignature::Mismatch => Self::BadSignature,
            BadSignature::Der => Self::DerSignature,
        }
    }
}

impl From<KeyRefusal> for AssertionRefusal {
    fn from(refusal: KeyRefusal) -> Self {
        Self::Key(refusal)
    }
}
