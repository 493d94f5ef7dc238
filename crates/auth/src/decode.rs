//! What a JWT says, for people to look at.

use serde_json::{Map, Value};

use crate::encoding::decode_base64url;
use crate::json::parse_object;

/// The parts of a JWT that could be read. Nobody has checked any of it: this
/// is for showing, never for deciding.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodedToken {
    /// The header, where it is base64url of a JSON object with unique names.
    pub header: Option<Map<String, Value>>,
    /// The payload, where it is the same.
    pub claims: Option<Map<String, Value>>,
}

/// Reads as much of a JWT as can be read, also where its form is wrong.
#[must_use]
pub fn decode_unverified(token: &str) -> DecodedToken {
    let mut parts = token.split('.').map(|part| parse_object(&decode_base64url(part)?));
    DecodedToken { header: parts.next().flatten(), claims: parts.next().flatten() }
}
