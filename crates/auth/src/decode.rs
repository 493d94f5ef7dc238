//! Decodes a JWT for display. Nothing is verified.

use serde_json::{Map, Value};

use crate::{
    access_token, assertion, encoding::decode_base64url, json::parse_object, jws::is_media_type,
};

/// The parts of a JWT that can be read. They are not verified: use them for
/// display, never for a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodedToken {
    /// The header; `None` if it is not base64url of a JSON object with unique names.
    pub header: Option<Map<String, Value>>,
    /// The payload; `None` under the same conditions.
    pub claims: Option<Map<String, Value>>,
}

impl DecodedToken {
    /// Whether `typ` is that of access tokens, `at+jwt`.
    #[must_use]
    pub fn is_typed_access_token(&self) -> bool {
        self.has_type(access_token::MEDIA_TYPE)
    }

    /// Whether `typ` is that of client assertions alone, `client-authentication+jwt`.
    #[must_use]
    pub fn is_typed_client_assertion(&self) -> bool {
        self.has_type(assertion::CLIENT_MEDIA_TYPE)
    }

    fn has_type(&self, media_type: &str) -> bool {
        let typ = self.header.as_ref().and_then(|header| header.get("typ")?.as_str());
        typ.is_some_and(|typ| is_media_type(typ, media_type))
    }
}

/// Reads as much of a JWT as possible, even if its form is wrong.
#[must_use]
pub fn decode_unverified(token: &str) -> DecodedToken {
    let mut parts = token.split('.').map(|part| parse_object(&decode_base64url(part)?));
    DecodedToken { header: parts.next().flatten(), claims: parts.next().flatten() }
}
