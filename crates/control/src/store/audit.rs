//! The audit log: events are written in the transaction of their mutation and chained by hashes.

use std::fmt::Write as _;

use keyplane_auth::sha256;
use keyplane_entity::{audit_event, id::AuditEventId};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::error::Error;

/// An event that a use case reports.
pub(crate) struct Event {
    /// `noun.verb`
    pub(crate) action: &'static str,
    /// ID of the changed object in its public form.
    pub(crate) target: String,
    /// Changed fields and their values; never a secret.
    pub(crate) changes: Map<String, Value>,
}

impl Event {
    pub(crate) fn new(action: &'static str, target: impl std::fmt::Display) -> Self {
        Self { action, target: target.to_string(), changes: Map::new() }
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

/// The hash of an event: SHA-256 in hexadecimal over the JSON array of its fields in this order,
/// the previous hash last. Anyone who can read the rows can recompute it.
pub(crate) fn hash(event: &audit_event::Model) -> Result<String, Error> {
    let fields = json!([
        event.scope_id,
        event.sequence,
        AuditEventId(event.id.0).to_string(),
        event.at.0,
        event.action,
        sea_orm::ActiveEnum::to_value(&event.actor_type),
        event.actor_key_id.map(|id| id.to_string()),
        event.actor_kid,
        event.target_id,
        event.changes,
        event.request_id,
        event.source_address,
        event.previous_hash,
    ]);

    let text = serde_json::to_vec(&fields).map_err(|error| Error::internal("audit", error))?;
    Ok(sha256(&text).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a `String` cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}
