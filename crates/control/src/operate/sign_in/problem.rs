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

    /// What to do about it, in a sentence without characters that JSON escapes.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::LoginRequired => "the session at the provider has ended: sign in",
            Self::Denied => "the provider refused, or the sign-in was cancelled: sign in again",
            Self::ProviderError => "the provider answered with an error: ask its administrator",
            Self::ProviderUnreachable => "the provider cannot be reached: try again later",
            Self::ProviderSlow => "the provider did not answer within 5 seconds: try again",
            Self::ProviderInvalid => {
                "an answer of the provider breaks the protocol: check the issuer URL"
            }
            Self::ClientRefused => {
                "the provider refuses the client: set its ID and secret in Keyplane"
            }
            Self::ClockDiffers => {
                "the clocks of the provider and of this server differ: compare them"
            }
            Self::TokenInvalid => {
                "the ID token is not for this sign-in: check the client's settings"
            }
            Self::NotRecent => {
                "the provider did not ask for credentials: sign out there, then sign in"
            }
            Self::State => "the sign-in is over or was begun in another tab: sign in again",
            Self::NoRule => "no rule lets you in: ask an operator",
            Self::Blocked => "you are blocked: ask an operator",
            Self::IssuerDisabled => "this way to sign in is disabled: ask an operator",
            Self::TooMany => "too many sign-ins failed or go on at once: try again in a minute",
            Self::Unavailable => "the database or the clock is out of order: try again",
        }
    }

    /// Whether a sign-in that ends so counts as a failure of its source. Anyone can bring a false code,
    /// so what comes of asking the provider counts; what the browser brings from the provider, which was
    /// not asked, does not.
    pub const fn is_refusal(self) -> bool {
        match self {
            Self::ProviderError
            | Self::ProviderUnreachable
            | Self::ProviderSlow
            | Self::ProviderInvalid
            | Self::ClientRefused
            | Self::ClockDiffers
            | Self::TokenInvalid
            | Self::NotRecent
            | Self::State
            | Self::NoRule
            | Self::Blocked => true,
            Self::LoginRequired
            | Self::Denied
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
