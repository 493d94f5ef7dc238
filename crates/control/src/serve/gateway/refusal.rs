//! Why the gateway check refuses a request; `api` converts it to a status.

use keyplane_auth::{AccessTokenRefusal, AssertionRefusal, BearerRefusal};

use crate::{error::Error, judge::ApiRefusal, known::MayBeOutdated, serve::limits::RetryAfter};

/// Why the gateway check refuses a request. The texts say what to do and hold nothing secret; they
/// are sent as `error_description`.
#[derive(Debug, thiserror::Error)]
pub enum GatewayRefusal {
    /// The token is invalid; another one may be valid.
    #[error("{0}")]
    InvalidToken(String),
    /// The token is valid, but gives no access to this API.
    #[error("{0}")]
    Forbidden(&'static str),
    /// The token is valid, but lacks scopes.
    #[error("the token, the grant and the API do not all have these scopes: {missing}")]
    InsufficientScope {
        /// Missing scopes, space-separated.
        missing: String,
    },
    /// The keys of the token's trusted issuer are not there now.
    #[error("the keys of the token's issuer cannot be fetched now, try again")]
    NoOutsideKeys(RetryAfter),
    /// The source, or the client at this source, has used up its failures.
    #[error("too many refused requests came from this address: mend what fails, then try again")]
    TooManyFailures(RetryAfter),
    /// The request could not be decided.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl GatewayRefusal {
    pub(super) fn unknown_api() -> Self {
        Self::Forbidden("no API of this name is enabled here")
    }
}

impl MayBeOutdated for GatewayRefusal {
    fn is_outdated(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_outdated())
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

impl From<ApiRefusal> for GatewayRefusal {
    fn from(refusal: ApiRefusal) -> Self {
        match refusal {
            ApiRefusal::Disabled => Self::unknown_api(),
            ApiRefusal::KindNotAccepted(remedy) | ApiRefusal::WrongAudience(remedy) => {
                Self::InvalidToken(remedy)
            }
            ApiRefusal::WrongAudienceOfJwt(refusal) => refusal.into(),
            ApiRefusal::WrongAudienceOutside(refusal) => Self::InvalidToken(refusal.to_string()),
            ApiRefusal::NoGrant => Self::Forbidden("the application holds no grant for this API"),
            ApiRefusal::InsufficientScope(missing) => Self::InsufficientScope { missing },
        }
    }
}
