//! The body of a request before the library reads it. A body of 1 MiB can hold half a million
//! values, and each takes many times its length in memory once it is read.

use std::{cell::Cell, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::refusal::Refusal;

/// Maximum number of values in the variables of a request, including those inside lists and
/// objects.
pub(crate) const MAX_VALUES: usize = 5_000;

/// The members that the library reads (GraphQL over HTTP, section 5.2), and the extensions, which it
/// does not get.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Sent<'b> {
    #[serde(borrow)]
    query: Option<Text<'b>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    operation_name: Option<Text<'b>>,
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    variables: Option<&'b RawValue>,
    #[serde(borrow, skip_serializing)]
    extensions: Option<&'b RawValue>,
}

/// The extensions that matter without a query.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extensions {
    /// The hash of a query that an earlier request may have sent (Automatic Persisted Queries).
    persisted_query: Option<IgnoredAny>,
}

impl Sent<'_> {
    /// Why there is no query.
    fn without_query(&self) -> Refusal {
        // serde would take the members of a list for those of an object.
        let extensions = self.extensions.map(RawValue::get).filter(|text| text.starts_with('{'));
        let extensions = extensions.map(serde_json::from_str::<Extensions>);
        match extensions {
            Some(Ok(Extensions { persisted_query: Some(_) })) => Refusal::PersistedQuery,
            Some(Ok(Extensions { persisted_query: None }) | Err(_)) | None => Refusal::NO_QUERY,
        }
    }
}

/// A JSON string as it was sent. Any other value is refused unread: the library would keep each of
/// its parts in memory before it refuses them.
#[derive(Serialize)]
#[serde(transparent)]
struct Text<'b>(&'b RawValue);

impl<'de: 'b, 'b> Deserialize<'de> for Text<'b> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <&'b RawValue>::deserialize(deserializer)?;
        if value.get().starts_with('"') {
            Ok(Self(value))
        } else {
            Err(D::Error::custom("expected a string"))
        }
    }
}

/// The body for the library: one request, without other members such as `extensions`, which the
/// library would read in full. `None` if the variables hold more than [`MAX_VALUES`] values. A
/// request that names its query by a hash only is refused as
/// [persisted](Refusal::PersistedQuery).
pub(crate) fn bounded(body: &[u8]) -> Result<Option<Vec<u8>>, Refusal> {
    if body.trim_ascii_start().starts_with(b"[") {
        return Err(Refusal::BATCH);
    }
    let sent: Sent<'_> = serde_json::from_slice(body).map_err(|error| Refusal::not_read(&error))?;
    if sent.query.is_none() {
        return Err(sent.without_query());
    }
    if let Some(variables) = sent.variables
        && !is_bounded(variables.get()).map_err(|error| Refusal::not_read(&error))?
    {
        return Ok(None);
    }
    serde_json::to_vec(&sent).map(Some).map_err(|error| Refusal::not_read(&error))
}

fn is_bounded(variables: &str) -> Result<bool, serde_json::Error> {
    // The enclosing object counts as one more.
    let left = Cell::new(MAX_VALUES + 1);
    let mut deserializer = serde_json::Deserializer::from_str(variables);
    match Counter(&left).deserialize(&mut deserializer) {
        Ok(()) => Ok(true),
        Err(error) if error.is_data() => Ok(false),
        Err(error) => Err(error),
    }
}

/// Counts values, and fails at the first one above the limit.
struct Counter<'c>(&'c Cell<usize>);

