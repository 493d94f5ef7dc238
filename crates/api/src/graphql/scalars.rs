//! Scalars of the schema.

use std::{borrow::Cow, str::FromStr};

use async_graphql::{
    Description, ID, InputType, InputValueError, InputValueResult, OutputType, Scalar, ScalarType,
    Value, registry::Registry,
};
use keyplane_control::Error;
use keyplane_entity::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};

use super::failure::Failure;

/// Point in time, RFC 3339 in UTC, such as 2026-01-31T12:00:00Z. Input may have any offset.
#[derive(Clone, Copy, Debug, Description)]
pub(crate) struct DateTime(pub(crate) Timestamp);

#[Scalar(name = "DateTime", use_type_description)]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => Timestamp::parse(text).map(Self),
            _ => None,
        }
        .ok_or_else(|| InputValueError::custom("expected RFC 3339, such as 2026-01-31T12:00:00Z"))
    }

    fn is_valid(value: &Value) -> bool {
        matches!(value, Value::String(text) if Timestamp::parse(text).is_some())
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl From<DateTime> for Timestamp {
    fn from(at: DateTime) -> Self {
        at.0
    }
}

impl From<Timestamp> for DateTime {
    fn from(at: Timestamp) -> Self {
        Self(at)
    }
}

/// A `String` argument that may contain a secret, kept in a redacting type.
pub(crate) struct SecretText(SecretString);

impl From<SecretText> for SecretString {
    fn from(text: SecretText) -> Self {
        text.0
    }
}

impl InputType for SecretText {
    type RawValueType = Self;

    fn type_name() -> Cow<'static, str> {
        <String as InputType>::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <String as OutputType>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        match value {
            Some(Value::String(text)) => Ok(Self(text.into())),
            _ => Err(InputValueError::custom("expected a string")),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.expose_secret().to_owned())
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }
}

/// A secret's text, for the response that shows it once.
pub(crate) fn reveal(secret: &SecretString) -> String {
    secret.expose_secret().to_owned()
}

/// Parses an `ID` argument of a mutation; not found if it is not the ID of a `noun`.
pub(crate) fn id<T: FromStr>(id: &ID, noun: &'static str) -> Result<T, Failure> {
    id.parse().map_err(|_| Error::NotFound(noun).into())
}
