//! The manifest of a backup: written last, so that a folder without one is no backup.

use std::{fs, path::Path};

use keyplane_entity::{Timestamp, audit_chain};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::BackupError;
use crate::store::files::{file_error, publish_draft, write_draft};

/// Name of the manifest in the folder of a backup.
const FILE: &str = "manifest.json";
/// The form of the manifest and of the folder.
const FORMAT: u32 = 1;

/// What a backup holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Manifest {
    pub(super) r#type: ManifestType,
    pub(super) format: u32,
    /// Time of the backup, RFC 3339.
    pub(super) made_at: String,
    /// The release that made it.
    pub(super) made_by: String,
    /// The last migration of the database.
    pub(super) schema: String,
    pub(super) database: CopiedFile,
    /// The URL under which the database was served.
    pub(super) public_url: String,
    /// ID of the active master key, without which the private keys in the backup do not open.
    pub(super) master_key_id: String,
    /// The newest audit event of each scope.
    pub(super) audit_heads: Vec<AuditHead>,
}

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ManifestType {
    /// A backup of Keyplane.
    #[serde(rename = "keyplane-backup")]
    Backup,
}

/// A file of a backup, and how to recognise a damaged one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CopiedFile {
    pub(super) file: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// The newest event of an audit chain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct AuditHead {
    scope: Uuid,
    sequence: i64,
    hash: String,
}

impl From<audit_chain::Model> for AuditHead {
    fn from(head: audit_chain::Model) -> Self {
        Self { scope: head.scope_id, sequence: head.sequence, hash: head.hash }
    }
}

impl Manifest {
    /// The current form.
    pub(super) const FORMAT: u32 = FORMAT;

    /// Time of the backup.
    pub(super) fn made_at(&self) -> Result<Timestamp, BackupError> {
        let refuse =
            || BackupError::Refused(format!("the manifest's madeAt is no time: {}", self.made_at));
        Timestamp::parse(&self.made_at).ok_or_else(refuse)
    }

    /// Writes the manifest of the backup in `folder`, which makes it one.
    pub(super) fn write(&self, folder: &Path) -> Result<(), BackupError> {
        let path = folder.join(FILE);
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| BackupError::Refused(format!("the manifest: {error}")))?;
        write_draft(&path, &text.into())?;
        publish_draft(&path).map_err(|error| file_error("create", &path, error))?;
        Ok(())
    }

    /// Reads the manifest of the backup in `folder`.
    pub(super) fn read(folder: &Path) -> Result<Self, BackupError> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(BackupError::Refused(format!(
                "{} is no complete backup: it has no {FILE}. Give the folder that `keyplane backup \
                 --to` wrote, to its end",
                folder.display()
            )));
        }

        let text = fs::read_to_string(&path).map_err(|error| file_error("read", &path, error))?;
        let refuse = |problem| BackupError::Refused(format!("{}: {problem}", path.display()));
        let manifest: Self = serde_json::from_str(&text)
            .map_err(|error| refuse(format!("not the manifest of a backup: {error}")))?;
        if manifest.format > FORMAT {
            return Err(refuse(format!(
                "its format is {}, and this release reads {FORMAT}: restore with a newer Keyplane",
                manifest.format
            )));
        }
        Ok(manifest)
    }
}
