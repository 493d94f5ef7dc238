//! What apply will do.

use keyplane_auth::{base64url, sha256};
use serde_json::Value;

use crate::as_code::object::{ObjectKind, ObjectSettings};

/// A setting that changes. `from` is null in a new object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SettingChange {
    pub(crate) name: String,
    pub(crate) from: Value,
    pub(crate) to: Value,
}

/// What happens to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlannedStep {
    Create,
    Update,
    Delete,
}

/// One object that changes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlannedChange {
    pub(crate) step: PlannedStep,
    pub(crate) kind: ObjectKind,
    /// Slug of the project.
    pub(crate) project: String,
    /// `externalId` of the object in the set; the slug of a project.
    pub(crate) external_id: String,
    /// ID on the server; `None` for a new object.
    pub(crate) id: Option<String>,
    /// Settings that change. For a deleted object, none.
    pub(crate) settings: Vec<SettingChange>,
    /// Every setting that the files want.
    pub(crate) wanted: ObjectSettings,
}

/// An object of the set that the files no longer describe, and that stays.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leftover {
    pub(crate) kind: ObjectKind,
    pub(crate) project: String,
    pub(crate) external_id: String,
    pub(crate) id: String,
}

/// Everything that apply will do.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ChangePlan {
    pub(crate) set: String,
    pub(crate) changes: Vec<PlannedChange>,
    pub(crate) leftovers: Vec<Leftover>,
    /// Why the plan cannot be applied.
    pub(crate) conflicts: Vec<String>,
}

impl ChangePlan {
    /// How many objects are created, changed and deleted.
    pub(crate) fn counts(&self) -> [usize; 3] {
        [PlannedStep::Create, PlannedStep::Update, PlannedStep::Delete]
            .map(|step| self.changes.iter().filter(|change| change.step == step).count())
    }

    /// A short text that stands for the changes: the same for the same changes.
    pub(crate) fn fingerprint(&self) -> String {
        let digest = sha256(self.json().to_string().as_bytes());
        base64url(&digest).chars().take(22).collect()
    }
}
