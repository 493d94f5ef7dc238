//! Decodes a JWT for display. Nothing is verified.

use serde_json::{Map, Value};

use crate::{encoding::decode_base64url, json::parse_object};

/// The parts of a JWT that can be read. They are not verified: use them for
/// display, never for a decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodedToken {
    /// The header; `None` if it is not base64url of a JSON object with unique names.
    pub header: Option<Map<String, Value>>,
    /// The payload; `None` under the same conditions.
    pub claims: Option<Map<String, Value>>,
}

/// Reads as much of a JWT as possible, even if its form is wrong.
#[must_use]
pub fn decode_unverified(token: &str) -> DecodedToken {
    let mut parts = token.split('.').map(|part| parse_object(&decode_base64url(part)?));
    DecodedToken { header: parts.next().flatten(), claims: parts.next().flatten() }
}
