//! Why a request does not pass; `api` turns it into a status.

use keyplane_auth::{AccessTokenRefusal, AssertionRefusal, BearerRefusal};

use crate::{Error, oauth::OAuthError};

/// Why a request does not pass. The texts say what to do and hold nothing secret; they go out as
/// `error_description`.
#[derive(Debug, thiserror::Error)]
pub enum GatewayRefusal {
    /// The token does not count; another one may.
    #[error("{0}")]
    InvalidToken(String),
    /// The token counts, and opens nothing here.
    #[error("{0}")]
    Forbidden(&'static str),
    /// The token counts, and does not go far enough.
    #[error("the token, the grant and the API do not all have these scopes: {missing}")]
    InsufficientScope {
        /// Those that it lacks, with blanks between.
        missing: String,
    },
    /// It could not be decided.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl GatewayRefusal {
    pub(super) fn unknown_api() -> Self {
        Self::Forbidden("no API of this name is enabled here")
    }

    pub(super) fn no_grant() -> Self {
        Self::Forbidden("the application holds no grant for this API")
    }
}

impl From<AccessTokenRefusal> for GatewayRefusal {
    fn from(refusal: AccessTokenRefusal) -> Self {
        Self::InvalidToken(refusal.to_string())
    }
}

impl From<AssertionRefusal> for GatewayRefusal {
    fn from(refusal: AssertionRefusal) -> Self {
        Self::InvalidToken(refusal.to_string())
    }
}

impl From<BearerRefusal> for GatewayRefusal {
    fn from(refusal: BearerRefusal) -> Self {
        Self::InvalidToken(refusal.to_string())
    }
}

/// What the issuer could not decide; it refuses nothing in a gateway's question.
impl From<OAuthError> for GatewayRefusal {
    fn from(error: OAuthError) -> Self {
        match error {
            OAuthError::Failed(error) => Self::Failed(error),
            refusal => Self::Failed(Error::internal("gateway", refusal)),
        }
    }
}
