//! What an access token says.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::claims::Audience;
use crate::jws::not_null;
use crate::{TokenId, is_reserved_claim};

/// The claims of an access token (RFC 9068 section 2.2), named as they stand there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// The project.
    pub iss: String,
    /// Whom it is about: the application, or whom its assertion named.
    pub sub: String,
    /// For whom it is; written as a string where there is one, else as an array.
    #[serde(serialize_with = "write_audience", deserialize_with = "read_audience")]
    pub aud: Vec<String>,
    /// The application that it was issued to.
    pub client_id: String,
    /// When it was issued, in Unix seconds.
    pub iat: i64,
    /// When it ends, in Unix seconds.
    pub exp: i64,
    /// Which token it is.
    pub jti: TokenId,
    /// What it gives, with spaces between (RFC 8693 section 4.2).
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "not_null")]
    pub scope: Option<String>,
    /// Claims of the assertion that the application may carry on; none of
    /// them has a name for which [`is_reserved_claim`] holds.
    #[serde(flatten)]
    pub carried: Map<String, Value>,
}

impl AccessTokenClaims {
    /// Whether no carried claim passes for one of the issuer's own.
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
