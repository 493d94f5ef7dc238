//! The standing of a federated identity and of the issuer that it stands on.

use std::fmt;

use keyplane_auth::{Check, Expected, Found, Judged, Refusal, Rule, judge};
use keyplane_entity::{Timestamp, federated_identity, trusted_issuer};

/// Why tokens of a trusted issuer do not stand for an application, whatever they hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FederationRefusal {
    /// The project trusts no such issuer.
    UnknownIssuer,
    IssuerDisabled,
    IssuerEnded,
    /// The project has no such identity.
    UnknownIdentity,
    IdentityDisabled,
    IdentityEnded,
}

impl Refusal for FederationRefusal {
    fn reason(&self) -> &'static str {
        match self {
            Self::UnknownIssuer => "UNKNOWN_ISSUER",
            Self::IssuerDisabled => "ISSUER_DISABLED",
            Self::IssuerEnded => "ISSUER_ENDED",
            Self::UnknownIdentity => "UNKNOWN_IDENTITY",
            Self::IdentityDisabled => "IDENTITY_DISABLED",
            Self::IdentityEnded => "IDENTITY_ENDED",
        }
    }
}

impl fmt::Display for FederationRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownIssuer => {
                "the project trusts no such issuer: it was deleted, or never registered"
            }
            Self::IssuerDisabled => "the trusted issuer is disabled",
            Self::IssuerEnded => "the trust in the issuer has ended",
            Self::UnknownIdentity => "the federated identity was deleted",
            Self::IdentityDisabled => "the federated identity is disabled",
            Self::IdentityEnded => "the federated identity has ended",
        })
    }
}

/// Whether something that operators can disable and end counts at a time.
#[derive(Clone, Copy)]
enum StandsNow {
    Yes,
    Disabled,
    Ended,
}

impl StandsNow {
    fn of(enabled: bool, expires_at: Option<Timestamp>, now: Timestamp) -> Self {
        match (enabled, expires_at) {
            (false, _) => Self::Disabled,
            (true, Some(end)) if end <= now => Self::Ended,
            (true, _) => Self::Yes,
        }
    }
}

type FederationCheck = Option<Check<'static, FederationRefusal>>;

/// A trusted issuer as it was looked up.
#[derive(Clone, Copy)]
pub(crate) struct IssuerStanding<'a> {
    pub(crate) issuer: Option<&'a trusted_issuer::Model>,
    pub(crate) now: Timestamp,
}

impl<'a> IssuerStanding<'a> {
    const RULES: [Rule<Self, FederationCheck>; 1] = [("trustedIssuer", Self::stands)];

    /// `trustedIssuer`: the issuer exists, is enabled and has not ended.
    pub(crate) fn checks(self) -> impl Iterator<Item = Judged<'static, FederationRefusal>> + 'a {
        judge(Self::RULES, self)
    }

    fn stands(&self, name: &'static str) -> FederationCheck {
        let counts = self.issuer.map(|row| StandsNow::of(row.enabled, row.expires_at, self.now));
        let (found, refusal) = match counts {
            None => ("none", Some(FederationRefusal::UnknownIssuer)),
            Some(StandsNow::Disabled) => ("disabled", Some(FederationRefusal::IssuerDisabled)),
            Some(StandsNow::Ended) => ("ended", Some(FederationRefusal::IssuerEnded)),
            Some(StandsNow::Yes) => ("enabled", None),
        };
        let expected = Expected::Words("an enabled trusted issuer of the project");
        Some(Check { name, expected, found: Found::Text(found), refusal })
    }
}

/// A federated identity as it was looked up.
#[derive(Clone, Copy)]
pub(crate) struct IdentityStanding<'a> {
    pub(crate) identity: Option<&'a federated_identity::Model>,
    pub(crate) now: Timestamp,
}

impl<'a> IdentityStanding<'a> {
    const RULES: [Rule<Self, FederationCheck>; 1] = [("federatedIdentity", Self::stands)];

    /// `federatedIdentity`: the identity exists, is enabled and has not ended.
    pub(crate) fn checks(self) -> impl Iterator<Item = Judged<'static, FederationRefusal>> + 'a {
        judge(Self::RULES, self)
    }

    fn stands(&self, name: &'static str) -> FederationCheck {
        let counts = self.identity.map(|row| StandsNow::of(row.enabled, row.expires_at, self.now));
        let (found, refusal) = match counts {
            None => ("none", Some(FederationRefusal::UnknownIdentity)),
            Some(StandsNow::Disabled) => ("disabled", Some(FederationRefusal::IdentityDisabled)),
            Some(StandsNow::Ended) => ("ended", Some(FederationRefusal::IdentityEnded)),
            Some(StandsNow::Yes) => ("enabled", None),
        };
        let expected = Expected::Words("an enabled federated identity of the application");
        Some(Check { name, expected, found: Found::Text(found), refusal })
    }
}
