//! The master key file at the start.

use std::{fs, path::Path};

use keyplane_auth::{Entropy, MasterKeys};
use keyplane_entity::Timestamp;
use secrecy::ExposeSecret;

use crate::{
    known::master_key_file,
    store::{
        OpenError,
        files::{file_error, publish_draft, read_if_there, write_draft},
    },
};

/// Reads the file of a database whose active master key is `wanted`.
pub(in crate::run) fn read(path: &Path, wanted: &str) -> Result<MasterKeys, OpenError> {
    let Some(keys) = master_key_file::read(path)? else {
        return Err(OpenError::MasterKeyMissing {
            wanted: wanted.to_owned(),
            path: path.to_owned(),
        });
    };
    if keys.get(wanted).is_none() {
        return Err(OpenError::MasterKeyOther {
            wanted: wanted.to_owned(),
            found: master_key_file::ids(&keys).replace(' ', ", "),
            path: path.to_owned(),
        });
    }
    Ok(keys)
}

/// The master keys of a new database: the operator's, where there is a file, else a fresh one.
pub(super) fn of_new_database(
    path: &Path,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<MasterKeys, OpenError> {
    match read_if_there(path)? {
        // Early builds left an empty file when they were killed at that moment.
        Some(text) if text.expose_secret().is_empty() => {
            fs::remove_file(path).map_err(|error| file_error("replace", path, error))?;
        }
        Some(text) => return master_key_file::parse(path, &text),
        None => {}
    }
    create(path, entropy, now)
}

/// Makes a new file with one key. Never replaces a file.
pub(in crate::run) fn create(
    path: &Path,
    entropy: &dyn Entropy,
    now: Timestamp,
) -> Result<MasterKeys, OpenError> {
    let keys = MasterKeys::generate(entropy, now.seconds());
    write_draft(path, &keys.to_file_text())?;
    publish_draft(path).map_err(|error| file_error("create", path, error))?;
    Ok(keys)
}
