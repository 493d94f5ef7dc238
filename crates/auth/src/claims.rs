//! The payload of a JWT.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{NumericDate, json::parse_object};

/// The form that [`Claims::parse`] requires, as the text of an error.
pub(crate) const FORM: &str = "the payload must be a JSON object with unique names, iss, sub and jti strings, exp, nbf and iat numbers, aud a string or an array of strings";

/// `aud` is a string or an array of strings (RFC 7519 section 4.1.3).
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Audience {
    One(String),
    Several(Vec<String>),
}

impl From<Audience> for Vec<String> {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::One(one) => vec![one],
            Audience::Several(several) => several,
        }
    }
}

/// The claims of a JWT. Registered claims have the types of RFC 7519 section 4.1 if
/// present. All claims are kept unchanged, since an access token may carry them.
#[derive(Clone, Debug)]
pub(crate) struct Claims(Map<String, Value>);

impl Claims {
    /// Parses a payload; `None` if it does not have the form that [`FORM`] describes.
    pub(crate) fn parse(payload: &[u8]) -> Option<Self> {
        let claims = parse_object(payload)?;
        let typed = claims.iter().all(|(name, value)| match name.as_str() {
            "iss" | "sub" | "jti" => value.is_string(),
            "exp" | "nbf" | "iat" => value.is_number(),
            "aud" => match value {
                Value::Array(several) => several.iter().all(Value::is_string),
                one => one.is_string(),
            },
            _ => true,
        });
        typed.then_some(Self(claims))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    pub(crate) fn date(&self, name: &str) -> Option<NumericDate> {
        self.get(name)?.as_f64().and_then(NumericDate::new)
    }

    /// The audience if there is exactly one, as a string or an array of one.
    pub(crate) fn sole_audience(&self) -> Option<&str> {
        match self.get("aud")? {
            Value::String(audience) => Some(audience),
            Value::Array(several) => match several.as_slice() {
                [audience] => audience.as_str(),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn into_map(self) -> Map<String, Value> {
        self.0
    }
}
