//! What an access token says about the tokens that it was exchanged from (RFC 8693).

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::TokenId;

/// The most exchanges between a token and the first one of its chain: how deep `act` is at most.
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

/// A token that was exchanged for a later one. The later one is inactive as soon as this one is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierToken {
    /// Its ID.
    pub jti: TokenId,
    /// The application that it was issued to.
    pub client_id: String,
    /// ID of the API whose resource server exchanged it.
    pub api: String,
    /// ID of the key that signed it; `None` for an opaque token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// ID of the federated identity through which it was issued, `fid_…`; `None` for other tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federated_identity: Option<String>,
}

impl ActingParty {
    /// The acting party after one more exchange, by the application `sub`.
    #[must_use]
    pub fn after(earlier: Option<Box<Self>>, sub: String) -> Box<Self> {
        Box::new(Self { sub, act: earlier })
    }
}

/// Reads the chain of a token. A longer one than the server writes is refused, because each entry
/// costs look-ups.
pub(super) fn read_chain<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<EarlierToken>, D::Error> {
    let chain = Vec::deserialize(deserializer)?;
    if chain.len() > MAX_EXCHANGES {
        return Err(de::Error::custom("the chain of exchanges is too long"));
    }
    Ok(chain)
}
