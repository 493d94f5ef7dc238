//! A file as a tree in which each value knows its place, whether it was YAML or TOML.

use serde_json::{Map, Value};

use super::flaw::Mark;

/// Maximum nesting of a file.
pub(super) const MAX_DEPTH: usize = 24;
/// Maximum number of values in a file.
pub(super) const MAX_NODES: usize = 300_000;

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SourceNode {
    pub(crate) mark: Mark,
    pub(crate) value: SourceValue,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SourceValue {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<SourceNode>),
    Map(Vec<SourceMember>),
}

/// A member of a map, in the order of the file. A name may stand twice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SourceMember {
    pub(crate) mark: Mark,
    pub(crate) name: String,
    pub(crate) node: SourceNode,
}

impl SourceNode {
    /// The members of a map; none of another value.
    pub(crate) fn members(&self) -> &[SourceMember] {
        match &self.value {
            SourceValue::Map(members) => members,
            SourceValue::Null
            | SourceValue::Bool(_)
            | SourceValue::Int(_)
            | SourceValue::Float(_)
            | SourceValue::Text(_)
            | SourceValue::List(_) => &[],
        }
    }

    /// A member of a map.
    pub(crate) fn get(&self, name: &str) -> Option<&SourceMember> {
        self.members().iter().find(|member| member.name == name)
    }

    /// The items of a list; none of another value.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.value {
            SourceValue::List(items) => items,
            SourceValue::Null
            | SourceValue::Bool(_)
            | SourceValue::Int(_)
            | SourceValue::Float(_)
            | SourceValue::Text(_)
            | SourceValue::Map(_) => &[],
        }
    }

    /// The same value without places.
    pub(crate) fn json(&self) -> Value {
        match &self.value {
            SourceValue::Null => Value::Null,
            SourceValue::Bool(value) => Value::from(*value),
            SourceValue::Int(value) => Value::from(*value),
            SourceValue::Float(value) => Value::from(*value),
            SourceValue::Text(text) => Value::from(text.as_str()),
            SourceValue::List(items) => items.iter().map(Self::json).collect(),
            SourceValue::Map(members) => {
                let members = members.iter().map(|one| (one.name.clone(), one.node.json()));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }
}
