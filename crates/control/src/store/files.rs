//! Files that hold secrets: complete or absent, readable by their owner only, and on disk before
//! anything relies on them.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use secrecy::{ExposeSecret, SecretString};

use super::open_error::OpenError;

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

/// The path of a file until it is complete.
pub(crate) fn draft_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".pending");
    name.into()
}

/// Writes the draft of a file, with mode 0600, down to the disk. Replaces an earlier draft.
pub(crate) fn write_draft(path: &Path, text: &SecretString) -> Result<(), OpenError> {
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
pub(crate) fn publish_draft(path: &Path) -> io::Result<()> {
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

/// Replaces a file in one step, down to the disk. A link stays, and the file that it leads to is
/// replaced.
pub(crate) fn replace(path: &Path, text: &SecretString) -> Result<(), OpenError> {
    let path = fs::canonicalize(path).map_err(|error| file_error("replace", path, error))?;
    write_draft(&path, text)?;
    let rename = || {
        fs::rename(draft_of(&path), &path)?;
        sync_folder(&path)
    };
    rename().map_err(|error| file_error("replace", &path, error))
}

/// Locks a file against other processes that change it by [`replace`], until the result is dropped.
pub(crate) fn lock_file(path: &Path) -> Result<File, OpenError> {
    let lock = || loop {
        let file = File::open(path)?;
        file.lock()?;
        // Another process may have replaced the file before this one got the lock.
        let (held, found) = (file.metadata()?, fs::metadata(path)?);
        if (held.dev(), held.ino()) == (found.dev(), found.ino()) {
            return Ok(file);
        }
    };
    lock().map_err(|error| file_error("lock", path, error))
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Syncs the folder of a file, so that the file's name survives a power cut.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// The text of a secret file; `None` if it does not exist.
pub(crate) fn read_if_there(path: &Path) -> Result<Option<SecretString>, OpenError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.into())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file_error("read", path, error)),
    }
}
