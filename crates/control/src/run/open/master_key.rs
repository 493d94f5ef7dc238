//! The master key file.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use keyplane_auth::{Entropy, MasterKey};
use secrecy::{ExposeSecret, SecretString};

use crate::store::{
    OpenError,
    files::{file_error, publish_draft, read_if_there, write_draft},
};

/// Reads the master key that a database was sealed with.
pub(in crate::run) fn read(path: &Path, wanted: &str) -> Result<MasterKey, OpenError> {
    let Some(text) = read_if_there(path)? else {
        return Err(OpenError::MasterKeyMissing {
            wanted: wanted.to_owned(),
            path: path.to_owned(),
        });
    };
    let key = parse(path, &text)?;
    if key.id() != wanted {
        return Err(OpenError::MasterKeyOther {
            wanted: wanted.to_owned(),
            found: key.id().to_owned(),
            path: path.to_owned(),
        });
    }
    Ok(key)
}

/// The master key of a new database: the operator's, where there is a file, else a fresh one.
pub(super) fn of_new_database(path: &Path, entropy: &dyn Entropy) -> Result<MasterKey, OpenError> {
    match read_if_there(path)? {
        // Early builds left an empty file when they were killed at that moment.
        Some(text) if text.expose_secret().is_empty() => {
            fs::remove_file(path).map_err(|error| file_error("replace", path, error))?;
        }
        Some(text) => return parse(path, &text),
        None => {}
    }
    let key = MasterKey::generate(entropy);
    write_draft(path, &key.to_file_text())?;
    publish_draft(path).map_err(|error| file_error("create", path, error))?;
    Ok(key)
}

fn parse(path: &Path, text: &SecretString) -> Result<MasterKey, OpenError> {
    refuse_exposed(path)?;
    MasterKey::from_file_text(text.expose_secret()).map_err(|error| OpenError::MasterKeyFile {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

/// Refuses a master key that others can read or write, or the group write. The group may read:
/// Kubernetes mounts a secret so.
fn refuse_exposed(path: &Path) -> Result<(), OpenError> {
    let metadata = fs::metadata(path).map_err(|error| file_error("read", path, error))?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o027 != 0 {
        return Err(OpenError::MasterKeyExposed { path: path.to_owned(), mode });
    }
    if mode & 0o040 != 0 {
        tracing::warn!("the group of {} can read the master key (mode {mode:03o})", path.display());
    }
    Ok(())
}
