//! The part of a scope that a commit changed, as far as the caches are concerned.

use std::{fmt, str::FromStr};

use keyplane_auth::TokenId;
use keyplane_entity::{
    id::{ApplicationId, TrustedIssuerId},
    key,
};

/// A part of a scope that a commit changed, while the rest of the scope stayed as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// The settings, keys or secrets of an application.
    Application(ApplicationId),
    /// The aliases of applications.
    ClientIdAliases,
    /// The grants of an application.
    Grants(ApplicationId),
    /// The APIs.
    Apis,
    /// The trusted issuers.
    TrustedIssuers,
    /// The keys of an issuer, as an operator says: they are to be fetched again.
    TrustedIssuerKeys(TrustedIssuerId),
    /// The federated identities of an issuer.
    FederatedIdentities(TrustedIssuerId),
    /// A token that was revoked.
    Token(TokenId),
    /// The sessions of operators' rules, or what they depend on.
    OperatorSessions,
    /// Rows that no cache holds, such as webhooks.
    Uncached,
}

impl Change {
    /// The change that a key's change causes; `None` for a key that more than one application
    /// depends on.
    pub(crate) fn of_key(key: &key::Model) -> Option<Self> {
        key.application_id.map(Self::Application)
    }
}

/// The text names no change that this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnknownChange;

/// The form of a change in a notice to other replicas.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Application(id) => write!(f, "application:{id}"),
            Self::ClientIdAliases => f.write_str("clientIdAliases"),
            Self::Grants(id) => write!(f, "grants:{id}"),
            Self::Apis => f.write_str("apis"),
            Self::TrustedIssuers => f.write_str("trustedIssuers"),
            Self::TrustedIssuerKeys(id) => write!(f, "trustedIssuerKeys:{id}"),
            Self::FederatedIdentities(id) => write!(f, "federatedIdentities:{id}"),
            Self::Token(id) => write!(f, "token:{id}"),
            Self::OperatorSessions => f.write_str("operatorSessions"),
            Self::Uncached => f.write_str("uncached"),
        }
    }
}

impl FromStr for Change {
    type Err = UnknownChange;

    fn from_str(text: &str) -> Result<Self, UnknownChange> {
        fn read<T: FromStr>(text: &str) -> Result<T, UnknownChange> {
            text.parse().map_err(|_| UnknownChange)
        }
        match text.split_once(':') {
            Some(("application", id)) => read(id).map(Self::Application),
            Some(("grants", id)) => read(id).map(Self::Grants),
            Some(("federatedIdentities", id)) => read(id).map(Self::FederatedIdentities),
            Some(("trustedIssuerKeys", id)) => read(id).map(Self::TrustedIssuerKeys),
            Some(("token", id)) => read(id).map(Self::Token),
            None if text == "apis" => Ok(Self::Apis),
            None if text == "clientIdAliases" => Ok(Self::ClientIdAliases),
            None if text == "operatorSessions" => Ok(Self::OperatorSessions),
            None if text == "trustedIssuers" => Ok(Self::TrustedIssuers),
            None if text == "uncached" => Ok(Self::Uncached),
            _ => Err(UnknownChange),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_change_reads_back_and_another_text_is_unknown() {
        let id = ApplicationId(uuid::Uuid::from_u128(7));
        let token = TokenId { generation: 3, random: [9; 16] };
        for change in [
            Change::Application(id),
            Change::ClientIdAliases,
            Change::Grants(id),
            Change::Apis,
            Change::TrustedIssuers,
            Change::TrustedIssuerKeys(TrustedIssuerId(id.0)),
            Change::FederatedIdentities(TrustedIssuerId(id.0)),
            Change::Token(token),
            Change::OperatorSessions,
            Change::Uncached,
        ] {
            assert_eq!(change.to_string().parse(), Ok(change));
        }

        for text in ["", "api", "apis:x", "application", "application:x", "token:", "signing"] {
            assert_eq!(text.parse::<Change>(), Err(UnknownChange), "{text}");
        }
    }
}
