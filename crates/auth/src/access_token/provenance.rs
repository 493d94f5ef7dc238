//! Where an access token comes from: the outside identity behind it, and the tokens that it was
//! exchanged from.

use serde::{Deserialize, Serialize};

use crate::TokenId;

/// How many exchanges may lie between a token and the first one of its chain: the depth of `act`.
pub const MAX_EXCHANGES: usize = 4;

/// The acting party of an exchanged token, with the earlier ones inside (RFC 8693 section 4.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActingParty {
    /// The application that exchanged the token.
    pub sub: String,
    /// The application that exchanged the token before; `None` for the first exchange.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<Box<Self>>,
}

/// The outside token that an access token was obtained with; the claim `federated`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FederatedSubject {
    /// The `iss` of the outside token; the trust domain of a SPIFFE ID.
    pub iss: String,
    /// The `sub` of the outside token.
    pub sub: String,
}

/// What an access token depends on besides itself and its application; the private claim
/// `keyplane_provenance`. The token is inactive as soon as any of it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The federated identity by which the application proved itself; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// The tokens that the token was exchanged from, the first one first; at most
    /// [`MAX_EXCHANGES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<EarlierToken>,
}

/// A token that was exchanged for a later one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierToken {
    /// Its ID.
    pub jti: TokenId,
    /// The application that it was issued to.
    pub client_id: String,
    /// The API whose resource server exchanged it.
    pub api: String,
    /// The federated identity by which its application proved itself; `None` without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
}

impl ActingParty {
    /// The acting party after one more exchange, by the application `sub`.
    #[must_use]
    pub fn after(earlier: Option<Self>, sub: String) -> Self {
        Self { sub, act: earlier.map(Box::new) }
    }
}

impl Provenance {
    /// Itself, unless it says nothing: a token that depends on nothing has no such claim.
    #[must_use]
    pub fn into_claim(self) -> Option<Box<Self>> {
        (self.identity.is_some() || !self.chain.is_empty()).then(|| Box::new(self))
    }
}
