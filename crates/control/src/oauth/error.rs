//! Why an OAuth endpoint refuses; `api` turns it into the JSON of RFC 6749, section 5.2.

use crate::Error;

/// The refusals of the token, introspection and revocation endpoints. The texts are exact and
/// hold nothing secret; they go out as `error_description`.
#[derive(Debug, thiserror::Error)]
pub enum OAuthError {
    /// Something is missing, repeated or contradictory.
    #[error("{0}")]
    InvalidRequest(String),
    /// The client did not prove itself.
    #[error("{0}")]
    InvalidClient(String),
    /// The assertion of the grant is not acceptable.
    #[error("{0}")]
    InvalidGrant(String),
    /// The client may not do this.
    #[error("{0}")]
    UnauthorizedClient(String),
    /// The grant type is none that is supported.
    #[error("supported are client_credentials and urn:ietf:params:oauth:grant-type:jwt-bearer")]
    UnsupportedGrantType,
    /// A scope was not granted.
    #[error("{0}")]
    InvalidScope(String),
    /// A resource is unknown or not granted (RFC 8707).
    #[error("{0}")]
    InvalidTarget(String),
    /// There is no such project.
    #[error("no such issuer")]
    UnknownIssuer,
    /// No key of the project can sign now.
    #[error("no signing key of this issuer is active")]
    NoSigner,
    /// It could not be decided.
    #[error(transparent)]
    Failed(#[from] Error),
}
