//! Why an OAuth endpoint refuses a request; `api` converts it to the JSON of RFC 6749, section 5.2.

use crate::{
    error::Error,
    judge::OutsideRefusal,
    known::MayBeOutdated,
    serve::{federation::FederationFault, limits::RetryAfter},
};

/// The refusals of the token, introspection and revocation endpoints. The texts are exact and hold
/// nothing secret; they are sent as `error_description`.
#[derive(Debug, thiserror::Error)]
pub enum OAuthError {
    /// A parameter is missing, repeated or contradictory.
    #[error("{0}")]
    InvalidRequest(String),
    /// The client did not authenticate.
    #[error("{0}")]
    InvalidClient(String),
    /// The assertion of the grant is not acceptable.
    #[error("{0}")]
    InvalidGrant(String),
    /// The client is not allowed to do this.
    #[error("{0}")]
    UnauthorizedClient(String),
    /// The grant type is not supported.
    #[error(
        "supported are client_credentials, urn:ietf:params:oauth:grant-type:jwt-bearer and urn:ietf:params:oauth:grant-type:token-exchange"
    )]
    UnsupportedGrantType,
    /// A scope was not granted.
    #[error("{0}")]
    InvalidScope(String),
    /// A resource is unknown or not granted (RFC 8707).
    #[error("{0}")]
    InvalidTarget(String),
    /// The project does not exist.
    #[error("no such issuer")]
    UnknownIssuer,
    /// No key of the project can sign now.
    #[error("no signing key of this issuer is active")]
    NoSigner,
    /// The keys of the trusted issuer are not there now.
    #[error("the keys of the token's issuer are not available: try again later")]
    NoOutsideKeys(RetryAfter),
    /// Too many secrets of the client, its project or the source are being verified by the slow hash
    /// of another server.
    #[error(
        "too many secrets of this client, of this issuer or from this address are being verified: try again later"
    )]
    Crowded(RetryAfter),
    /// The source, or the client at this source, has used up its failures.
    #[error("too many failed requests came from this address: mend what fails, then try again")]
    TooManyFailures(RetryAfter),
    /// The application has used up its quota.
    #[error(
        "the application has used up its quota of access tokens: keep tokens until they expire"
    )]
    QuotaExceeded(RetryAfter),
    /// The request could not be decided.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl OAuthError {
    /// Whether a client, or the assertion of a grant, failed to prove itself. A crowd counts too:
    /// otherwise guessing would cost its source nothing once it is one.
    pub(super) fn is_failed_proof(&self) -> bool {
        match self {
            Self::InvalidClient(_) | Self::InvalidGrant(_) | Self::Crowded(_) => true,
            Self::InvalidRequest(_)
            | Self::UnauthorizedClient(_)
            | Self::UnsupportedGrantType
            | Self::InvalidScope(_)
            | Self::InvalidTarget(_)
            | Self::UnknownIssuer
            | Self::NoSigner
            | Self::NoOutsideKeys(_)
            | Self::TooManyFailures(_)
            | Self::QuotaExceeded(_)
            | Self::Failed(_) => false,
        }
    }
}

impl MayBeOutdated for OAuthError {
    fn is_outdated(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_outdated())
    }
}

/// The refusals of tokens of trusted issuers: as client authentication.
pub(super) fn refuse_client(fault: FederationFault) -> OAuthError {
    refuse_outside(fault, OAuthError::InvalidClient)
}

/// As an authorization grant.
pub(super) fn refuse_grant(fault: FederationFault) -> OAuthError {
    refuse_outside(fault, OAuthError::InvalidGrant)
}

fn refuse_outside(fault: FederationFault, refuse: fn(String) -> OAuthError) -> OAuthError {
    match fault {
        FederationFault::Refused(refusal @ OutsideRefusal::GrantNotAllowed(_)) => {
            OAuthError::UnauthorizedClient(refusal.to_string())
        }
        FederationFault::Refused(refusal) => refuse(refusal.to_string()),
        FederationFault::NoKeys(wait) => OAuthError::NoOutsideKeys(wait),
        FederationFault::Failed(error) => OAuthError::Failed(error),
    }
}
