//! YAML files. One document, without anchors and aliases: a file that is read should say everything
//! where it stands, and no text can grow by repeating another one.

use std::fmt;

use keyplane_auth::shown;
use serde::{
    Deserialize,
    de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::{
    DuplicateKeyPolicy, Location, MergeKeyPolicy, Options, Spanned, budget, options,
};

use super::{
    flaw::Mark,
    node::{MAX_DEPTH, MAX_NODES, SourceMember, SourceNode, SourceValue},
};

/// Reads a document, or says what is wrong and where.
pub(super) fn parse(text: &str) -> Result<SourceNode, (Mark, String)> {
    match serde_saphyr::from_str_with_options::<Spanned<AnyValue>>(text, limits()) {
        Ok(node) => Ok(SourceNode { mark: mark(node.referenced), value: node.value.0 }),
        Err(error) => {
            let at = error.location().map(mark).unwrap_or_default();
            Err((at, message(&error.without_snippet().to_string())))
        }
    }
}

/// What the library says, without its place, which is said already, and about limits in our words.
fn message(text: &str) -> String {
    let ours = [
        ("budget breached: Anchors", "anchors and aliases are not allowed: write the text again"),
        ("budget breached: Aliases", "anchors and aliases are not allowed: write the text again"),
        ("budget breached: Documents", "a file has one document"),
        ("budget breached: Depth", "nests too deep"),
        ("recursion limit", "nests too deep"),
        ("budget breached", "has too many values"),
        ("YAML merge keys", "merge keys (<<) are not allowed: write the members again"),
    ];
    if let Some((_, words)) = ours.iter().find(|(begin, _)| text.starts_with(begin)) {
        return (*words).to_owned();
    }
    let text = text.rsplit_once(" at line ").map_or(text, |(text, _)| text);
    let text = text.split_once(", set DuplicateKeyPolicy").map_or(text, |(text, _)| text);
    shown(text)
}

fn limits() -> Options {
    options! {
        budget: budget! {
            max_anchors: 0,
            max_aliases: 0,
            max_documents: 1,
            max_depth: MAX_DEPTH,
            max_nodes: MAX_NODES,
            max_events: 3 * MAX_NODES,
        },
        // Each is named with its place later.
        duplicate_keys: DuplicateKeyPolicy::Error,
        merge_keys: MergeKeyPolicy::Error,
        strict_booleans: true,
        reject_unsupported_tags: true,
        with_snippet: false,
    }
}

fn mark(at: Location) -> Mark {
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    Mark { line: number(at.line()), column: number(at.column()) }
}

/// Whatever value stands in the file.
struct AnyValue(SourceValue);

impl<'de> Deserialize<'de> for AnyValue {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyVisitor).map(Self)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = SourceValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<SourceValue, E> {
        Ok(SourceValue::Null)
    }

    fn visit_none<E>(self) -> Result<SourceValue, E> {
        Ok(SourceValue::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<SourceValue, E> {
        Ok(SourceValue::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<SourceValue, E> {
        Ok(SourceValue::Int(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<SourceValue, E> {
        let small = i64::try_from(value).map_err(|_| E::custom("the number is too large"))?;
        Ok(SourceValue::Int(small))
    }

    fn visit_f64<E>(self, value: f64) -> Result<SourceValue, E> {
        Ok(SourceValue::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<SourceValue, E> {
        Ok(SourceValue::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<SourceValue, E> {
        Ok(SourceValue::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<SourceValue, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element::<Spanned<AnyValue>>()? {
            items.push(SourceNode { mark: mark(item.referenced), value: item.value.0 });
        }
        Ok(SourceValue::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<SourceValue, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = from.next_key::<Spanned<AnyValue>>()? {
            let node = from.next_value::<Spanned<AnyValue>>()?;
            let node = SourceNode { mark: mark(node.referenced), value: node.value.0 };
            let name = match key.value.0 {
                SourceValue::Text(text) => text,
                SourceValue::Int(number) => number.to_string(),
                SourceValue::Null
                | SourceValue::Bool(_)
                | SourceValue::Float(_)
                | SourceValue::List(_)
                | SourceValue::Map(_) => {
                    return Err(A::Error::custom("the name of a member must be a text"));
                }
            };
            members.push(SourceMember { mark: mark(key.referenced), name, node });
        }

        Ok(SourceValue::Map(members))
    }
}
