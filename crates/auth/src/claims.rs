//! The payload of a JWT.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{NumericDate, json::parse_object};

/// The form that [`Claims::parse`] requires, as the text of an error.
pub(crate) const FORM: &str = "the payload must be a JSON object with unique names, iss, sub and jti strings, exp, nbf and iat numbers, aud a string or an array of strings";

/// The form that [`Claims::parse_outside`] requires, as the text of an error.
pub(crate) const OUTSIDE_FORM: &str = "the payload must be a JSON object with unique names at every depth, at most 16 levels and 2000 values, iss and sub strings, exp, nbf and iat numbers, aud a string or an array of strings";

/// The deepest nesting of an outside token's claims.
const MAX_DEPTH: usize = 16;
/// The most values in an outside token's claims, those of arrays and objects included.
const MAX_VALUES: usize = 2000;

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
        let typed = claims.iter().all(|(name, value)| is_typed(name, value));
        typed.then_some(Self(claims))
    }

    /// Parses the payload of an outside token; `None` if it does not have the form that
    /// [`OUTSIDE_FORM`] describes. Its `jti` may have any type: most issuers' are not looked at.
    pub(crate) fn parse_outside(payload: &[u8]) -> Option<Self> {
        let claims = parse_object(payload)?;
        let mut values = MAX_VALUES;
        let is_bounded = claims.values().all(|value| fits(value, MAX_DEPTH - 1, &mut values));
        let is_formed = claims.iter().all(|(name, value)| name == "jti" || is_typed(name, value));
        (is_bounded && is_formed).then_some(Self(claims))
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

    pub(crate) fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    pub(crate) fn into_map(self) -> Map<String, Value> {
        self.0
    }
}

/// Whether a registered claim has the type of RFC 7519 section 4.1. Others may have any.
fn is_typed(name: &str, value: &Value) -> bool {
    match name {
        "iss" | "sub" | "jti" => value.is_string(),
        "exp" | "nbf" | "iat" => value.is_number(),
        "aud" => match value {
            Value::Array(several) => several.iter().all(Value::is_string),
            one => one.is_string(),
        },
        _ => true,
    }
}

/// Whether a value nests at most `depth` levels and holds at most `left` values, itself included.
/// The parser bounds the recursion before.
fn fits(value: &Value, depth: usize, left: &mut usize) -> bool {
    let Some(fewer) = left.checked_sub(1) else { return false };
    *left = fewer;

    let Some(below) = depth.checked_sub(1) else { return !value.is_array() && !value.is_object() };
    match value {
        Value::Array(items) => items.iter().all(|item| fits(item, below, left)),
        Value::Object(members) => members.values().all(|member| fits(member, below, left)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}
