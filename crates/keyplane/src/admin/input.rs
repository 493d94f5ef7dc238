//! The input of a mutation, of which only what is given is sent.

use clap::ValueEnum;
use serde_json::{Map, Value};

use super::fault::Fault;
use crate::{admin_api::printable, cli::name_of};

/// The input of a mutation.
#[derive(Debug, Default)]
pub(super) struct Input(Map<String, Value>);

impl Input {
    /// An input with this ID.
    pub(super) fn of(name: &str, id: impl Into<Value>) -> Self {
        Self::default().set(name, id)
    }

    /// Adds a value.
    #[must_use]
    pub(super) fn set(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a value that is given.
    #[must_use]
    pub(super) fn some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    /// Adds a text that is given; an empty one is null.
    #[must_use]
    pub(super) fn text_or_null(self, name: &str, value: Option<String>) -> Self {
        let value = value.map(|text| if text.is_empty() { Value::Null } else { text.into() });
        self.some(name, value)
    }

    /// Adds a word of the Admin API that is given.
    #[must_use]
    pub(super) fn word<E: ValueEnum>(self, name: &str, value: Option<&E>) -> Self {
        self.some(name, value.map(name_of))
    }

    /// Adds a list that is given, or that is emptied.
    #[must_use]
    pub(super) fn items(self, name: &str, items: Vec<Value>, is_empty: bool) -> Self {
        if items.is_empty() && !is_empty { self } else { self.set(name, items) }
    }

    /// Adds a list of words that is given.
    #[must_use]
    pub(super) fn words<E: ValueEnum>(self, name: &str, values: &[E]) -> Self {
        self.items(name, names(values), false)
    }

    /// The input of an update, which has a setting beside the ID of its object.
    pub(super) fn with_a_setting(self) -> Result<Self, Fault> {
        if self.0.len() > 1 {
            return Ok(self);
        }
        let text = "nothing to change: give at least one setting; --help lists them";
        Err(Fault::Usage(text.to_owned()))
    }

    /// The input as the variable of a document.
    pub(super) fn into_map(self) -> Map<String, Value> {
        self.0
    }

    /// Whether nothing was given.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Texts as values.
pub(super) fn texts(texts: Vec<String>) -> Vec<Value> {
    texts.into_iter().map(Value::from).collect()
}

/// The texts of a list that are not among the wanted ones, safe for a terminal.
pub(super) fn missing(present: &Value, wanted: &[String]) -> Vec<String> {
    let present = present.as_array().into_iter().flatten().filter_map(Value::as_str);
    let is_lost = |text: &&str| !wanted.iter().any(|one| one == text);
    present.filter(is_lost).map(printable).collect()
}

/// Words of the Admin API as values.
pub(super) fn names<E: ValueEnum>(words: &[E]) -> Vec<Value> {
    words.iter().map(|word| name_of(word).into()).collect()
}
