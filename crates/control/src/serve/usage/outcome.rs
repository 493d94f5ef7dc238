//! The outcome of a refused call. A failure of the server has none.

use keyplane_auth::{
    AccessTokenRefusal, AdminTokenRefusal, AssertionRefusal, KeyRefusal, OutsideTokenRefusal,
};
use keyplane_entity::usage_count::Outcome;

use crate::{
    judge::{ApiRefusal, FederationRefusal, OutsideRefusal},
    serve::{gateway::GatewayRefusal, oauth::OAuthError},
};

/// A refusal with an outcome to count.
pub(crate) trait HasOutcome {
    /// The kind of the refusal; `None` if nothing was decided.
    fn outcome(&self) -> Option<Outcome>;
}

impl HasOutcome for Outcome {
    fn outcome(&self) -> Option<Outcome> {
        Some(*self)
    }
}

impl HasOutcome for KeyRefusal {
    fn outcome(&self) -> Option<Outcome> {
        Some(match self {
            Self::Unknown => Outcome::Credential,
            Self::Revoked => Outcome::Revoked,
            Self::Expired | Self::Pending | Self::SecretExpired => Outcome::Expired,
        })
    }
}

impl HasOutcome for AssertionRefusal {
    fn outcome(&self) -> Option<Outcome> {
        Some(match self {
            Self::Key(refusal) => return refusal.outcome(),
            Self::AlgorithmNotAllowed { .. } | Self::BadSignature | Self::DerSignature => {
                Outcome::Credential
            }
            Self::Expired { .. } | Self::NotYetValid { .. } | Self::IssuedTooLongAgo { .. } => {
                Outcome::Expired
            }
            Self::WrongAudience(..) => Outcome::Audience,
            Self::Replayed | Self::MaybeReplayed => Outcome::Replayed,
            Self::Malformed(_)
            | Self::WrongType
            | Self::WrongIssuer
            | Self::WrongSubject
            | Self::NoExpiry
            | Self::ExpiresTooLate { .. }
            | Self::BadTokenId
            | Self::NoHeaderText => Outcome::Request,
        })
    }
}

impl HasOutcome for OutsideTokenRefusal {
    fn outcome(&self) -> Option<Outcome> {
        Some(match self {
            Self::Symmetric { .. }
            | Self::AlgorithmNotAllowed { .. }
            | Self::UnknownKey { .. }
            | Self::BadSignature
            | Self::DerSignature => Outcome::Credential,
            Self::Expired { .. } | Self::NotYetValid { .. } | Self::TooOld { .. } => {
                Outcome::Expired
            }
            Self::WrongAudience { .. } => Outcome::Audience,
            Self::Malformed(_)
            | Self::WrongType
            | Self::WrongIssuer
            | Self::WrongSubject
            | Self::WrongTrustDomain
            | Self::NoExpiry
            | Self::ExpiresTooLate { .. }
            | Self::NoTokenId => Outcome::Request,
        })
    }
}

impl HasOutcome for FederationRefusal {
    fn outcome(&self) -> Option<Outcome> {
        Some(match self {
            Self::UnknownIssuer | Self::UnknownIdentity => Outcome::Credential,
            Self::IssuerDisabled | Self::IdentityDisabled => Outcome::Disabled,
            Self::IssuerEnded | Self::IdentityEnded => Outcome::Expired,
        })
    }
}

impl HasOutcome for OutsideRefusal {
    fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Token(refusal) => refusal.outcome(),
            Self::Standing(refusal) => refusal.outcome(),
            Self::ApplicationDisabled => Some(Outcome::Disabled),
            Self::MaybeReplayed => Some(Outcome::Replayed),
            Self::SharedWithIssuer => Some(Outcome::Audience),
            Self::NoMatch(_)
            | Self::SingleUseAtGateway
            | Self::SeveralApplications
            | Self::WrongAuthMethod
            | Self::NoWayIn
            | Self::GrantNotAllowed(_) => Some(Outcome::Credential),
        }
    }
}

impl HasOutcome for AccessTokenRefusal {
    fn outcome(&self) -> Option<Outcome> {
        Some(match self {
            Self::Key(refusal) => return refusal.outcome(),
            Self::AlgorithmNotAllowed { .. } | Self::BadSignature | Self::DerSignature => {
                Outcome::Credential
            }
            Self::Expired { .. } | Self::NotYetValid { .. } => Outcome::Expired,
            Self::Malformed(_) | Self::WrongType | Self::MissingKid | Self::WrongIssuer => {
                Outcome::Request
            }
        })
    }
}

impl HasOutcome for AdminTokenRefusal {
    fn outcome(&self) -> Option<Outcome> {
        Some(match self {
            Self::AlgorithmNotAllowed(_) | Self::UnknownKid | Self::BadSignature => {
                Outcome::Credential
            }
            Self::Expired | Self::NotYetValid | Self::KeyExpired | Self::KeyPending => {
                Outcome::Expired
            }
            Self::KeyRevoked | Self::SessionEnded => Outcome::Revoked,
            Self::WrongAudience { .. } => Outcome::Audience,
            Self::MissingToken | Self::Malformed(_) | Self::MissingKid | Self::LifetimeTooLong => {
                Outcome::Request
            }
        })
    }
}

impl HasOutcome for ApiRefusal {
    fn outcome(&self) -> Option<Outcome> {
        Some(match self {
            Self::Disabled => Outcome::Disabled,
            Self::KindNotAccepted(_)
            | Self::WrongAudience(_)
            | Self::WrongAudienceOfJwt(_)
            | Self::WrongAudienceOutside(_) => Outcome::Audience,
            Self::NoGrant | Self::InsufficientScope(_) => Outcome::Grant,
        })
    }
}

impl HasOutcome for GatewayRefusal {
    fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::InvalidToken(_) => Some(Outcome::Credential),
            Self::Forbidden(_) | Self::InsufficientScope { .. } => Some(Outcome::Grant),
            Self::NoOutsideKeys(_) | Self::TooManyFailures(_) | Self::Failed(_) => None,
        }
    }
}

impl HasOutcome for OAuthError {
    fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::InvalidClient(_) | Self::InvalidGrant(_) => Some(Outcome::Credential),
            Self::InvalidRequest(_) | Self::UnsupportedGrantType | Self::QuotaExceeded(_) => {
                Some(Outcome::Request)
            }
            Self::UnauthorizedClient(_) | Self::InvalidScope(_) | Self::InvalidTarget(_) => {
                Some(Outcome::Grant)
            }
            Self::UnknownIssuer
            | Self::NoSigner
            | Self::NoOutsideKeys(_)
            | Self::Crowded(_)
            | Self::TooManyFailures(_)
            | Self::Failed(_) => None,
        }
    }
}
