//! A generated key as its mutation returns it.

use keyplane_entity::key;

use super::file::PrivateKeyFile;

/// A generated key, with its private half if that is returned.
#[derive(Debug)]
pub struct GeneratedKey {
    /// Key as stored.
    pub key: key::Model,
    /// Private half, returned only in this response; `None` if the server signs with it.
    pub private_key: Option<PrivateKeyFile>,
}
