//! Why keys could not be fetched. The texts are a fixed list: none holds bytes of an answer.

use keyplane_auth::OutsideKeySetError;

use crate::outside::fault::OutsideFault;

/// Why the last fetch of a source failed. Its text is one of a fixed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct KeySetError(#[from] pub(super) KeySetFault);

/// Why a fetch failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum KeySetFault {
    /// The discovery document was not answered.
    #[error("discovery document: {0}")]
    Discovery(FetchFault),
    /// The discovery document is not a JSON object, or names a member twice.
    #[error("discovery document: not a valid JSON object, or a member is named twice")]
    BadDiscovery,
    /// The discovery document names another issuer, or none.
    #[error("discovery document: \"issuer\" must equal the issuer of the tokens, byte for byte")]
    OtherIssuer,
    /// The discovery document has no `jwks_uri`.
    #[error("discovery document: \"jwks_uri\" is missing or not a string")]
    NoJwksUri,
    /// The key set was not answered.
    #[error("key set: {0}")]
    Keys(FetchFault),
    /// The key set cannot be used.
    #[error("key set: {0}")]
    BadKeys(OutsideKeySetError),
    /// The time for the whole fetch is up.
    #[error("no keys within 5 seconds")]
    Timeout,
}

/// Why a document was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum FetchFault {
    /// No answer.
    #[error("{0}")]
    Outside(#[from] OutsideFault),
    /// A status of 3xx.
    #[error("the answer is a redirect; redirects are not followed")]
    Redirect,
    /// A status of 4xx.
    #[error("the server refuses the request with a status of 4xx")]
    Refused,
    /// A status of 5xx.
    #[error("the server fails with a status of 5xx")]
    Failed,
    /// Any other status than 200.
    #[error("the status of the answer is not 200")]
    OtherStatus,
}

impl KeySetFault {
    /// The value of `result` in the metrics.
    pub(super) fn result(self) -> FetchResult {
        match self {
            Self::Discovery(fault) | Self::Keys(fault) => match fault {
                FetchFault::Outside(OutsideFault::Timeout) => FetchResult::Timeout,
                FetchFault::Outside(OutsideFault::Address | OutsideFault::Url(_)) => {
                    FetchResult::Address
                }
                FetchFault::Outside(OutsideFault::TooLong) => FetchResult::Invalid,
                FetchFault::Outside(
                    OutsideFault::Name
                    | OutsideFault::Connect
                    | OutsideFault::Tls
                    | OutsideFault::Broken
                    | OutsideFault::Certificate
                    | OutsideFault::NoAuthorities,
                ) => FetchResult::Unreachable,
                FetchFault::Redirect
                | FetchFault::Refused
                | FetchFault::Failed
                | FetchFault::OtherStatus => FetchResult::Status,
            },
            Self::Timeout => FetchResult::Timeout,
            Self::BadDiscovery | Self::OtherIssuer | Self::NoJwksUri | Self::BadKeys(_) => {
                FetchResult::Invalid
            }
        }
    }
}

/// What a fetch came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FetchResult {
    /// A usable set.
    Good,
    /// No connection, or one that broke.
    Unreachable,
    /// No answer in time.
    Timeout,
    /// An address that requests do not go to.
    Address,
    /// Another status than 200.
    Status,
    /// A document that cannot be used.
    Invalid,
}

impl FetchResult {
    /// Every result, in the order of the metrics.
    pub const ALL: [Self; 6] =
        [Self::Good, Self::Unreachable, Self::Timeout, Self::Address, Self::Status, Self::Invalid];

    /// Its name in the metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::Address => "address",
            Self::Status => "status",
            Self::Invalid => "invalid",
        }
    }
}

/// The keys of an issuer are not there now; a later request may find them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the keys of the issuer are not available; try again in {retry_after_seconds} s")]
pub struct KeySetUnavailable {
    /// Seconds until a request can succeed at the earliest, 1 to 30.
    pub retry_after_seconds: u64,
}
