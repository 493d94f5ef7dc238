//! An event as a use case reports it.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::Error;

/// An event that a use case reports.
pub(crate) struct Event {
    /// `noun.verb`
    pub(crate) action: &'static str,
    /// ID of the changed object in its public form.
    pub(crate) target: String,
    /// Names of the object at that time; empty for an object without a name.
    pub(crate) names: Map<String, Value>,
    /// Changed fields and their values; never a secret.
    pub(crate) changes: Map<String, Value>,
}

impl Event {
    pub(crate) fn new(action: &'static str, target: impl std::fmt::Display) -> Self {
        Self { action, target: target.to_string(), names: Map::new(), changes: Map::new() }
    }

    /// Adds a name of the target at that time: `name`, `slug`, `kid`, `identifier`, or an object with
    /// the `id` and `name` of what the target belongs to.
    pub(crate) fn naming(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.names.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a value under its public name.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.changes.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a value unless it is `None`.
    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds `{from, to}` if the two values differ.
    pub(crate) fn with_change<T: PartialEq + Into<Value>>(
        self,
        name: &str,
        from: T,
        to: T,
    ) -> Self {
        if from == to {
            self
        } else {
            self.with(name, json!({"from": from.into(), "to": to.into()}))
        }
    }

    /// Adds every setting of a new object.
    pub(crate) fn with_settings(mut self, of: &impl Serialize) -> Result<Self, Error> {
        self.changes.append(&mut settings(of)?);
        Ok(self)
    }

    /// Adds `{from, to}` for every setting that differs.
    pub(crate) fn with_changes<T: Serialize>(self, before: &T, after: &T) -> Result<Self, Error> {
        let (mut before, after) = (settings(before)?, settings(after)?);
        Ok(after.into_iter().fold(self, |event, (name, to)| {
            let from = before.remove(&name).unwrap_or_default();
            event.with_change(&name, from, to)
        }))
    }
}

/// The settings of an object under their public names.
fn settings(of: &impl Serialize) -> Result<Map<String, Value>, Error> {
    match serde_json::to_value(of) {
        Ok(Value::Object(settings)) => Ok(settings),
        Ok(other) => Err(Error::Internal(format!("audit: {other} has no settings"))),
        Err(error) => Err(Error::internal("audit", error)),
    }
}
