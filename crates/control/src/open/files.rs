//! Files that hold secrets: made exclusively, readable by their owner only, on disk before
//! anything relies on them.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use keyplane_auth::{Entropy, MasterKey};
use secrecy::{ExposeSecret, SecretString};

use super::OpenError;

/// Makes a folder, and those above it, for their owner only; one that exists stays as it is.
pub(crate) fn create_dir(path: &Path) -> Result<(), OpenError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|error| file(path, error))
}

pub(super) fn file(path: &Path, error: io::Error) -> OpenError {
    OpenError::File { path: path.to_owned(), error }
}

/// Writes a new file of mode 0600 and syncs it and its folder. Never replaces one.
pub(super) fn create(path: &Path, text: &SecretString) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.expose_secret().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Reads the master key that a database was sealed with.
pub(super) fn master_key(path: &Path, wanted: &str) -> Result<MasterKey, OpenError> {
    let Some(key) = read_master_key(path)? else {
        return Err(OpenError::MasterKeyMissing {
            wanted: wanted.to_owned(),
            path: path.to_owned(),
        });
    };
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
pub(super) fn new_master_key(path: &Path, entropy: &dyn Entropy) -> Result<MasterKey, OpenError> {
    if let Some(key) = read_master_key(path)? {
        return Ok(key);
    }
    let key = MasterKey::generate(entropy);
    create(path, &key.to_file_text()).map_err(|error| file(path, error))?;
    Ok(key)
}

fn read_master_key(path: &Path) -> Result<Option<MasterKey>, OpenError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => SecretString::from(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(file(path, error)),
    };
    MasterKey::from_file_text(text.expose_secret()).map(Some).map_err(|error| {
        OpenError::MasterKeyFile { path: path.to_owned(), reason: error.to_string() }
    })
}
