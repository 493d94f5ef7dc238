//! What a request came to at one of the doors: a token was issued, or the call was refused.
//!
//! A handler attaches an [`Outcome`] to its response; the outermost layer, which knows the client's
//! address, counts and logs it.

use std::net::IpAddr;

use keyplane_auth::{
    AdminTokenRefusal, Algorithm, UnverifiedAdminToken, UnverifiedAssertion, shown,
};
use keyplane_control::{FederatedOrigin, GrantKind};
use keyplane_entity::id::ApplicationId;

/// Maximum logged length of a name that a client sent, in bytes.
const MAX_NAME: usize = 100;

/// An entrance that can refuse a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The Admin API.
    Admin,
    /// The token endpoint.
    Token,
    /// The introspection endpoint.
    Introspection,
    /// The revocation endpoint.
    Revocation,
    /// The gateway check.
    Check,
}

impl Door {
    /// Every door.
    pub const ALL: [Self; 5] =
        [Self::Admin, Self::Token, Self::Introspection, Self::Revocation, Self::Check];

    /// Its name as a label.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Token => "token",
            Self::Introspection => "introspection",
            Self::Revocation => "revocation",
            Self::Check => "check",
        }
    }

    /// Whether a refusal has a line at info. Those of the gateway check are part of its work; they
    /// have a line at debug.
    pub(super) const fn logs_each(self) -> bool {
        match self {
            Self::Admin | Self::Token | Self::Introspection | Self::Revocation => true,
            Self::Check => false,
        }
    }
}

/// Makes [`Reason`] from its table: the variant, its name as a label, and the doors that give it.
macro_rules! reasons {
    ($($variant:ident: $name:literal, $($door:ident)|+;)+) => {
        /// Why a door refused a call. Faults of the server are no refusals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "their names are those that clients get")]
        pub enum Reason {
            $($variant,)+
        }

        impl Reason {
            /// Every reason.
            pub const ALL: [Self; [$(Self::$variant),+].len()] = [$(Self::$variant),+];

            /// Its name as a label, as clients get it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// Whether a door may give it.
            pub(super) const fn is_of(self, door: Door) -> bool {
                match self {
                    $(Self::$variant => matches!(door, $(Door::$door)|+),)+
                }
            }
        }
    };
}

reasons! {
    MissingToken: "missing_token", Admin | Check;
    Malformed: "malformed", Admin;
    AlgorithmNotAllowed: "algorithm_not_allowed", Admin;
    MissingKid: "missing_kid", Admin;
    UnknownKid: "unknown_kid", Admin;
    WrongAudience: "wrong_audience", Admin;
    BadSignature: "bad_signature", Admin;
    Expired: "expired", Admin;
    NotYetValid: "not_yet_valid", Admin;
    LifetimeTooLong: "lifetime_too_long", Admin;
    KeyRevoked: "key_revoked", Admin;
    KeyExpired: "key_expired", Admin;
    KeyPending: "key_pending", Admin;
    SessionEnded: "session_ended", Admin;
    Forbidden: "forbidden", Admin;
    LimitExceeded: "limit_exceeded", Admin;
    TooManyFailures: "too_many_failures", Admin | Token | Introspection | Revocation | Check;
    Crowded: "crowded", Token | Introspection | Revocation;
    QuotaExceeded: "quota_exceeded", Token;
    InvalidRequest: "invalid_request", Token | Introspection | Revocation;
    InvalidClient: "invalid_client", Token | Introspection | Revocation;
    UnauthorizedClient: "unauthorized_client", Token | Introspection | Revocation;
    UnknownIssuer: "unknown_issuer", Token | Introspection | Revocation;
    InvalidGrant: "invalid_grant", Token;
    UnsupportedGrantType: "unsupported_grant_type", Token;
    InvalidScope: "invalid_scope", Token;
    InvalidTarget: "invalid_target", Token;
    InvalidToken: "invalid_token", Check;
    AccessDenied: "access_denied", Check;
    InsufficientScope: "insufficient_scope", Check;
}

