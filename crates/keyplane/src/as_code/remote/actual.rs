//! The projects of the file set, as the server has them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::as_code::object::{ObjectKind, ObjectSettings, normal};

/// What the server has. A project that is not there is missing here.
#[derive(Debug, Default)]
pub(crate) struct Actual {
    pub(crate) projects: BTreeMap<String, ActualProject>,
}

/// A project on the server.
#[derive(Debug)]
pub(crate) struct ActualProject {
    pub(crate) id: String,
    pub(crate) settings: ObjectSettings,
    pub(crate) objects: Vec<ActualObject>,
}

/// An object on the server.
#[derive(Clone, Debug)]
pub(crate) struct ActualObject {
    pub(crate) kind: ObjectKind,
    pub(crate) id: String,
    pub(crate) external_id: Option<String>,
    /// Settings, normal; references are IDs.
    pub(crate) settings: ObjectSettings,
    /// Thumbprint and standing of a key.
    pub(crate) key: Option<ActualKey>,
}

/// What only keys have.
#[derive(Clone, Debug)]
pub(crate) struct ActualKey {
    pub(crate) thumbprint: String,
    pub(crate) standing: KeyStanding,
    /// SPKI PEM, if it was asked for.
    pub(crate) pem: Option<String>,
}

/// Whether a key is still in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyStanding {
    /// PENDING, ACTIVE or RETIRING.
    Open,
    Expired,
    Revoked,
}

impl ActualProject {
    /// A project that is not there yet.
    pub(crate) fn empty() -> Self {
        Self { id: String::new(), settings: ObjectSettings::new(), objects: Vec::new() }
    }

    /// Reads `project { … }`.
    pub(crate) fn of(node: Value) -> Option<Self> {
        let mut settings = members(node)?;
        let id = take_text(&mut settings, "id")?;
        if let Some(Value::Object(policy)) = settings.remove("keyPolicy") {
            settings.extend(
                policy.into_iter().map(|(name, value)| (format!("keyPolicy.{name}"), value)),
            );
        }
        Some(Self { id, settings, objects: Vec::new() })
    }
}

impl ActualObject {
    /// Reads a node of a connection; `issuer` is the project's issuer URL.
    pub(crate) fn of(kind: ObjectKind, node: Value, issuer: &str) -> Option<Self> {
        let mut members = members(node)?;
        let id = take_text(&mut members, "id")?;
        let external_id = take_text(&mut members, "externalId");
        let key = take_key(&mut members);

        let mut settings = ObjectSettings::new();
        for (name, value) in members {
            settings.insert(name.clone(), normal(&name, flat(value)));
        }
        // An audience that was not set is shown as the project's own.
        if settings.get("audience").and_then(Value::as_str) == Some(issuer) {
            settings.insert("audience".to_owned(), Value::Null);
        }
        Some(Self { kind, id, external_id, settings, key })
    }

    /// Whether the object is a key that is no longer in use.
    pub(crate) fn has_ended(&self) -> bool {
        match self.key.as_ref().map(|key| key.standing) {
            Some(KeyStanding::Expired | KeyStanding::Revoked) => true,
            Some(KeyStanding::Open) | None => false,
        }
    }

    /// The ID of the object that a setting names.
    pub(crate) fn names(&self, setting: &str) -> Option<&str> {
        self.settings.get(setting).and_then(Value::as_str)
    }
}

fn take_key(members: &mut ObjectSettings) -> Option<ActualKey> {
    let thumbprint = take_text(members, "thumbprint")?;
    let standing = match take_text(members, "state")?.as_str() {
        "REVOKED" => KeyStanding::Revoked,
        "EXPIRED" => KeyStanding::Expired,
        _ => KeyStanding::Open,
    };
    Some(ActualKey { thumbprint, standing, pem: take_text(members, "publicKeyPem") })
}

fn members(node: Value) -> Option<ObjectSettings> {
    match node {
        Value::Object(members) => Some(members),
        _ => None,
    }
}

fn take_text(members: &mut ObjectSettings, name: &str) -> Option<String> {
    match members.remove(name)? {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// `{ id }` as the ID.
fn flat(value: Value) -> Value {
    match &value {
        Value::Object(members) if members.len() == 1 => match members.get("id") {
            Some(id) => id.clone(),
            None => value,
        },
        _ => value,
    }
}
