//! Why a sign-in failed.

use crate::error::Error;

/// Why a sign-in failed, from a fixed list: nothing of the provider's answer is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignInProblem {
    /// With `prompt=none`: the provider wants to ask the person something.
    LoginRequired,
    /// The provider refused, or the person cancelled.
    Denied,
    /// The provider answered with an error.
    ProviderError,
    /// The provider cannot be reached.
    ProviderUnreachable,
    /// The provider did not answer in time.
    ProviderSlow,
    /// An answer of the provider breaks the protocol.
    ProviderInvalid,
    /// The provider refuses the client ID or its secret.
    ClientRefused,
    /// The ID token is not valid at this server's time.
    ClockDiffers,
    /// The ID token is not for this sign-in.
    TokenInvalid,
    /// The provider did not ask for credentials though it had to.
    NotRecent,
    /// The sign-in was not begun in this browser, or is over.
    State,
    /// No rule lets the person in.
    NoRule,
    /// The person is blocked.
    Blocked,
    /// The provider is disabled or deleted.
    IssuerDisabled,
    /// Too many sign-ins at once.
    TooMany,
    /// The database or the clock is out of order.
    Unavailable,
}

impl SignInProblem {
    /// Every problem.
    pub const ALL: [Self; 16] = [
        Self::LoginRequired,
        Self::Denied,
        Self::ProviderError,
        Self::ProviderUnreachable,
        Self::ProviderSlow,
        Self::ProviderInvalid,
        Self::ClientRefused,
        Self::ClockDiffers,
        Self::TokenInvalid,
        Self::NotRecent,
        Self::State,
        Self::NoRule,
        Self::Blocked,
        Self::IssuerDisabled,
        Self::TooMany,
        Self::Unavailable,
    ];

    /// The name for the portal.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LoginRequired => "LOGIN_REQUIRED",
            Self::Denied => "DENIED",
            Self::ProviderError => "PROVIDER_ERROR",
            Self::ProviderUnreachable => "PROVIDER_UNREACHABLE",
            Self::ProviderSlow => "PROVIDER_SLOW",
            Self::ProviderInvalid => "PROVIDER_INVALID",
            Self::ClientRefused => "CLIENT_REFUSED",
            Self::ClockDiffers => "CLOCK_DIFFERS",
            Self::TokenInvalid => "TOKEN_INVALID",
            Self::NotRecent => "NOT_RECENT",
            Self::State => "STATE",
            Self::NoRule => "NO_RULE",
            Self::Blocked => "BLOCKED",
            Self::IssuerDisabled => "ISSUER_DISABLED",
            Self::TooMany => "TOO_MANY",
            Self::Unavailable => "UNAVAILABLE",
        }
    }

    /// Whether the request failed a check, and counts as a failure of its source.
    pub const fn is_refusal(self) -> bool {
        match self {
            Self::TokenInvalid | Self::NotRecent | Self::State | Self::NoRule | Self::Blocked => true,
            Self::LoginRequired
            | Self::Denied
            | Self::ProviderError
            | Self::ProviderUnreachable
            | Self::ProviderSlow
            | Self::ProviderInvalid
            | Self::ClientRefused
            | Self::ClockDiffers
            | Self::IssuerDisabled
            | Self::TooMany
            | Self::Unavailable => false,
        }
    }
}

/// Why a sign-in failed, with the cause for the log.
#[derive(Debug)]
pub(super) struct SignInFault {
    pub(super) problem: SignInProblem,
    /// For the log: from a fixed list, or the error of the database.
    pub(super) cause: String,
}

impl SignInFault {
    pub(super) fn new(problem: SignInProblem, cause: impl Into<String>) -> Self {
        Self { problem, cause: cause.into() }
    }
}

impl From<Error> for SignInFault {
    fn from(error: Error) -> Self {
        Self::new(SignInProblem::Unavailable, error.to_string())
    }
}

impl From<sea_orm::DbErr> for SignInFault {
    fn from(error: sea_orm::DbErr) -> Self {
        Error::from(error).into()
    }
}
