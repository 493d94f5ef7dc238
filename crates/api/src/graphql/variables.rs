//! The variables of a request. Values are counted while they are read: a body of 1 MiB can contain
//! half a million, and each takes many times its length in memory.

use std::{cell::Cell, fmt};

use async_graphql::{Name, Value, Variables};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// Maximum number of values in the variables of a request, including those inside lists and
/// objects.
pub(crate) const MAX_VALUES: usize = 5_000;

/// The variables of a request.
pub(crate) enum SentVariables {
    /// At most [`MAX_VALUES`] values.
    Read(Variables),
    /// More than [`MAX_VALUES`] values.
    TooMany,
}

impl Default for SentVariables {
    fn default() -> Self {
        Self::Read(Variables::default())
    }
}

impl<'de> Deserialize<'de> for SentVariables {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // One more than the maximum for the enclosing object, and one that stays unused if the
        // limit is kept.
        let left = Cell::new(MAX_VALUES + 2);
        let value = Counted(&left).deserialize(deserializer)?;
        if left.get() == 0 {
            return Ok(Self::TooMany);
        }
        match value {
            Value::Null => Ok(Self::default()),
            Value::Object(_) => Ok(Self::Read(Variables::from_value(value))),
            _ => Err(D::Error::custom("variables must be an object")),
        }
    }
}

/// Reads values until the limit is reached, and skips the rest.
struct Counted<'c>(&'c Cell<usize>);

impl Counted<'_> {
    fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

impl<'de> DeserializeSeed<'de> for Counted<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.0.set(self.0.get().saturating_sub(1));
        if self.is_spent() {
            return IgnoredAny::deserialize(deserializer).map(|_| Value::Null);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Counted<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element_seed(Counted(self.0))? {
            if !self.is_spent() {
                list.push(value);
            }
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        let mut object = async_graphql::indexmap::IndexMap::new();
        while let Some(name) = values.next_key::<String>()? {
            let value = values.next_value_seed(Counted(self.0))?;
            if !self.is_spent() {
                object.insert(Name::new(name), value);
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Variables> {
        match serde_json::from_str(text) {
            Ok(SentVariables::Read(variables)) => Some(variables),
            _ => None,
        }
    }

    #[test]
    fn values_read_as_the_library_reads_them() {
        for text in [
            "null",
            "{}",
            r#"{"a":1,"b":-2,"c":1.5,"d":"x\n","e":null,"f":true,"g":[1,["y"]],"h":{"i":{}}}"#,
        ] {
            let theirs: Variables = serde_json::from_str(text).expect("variables");
            assert_eq!(read(text), Some(theirs), "{text}");
        }
        for text in ["[]", "1", "\"a\""] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn so_many_values_are_read_and_no_more_wherever_they_stand() {
        let list = |count: usize| format!(r#"{{"a":[{}]}}"#, vec!["1"; count].join(","));
        assert!(read(&list(MAX_VALUES - 1)).is_some());
        let many = MAX_VALUES + 1;
        let names: Vec<_> = (0..many).map(|name| format!(r#""v{name}":0"#)).collect();
        for text in [
            list(MAX_VALUES),
            list(many),
            format!(r#"{{"a":{}}}"#, serde_json::json!(vec![vec![0]; many])),
            format!("{{{}}}", names.join(",")),
        ] {
            let read = serde_json::from_str(&text);
            assert!(matches!(read, Ok(SentVariables::TooMany)), "{}", text.len());
        }
    }
}