impl From<&AdminTokenRefusal> for Reason {
    fn from(refusal: &AdminTokenRefusal) -> Self {
        match refusal {
            AdminTokenRefusal::MissingToken => Self::MissingToken,
            AdminTokenRefusal::Malformed(_) => Self::Malformed,
            AdminTokenRefusal::AlgorithmNotAllowed(_) => Self::AlgorithmNotAllowed,
            AdminTokenRefusal::MissingKid => Self::MissingKid,
            AdminTokenRefusal::UnknownKid => Self::UnknownKid,
            AdminTokenRefusal::WrongAudience { .. } => Self::WrongAudience,
            AdminTokenRefusal::BadSignature => Self::BadSignature,
            AdminTokenRefusal::Expired => Self::Expired,
            AdminTokenRefusal::NotYetValid => Self::NotYetValid,
            AdminTokenRefusal::LifetimeTooLong => Self::LifetimeTooLong,
            AdminTokenRefusal::KeyRevoked => Self::KeyRevoked,
            AdminTokenRefusal::KeyExpired => Self::KeyExpired,
            AdminTokenRefusal::KeyPending => Self::KeyPending,
            AdminTokenRefusal::SessionEnded => Self::SessionEnded,
        }
    }
}

/// What a request came to, as an extension of its response.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    Issued(IssuedLine),
    Refused(RefusedLine),
    /// A document at a path under those of the gateway check: no check took place.
    Published,
}

/// A token was issued.
#[derive(Clone, Debug)]
pub(crate) struct IssuedLine {
    pub(crate) client_id: ApplicationId,
    pub(crate) grant: GrantKind,
    /// `None` for an opaque token.
    pub(crate) algorithm: Option<Algorithm>,
    /// The key that signed; `None` for an opaque token.
    pub(crate) kid: Option<String>,
    /// The token of a trusted issuer that it was issued for.
    pub(crate) origin: Option<FederatedOrigin>,
}

/// A call was refused.
#[derive(Clone, Debug)]
pub(crate) struct RefusedLine {
    pub(crate) door: Door,
    pub(crate) reason: Reason,
    /// The `client_id`, or at the Admin API the `kid`, that the client named. It is proven only
    /// if the reason says so.
    pub(crate) name: Option<String>,
    /// The text that the client gets; empty where the reason says all.
    pub(crate) detail: String,
}

impl IssuedLine {
    pub(super) fn log(&self, source: Option<IpAddr>) {
        tracing::info!(
            client_id = %self.client_id,
            grant_type = self.grant.name(),
            algorithm = self.algorithm.map(Algorithm::as_str),
            kid = self.kid,
            outside_issuer = self.origin.as_ref().map(|origin| origin.iss.as_str()),
            outside_subject = self.origin.as_ref().map(|origin| origin.sub.as_str()),
            federated_identity =
                self.origin.as_ref().map(|origin| tracing::field::display(origin.identity)),
            client.address = source.map(tracing::field::display),
            "token issued"
        );
    }
}

impl RefusedLine {
    /// Logs it. The name and the detail hold values of the client: as texts, they are escaped.
    pub(super) fn log(&self, source: Option<IpAddr>) {
        let name = self.name.as_deref();
        let (kid, client_id) = match self.door {
            Door::Admin => (name, None),
            Door::Token | Door::Introspection | Door::Revocation | Door::Check => (None, name),
        };
        tracing::info!(
            door = self.door.as_str(),
            reason = self.reason.as_str(),
            client_id,
            kid,
            detail = Some(self.detail.as_str()).filter(|detail| !detail.is_empty()),
            client.address = source.map(tracing::field::display),
            "refused"
        );
    }
}

/// The start of a name that a client sent, without what looks like a secret.
pub(crate) fn claimed(name: &str) -> String {
    shown(start(name))
}

fn start(name: &str) -> &str {
    &name[..name.floor_char_boundary(MAX_NAME)]
}

impl RefusedLine {
    /// The `kid` in an admin token that was refused. A thumbprint looks like a secret and is none.
    pub(crate) fn claimed_kid(token: &str) -> Option<String> {
        UnverifiedAdminToken::parse(token).ok().map(|token| start(token.kid()).to_owned())
    }

    /// The `iss` of an assertion that was refused.
    pub(crate) fn claimed_issuer(assertion: &str) -> Option<String> {
        UnverifiedAssertion::parse(assertion).ok()?.issuer().map(claimed)
    }
}
