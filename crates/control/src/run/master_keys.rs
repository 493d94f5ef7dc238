//! Commands that change the master key file without a database.

use std::path::Path;

use keyplane_auth::Entropy;
use keyplane_entity::Timestamp;

use super::{control::Control, open::create_master_key_file};
use crate::{known::master_key_file, store::OpenError};

impl Control {
    /// Makes a new master key file with one key, and returns the key's ID. Never replaces a file.
    pub fn create_master_key_file(
        path: &Path,
        entropy: &dyn Entropy,
        now: Timestamp,
    ) -> Result<String, OpenError> {
        let keys = create_master_key_file(path, entropy, now)?;
        Ok(keys.active().id().to_owned())
    }

    /// Adds a new key, which is not active, to a master key file, and returns the key's ID.
    pub fn add_master_key(
        path: &Path,
        entropy: &dyn Entropy,
        now: Timestamp,
    ) -> Result<String, OpenError> {
        master_key_file::edit(path, |keys| Ok(keys.add(entropy, now.seconds())))
    }
}
