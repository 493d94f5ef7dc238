//! The lines of an export and of the stream: JSON objects with a `type`.

use std::fmt::Write as _;

use keyplane_auth::{JwkSet, sha256};
use keyplane_entity::{audit_checkpoint, audit_event, id::AuditEventId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::error::Error;

/// A line.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "camelCase")]
pub(crate) enum Line {
    Export(ExportLine),
    Stream(StreamLine),
    Event(Box<EventLine>),
    Checkpoint(CheckpointLine),
    Head(HeadLine),
    End(EndLine),
}

/// The first line of an export.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ExportLine {
    /// Version of the form, 1.
    pub(crate) version: u32,
    /// The deployment.
    pub(crate) public_url: String,
    /// Time of the export, in Unix milliseconds.
    pub(crate) at: i64,
    /// Public halves of the keys that sign checkpoints.
    pub(crate) checkpoint_keys: JwkSet,
}

/// The first line of each delivery of the stream.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct StreamLine {
    /// Version of the form, 1.
    pub(crate) version: u32,
    /// The deployment.
    pub(crate) public_url: String,
    /// Public halves of the keys that sign checkpoints.
    pub(crate) checkpoint_keys: JwkSet,
}

/// An event with every member that its hash covers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct EventLine {
    pub(crate) scope: Uuid,
    pub(crate) sequence: i64,
    pub(crate) id: String,
    pub(crate) at: i64,
    pub(crate) action: String,
    pub(crate) actor_type: String,
    pub(crate) actor_key_id: Option<String>,
    pub(crate) actor_kid: Option<String>,
    pub(crate) target_id: Option<String>,
    pub(crate) changes: String,
    pub(crate) request_id: Option<String>,
    pub(crate) source_address: Option<String>,
    /// Absent in events of releases that did not record it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) target: Option<String>,
    /// Absent in events that no person who signed in has caused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) operator: Option<String>,
    pub(crate) previous_hash: String,
    pub(crate) hash: String,
}

/// A signed checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CheckpointLine {
    pub(crate) scope: Uuid,
    pub(crate) sequence: i64,
    /// Time of the signature, in Unix milliseconds.
    pub(crate) at: i64,
    pub(crate) jws: String,
}

/// The end of a chain in an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct HeadLine {
    pub(crate) scope: Uuid,
    /// The project's slug, for readers; null for the instance.
    pub(crate) slug: Option<String>,
    /// The first exported event; one more than `sequence` if there is none.
    pub(crate) from: i64,
    /// The newest event.
    pub(crate) sequence: i64,
    /// Its hash.
    pub(crate) hash: String,
}

/// The last line of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct EndLine {
    pub(crate) chains: u64,
    pub(crate) events: u64,
    pub(crate) checkpoints: u64,
}

impl Line {
    /// The line as text, with its newline.
    pub(crate) fn text(&self) -> Result<String, Error> {
        let text = serde_json::to_string(self).map_err(|error| Error::internal("audit", error))?;
        Ok(text + "\n")
    }
}

impl EventLine {
    /// The hash of the event: SHA-256 in hexadecimal over the JSON array of its members in this
    /// order, the previous hash last. An event without names of its target has an array that is one
    /// shorter. The event of a person who signed in has both members, the names null if there are
    /// none, and so an array that is longer than any other. Anyone who has the line can compute it.
    pub(crate) fn digest(&self) -> Result<String, Error> {
        let mut fields = vec![
            json!(self.scope),
            json!(self.sequence),
            json!(self.id),
            json!(self.at),
            json!(self.action),
            json!(self.actor_type),
            json!(self.actor_key_id),
            json!(self.actor_kid),
            json!(self.target_id),
            json!(self.changes),
            json!(self.request_id),
            json!(self.source_address),
        ];
        match &self.operator {
            None => fields.extend(self.target.as_deref().map(Value::from)),
            Some(operator) => fields.extend([json!(self.target), json!(operator)]),
        }
        fields.push(json!(self.previous_hash));

        let text = serde_json::to_vec(&fields).map_err(|error| Error::internal("audit", error))?;
        Ok(sha256(&text).iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a `String` cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        }))
    }
}

impl From<&audit_event::Model> for Line {
    fn from(row: &audit_event::Model) -> Self {
        Self::Event(Box::new(EventLine::from(row)))
    }
}

impl From<&audit_event::Model> for EventLine {
    fn from(row: &audit_event::Model) -> Self {
        Self {
            scope: row.scope_id,
            sequence: row.sequence,
            id: AuditEventId(row.id.0).to_string(),
            at: row.at.0,
            action: row.action.clone(),
            actor_type: sea_orm::ActiveEnum::to_value(&row.actor_type),
            actor_key_id: row.actor_key_id.map(|id| id.to_string()),
            actor_kid: row.actor_kid.clone(),
            target_id: row.target_id.clone(),
            changes: row.changes.clone(),
            request_id: row.request_id.clone(),
            source_address: row.source_address.clone(),
            target: row.target.clone(),
            operator: row.operator.clone(),
            previous_hash: row.previous_hash.clone(),
            hash: row.hash.clone(),
        }
    }
}

impl From<audit_checkpoint::Model> for CheckpointLine {
    fn from(row: audit_checkpoint::Model) -> Self {
        Self { scope: row.scope_id, sequence: row.sequence, at: row.at.0, jws: row.jws }
    }
}