impl<'de> DeserializeSeed<'de> for Counter<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Some(left) = self.0.get().checked_sub(1) else {
            return Err(D::Error::custom("too many values"));
        };
        self.0.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Counter<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _value: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _value: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _value: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _value: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _value: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        while values.next_element_seed(Counter(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        while values.next_key::<IgnoredAny>()?.is_some() {
            values.next_value_seed(Counter(self.0))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The body that the library receives.
    fn body_for_library(body: &str) -> Option<String> {
        let bounded = bounded(body.as_bytes()).ok()??;
        Some(String::from_utf8(bounded).expect("UTF-8"))
    }

    fn refused(body: &str) -> Option<&'static str> {
        match bounded(body.as_bytes()) {
            Err(Refusal::Malformed(why)) => Some(why),
            _ => None,
        }
    }

    fn is_bounded(variables: &str) -> Option<bool> {
        let body = format!(r#"{{"query":"","variables":{variables}}}"#);
        bounded(body.as_bytes()).ok().map(|bounded| bounded.is_some())
    }

    #[test]
    fn the_library_gets_the_members_that_it_reads_as_they_were_sent() {
        for (sent, expected) in [
            (r#"{"query":"{ viewer { scope } }"}"#, r#"{"query":"{ viewer { scope } }"}"#),
            (
                r#"{"query":"","variables":null,"operationName":null,"extensions":{}}"#,
                r#"{"query":""}"#,
            ),
            (
                r#" { "x" : [ 1 ] , "variables" : { "a" : 1.50 } , "query" : "\u0041\n" , "operationName":"A" } "#,
                r#"{"query":"\u0041\n","operationName":"A","variables":{ "a" : 1.50 }}"#,
            ),
        ] {
            assert_eq!(body_for_library(sent).as_deref(), Some(expected), "{sent}");
        }
        let many = format!(r#"{{"query":"","extensions":[{}]}}"#, vec!["1"; 100_000].join(","));
        assert_eq!(body_for_library(&many).as_deref(), Some(r#"{"query":""}"#));
    }

    #[test]
    fn a_hash_in_place_of_the_query_is_known_as_a_persisted_query() {
        let is_persisted =
            |body: &str| matches!(bounded(body.as_bytes()), Err(Refusal::PersistedQuery));
        for body in [
            r#"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}"#,
            r#"{"operationName":"A","variables":{},"query":null,"extensions":{"x":[],"persistedQuery":{}}}"#,
        ] {
            assert!(is_persisted(body), "{body}");
        }

        for body in [
            r#"{"query":"{ a }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}"#,
            r#"{"extensions":{"persistedQuery":null}}"#,
            r#"{"extensions":{}}"#,
            r#"{"extensions":[{"persistedQuery":{}}]}"#,
            r#"{"persistedQuery":{"version":1,"sha256Hash":"00"}}"#,
            r#"{"documentId":"sha256:00"}"#,
        ] {
            assert!(!is_persisted(body), "{body}");
        }
    }

    #[test]
    fn batches_and_texts_that_are_not_json_are_distinguished() {
        assert!(refused(r#" [{"query":"{a}"}]"#).is_some_and(|why| why.contains("batches")));
        let deep = format!(r#"{{"query":"","variables":{}}}"#, "[".repeat(200) + &"]".repeat(200));
        for body in ["", "{", "{\"query\":\"a\"} x", "\u{feff}{}", "{\"query\":\"\n\"}", &deep] {
            assert_eq!(refused(body), Some("the body is not JSON"), "{body}");
        }

        let list = format!("[{}]", vec!["1"; 100_000].join(","));
        for body in [
            "null",
            "1",
            r#"{"variables":{}}"#,
            r#"{"query":"","query":""}"#,
            r#"{"query":null}"#,
            r#"{"query":"","operationName":{}}"#,
            &format!(r#"{{"query":{list}}}"#),
            &format!(r#"{{"query":"","operationName":{list}}}"#),
        ] {
            let why = refused(body).expect("a refusal");
            let body = &body[..body.len().min(60)];
            assert!(why.contains("must be an object with query"), "{body}: {why}");
        }
    }

    #[test]
    fn so_many_values_are_read_and_no_more_wherever_they_stand() {
        let list = |count: usize| format!(r#"{{"a":[{}]}}"#, vec!["1"; count].join(","));
        assert_eq!(is_bounded(&list(MAX_VALUES - 1)), Some(true));
        let many = MAX_VALUES + 1;
        let names: Vec<_> = (0..many).map(|name| format!(r#""v{name}":0"#)).collect();
        for text in [
            list(MAX_VALUES),
            list(many),
            format!(r#"{{"a":{}}}"#, serde_json::json!(vec![vec![0]; many])),
            format!("{{{}}}", names.join(",")),
        ] {
            assert_eq!(is_bounded(&text), Some(false), "{}", text.len());
        }
        let each =
            r#"{"a":1,"b":-2,"c":1.5,"d":"x\n","e":null,"f":true,"g":[1,["y"]],"h":{"i":{}}}"#;
        assert_eq!(is_bounded(each), Some(true));
    }
}
