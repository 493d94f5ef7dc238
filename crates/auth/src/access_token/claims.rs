//! The claims of an access token.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::exchanged::{ActingParty, EarlierToken, read_chain};
use crate::{TokenId, claims::Audience, is_reserved_claim, jws::not_null};

/// The claims of an access token, with their names from RFC 9068 section 2.2.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// The project's issuer URL.
    pub iss: String,
    /// The subject: the application, or the `sub` of its assertion.
    pub sub: String,
    /// The audiences; one is written as a string, several as an array.
    #[serde(serialize_with = "write_audience", deserialize_with = "read_audience")]
    pub aud: Vec<String>,
    /// The application that the token was issued to, as its request named it.
    pub client_id: String,
    /// ID of that application, if the request named it by an alias; absent in other tokens.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub keyplane_client_id: Option<String>,
    /// Time of issue, in Unix seconds.
    pub iat: i64,
    /// Expiry, in Unix seconds.
    pub exp: i64,
    /// The token's ID.
    pub jti: TokenId,
    /// Granted scopes, separated by spaces (RFC 8693 section 4.2).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub scope: Option<String>,
    /// Who acts, if the token was exchanged (RFC 8693 section 4.1).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub act: Option<Box<ActingParty>>,
    /// The tokens that it was exchanged from, the first one first; at most `MAX_EXCHANGES`. The
    /// token is only active while all of them are.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "read_chain")]
    pub exchanged_from: Vec<EarlierToken>,
    /// The token of a trusted issuer for which this one was issued, if the application asks for the
    /// claim.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub federated: Option<FederatedSubject>,
    /// ID of the federated identity through which the token was issued, `fid_…`; absent for other
    /// tokens. The token is only active while this identity and its issuer are.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub federated_identity: Option<String>,
    /// Claims copied from the assertion, as far as the application's settings
    /// allow; none of them has a name for which [`is_reserved_claim`] holds.
    #[serde(flatten)]
    pub carried: Map<String, Value>,
}

/// The issuer and the subject of a token of a trusted issuer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FederatedSubject {
    /// Its `iss`; `spiffe://` and the trust domain for a SPIFFE issuer.
    pub iss: String,
    /// Its `sub`.
    pub sub: String,
}

impl AccessTokenClaims {
    /// ID of the application that the token was issued to, whatever its request called it.
    #[must_use]
    pub fn client(&self) -> &str {
        self.keyplane_client_id.as_deref().unwrap_or(&self.client_id)
    }

    /// Whether no carried claim has a reserved name.
    pub(super) fn carries_nothing_reserved(&self) -> bool {
        !self.carried.keys().any(|name| is_reserved_claim(name))
    }
}

fn write_audience<S: Serializer>(audience: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    match audience {
        [one] => one.serialize(serializer),
        several => several.serialize(serializer),
    }
}

fn read_audience<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Audience::deserialize(deserializer).map(Into::into)
}
