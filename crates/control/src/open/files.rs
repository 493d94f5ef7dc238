//! Files that hold secrets: complete or absent, readable by their owner only, and on disk before
//! anything relies on them.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use keyplane_auth::{Entropy, MasterKey};
use secrecy::{ExposeSecret, SecretString};

use super::OpenError;

/// Creates a folder and its parents, for their owner only; existing folders stay as they are.
pub(crate) fn create_dir(path: &Path) -> Result<(), OpenError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|error| file_error("create the folder", path, error))
}

/// An error of a file, with the attempted operation.
pub(crate) fn file_error(action: &'static str, path: &Path, error: io::Error) -> OpenError {
    OpenError::File { action, path: path.to_owned(), error }
}

/// What is wrong with a file, and what to do.
pub(super) fn hint(error: &io::Error) -> String {
    let hint = match error.kind() {
        ErrorKind::NotFound => {
            "it, or a folder on the way to it, does not exist; create it, or give another path"
        }
        ErrorKind::PermissionDenied => {
            "permission denied; give the user that runs Keyplane access to it and to its folder"
        }
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "a file is in the way; move it, or give another path"
        }
        ErrorKind::IsADirectory => "a folder is in the way; move it, or give another path",
        ErrorKind::ReadOnlyFilesystem => "its file system is read-only; give another path",
        ErrorKind::StorageFull => "the disk is full; free some space",
        _ => return error.to_string(),
    };
    hint.to_owned()
}

/// The path of a file until it is complete.
pub(super) fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".pending");
    name.into()
}

/// Writes the draft of a file, with mode 0600, down to the disk. Replaces an earlier draft.
pub(super) fn write_draft(path: &Path, text: &SecretString) -> Result<(), OpenError> {
    let draft = draft_of(path);
    let write = || {
        remove_if_there(&draft)?;
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
        file.write_all(text.expose_secret().as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        sync_folder(path)
    };
    write().map_err(|error| file_error("write", &draft, error))
}

/// Gives a draft the name of its file. Never replaces one.
pub(super) fn publish_draft(path: &Path) -> io::Result<()> {
    let draft = draft_of(path);
    match fs::hard_link(&draft, path) {
        Ok(()) => fs::remove_file(&draft)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
        // A file system without hard links.
        Err(_) if !path.try_exists()? => fs::rename(&draft, path)?,
        Err(error) => return Err(error),
    }
    sync_folder(path)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Reads the master key that a database was sealed with.
pub(super) fn master_key(path: &Path, wanted: &str) -> Result<MasterKey, OpenError> {
    let Some(text) = read_if_there(path)? else {
        return Err(OpenError::MasterKeyMissing {
            wanted: wanted.to_owned(),
            path: path.to_owned(),
        });
    };
    let key = parse_master_key(path, &text)?;
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
    match read_if_there(path)? {
        // Early builds left an empty file when they were killed at that moment.
        Some(text) if text.expose_secret().is_empty() => {
            fs::remove_file(path).map_err(|error| file_error("replace", path, error))?;
        }
        Some(text) => return parse_master_key(path, &text),
        None => {}
    }
    let key = MasterKey::generate(entropy);
    write_draft(path, &key.to_file_text())?;
    publish_draft(path).map_err(|error| file_error("create", path, error))?;
    Ok(key)
}

/// The text of a secret file; `None` if it does not exist.
pub(super) fn read_if_there(path: &Path) -> Result<Option<SecretString>, OpenError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.into())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file_error("read", path, error)),
    }
}

fn parse_master_key(path: &Path, text: &SecretString) -> Result<MasterKey, OpenError> {
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
