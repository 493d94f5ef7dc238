//! The master key file: read at the start and again when it changes, and changed by commands.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Duration,
};

use keyplane_auth::MasterKeys;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use crate::store::{
    OpenError,
    files::{file_error, lock_file, read_if_there, replace},
};

/// How often requests that meet an unknown master key may look at the file.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// The file's identity and the time at which its content or its mode changed. Another stamp means
/// that the file may be another one, or can be read now.
type Stamp = (u64, u64, i64, i64, u64);

/// The master key file of this process, with its keys as last read.
pub(crate) struct MasterKeyFile {
    path: PathBuf,
    keys: RwLock<Arc<MasterKeys>>,
    last: Mutex<LastLook>,
}

struct LastLook {
    stamp: Option<Stamp>,
    /// `None` before the first look.
    at: Option<Instant>,
}

/// What a look at the file has changed in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeysChanged {
    /// Nothing.
    No,
    /// Other keys, or another order.
    Yes,
    /// A key is gone.
    Lost,
}

impl MasterKeyFile {
    /// The file at `path`, whose text gave `keys`.
    pub(crate) fn new(path: &Path, keys: MasterKeys) -> Self {
        Self {
            path: path.to_owned(),
            keys: RwLock::new(Arc::new(keys)),
            // The first look reads the file again: it may have changed since.
            last: Mutex::new(LastLook { stamp: None, at: None }),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The keys as last read.
    pub(crate) fn keys(&self) -> Arc<MasterKeys> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the file again if it has changed. A file that cannot be used is an error in the log,
    /// once, and the keys stay.
    pub(crate) fn look(&self) -> KeysChanged {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.at = Some(Instant::now());
        let stamp = stamp_of(&self.path);
        if stamp == last.stamp {
            return KeysChanged::No;
        }
        last.stamp = stamp;

        let path = self.path.display();
        match read(&self.path) {
            Ok(Some(keys)) => self.take(keys),
            Ok(None) => {
                tracing::error!(
                    "{path} is gone; the server keeps the master keys that it has read"
                );
                KeysChanged::No
            }
            Err(error) => {
                tracing::error!(%error, "the server keeps the master keys that it has read before");
                KeysChanged::No
            }
        }
    }

    /// As [`Self::look`], at most once a second: for requests.
    pub(crate) fn look_again(&self) -> KeysChanged {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = last.at.is_none_or(|at| at.elapsed() >= LOOK_AGAIN);
        drop(last);
        if is_due { self.look() } else { KeysChanged::No }
    }

    fn take(&self, keys: MasterKeys) -> KeysChanged {
        let path = self.path.display();
        let before = self.keys();
        if before.entries().eq(keys.entries()) {
            return KeysChanged::No;
        }
        let kept = before.entries().filter(|entry| keys.get(&entry.id).is_some()).count();
        if kept == 0 {
            tracing::error!(
                "{path} holds none of the master keys that this server uses: it keeps those that \
                 it has read before"
            );
            return KeysChanged::No;
        }

        let is_lost = kept < before.entries().count();
        tracing::info!(master_keys = ids(&keys), "read {path} again");
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(keys);
        if is_lost { KeysChanged::Lost } else { KeysChanged::Yes }
    }
}

/// The IDs of the keys, space-separated.
pub(crate) fn ids(keys: &MasterKeys) -> String {
    keys.entries().map(|entry| entry.id).collect::<Vec<_>>().join(" ")
}

fn stamp_of(path: &Path) -> Option<Stamp> {
    let file = fs::metadata(path).ok()?;
    Some((file.dev(), file.ino(), file.ctime(), file.ctime_nsec(), file.len()))
}

/// Reads a master key file; `None` if it does not exist. Refuses one that others can read.
pub(crate) fn read(path: &Path) -> Result<Option<MasterKeys>, OpenError> {
    read_if_there(path)?.map(|text| parse(path, &text)).transpose()
}

/// The keys in the text of a file.
pub(crate) fn parse(path: &Path, text: &SecretString) -> Result<MasterKeys, OpenError> {
    refuse_exposed(path)?;
    MasterKeys::from_file_text(text.expose_secret()).map_err(|error| OpenError::MasterKeyFile {
        path: path.to_owned(),
        reason: error.to_string(),
    })
}

/// Changes a master key file in one step. Commands that change it at the same time take turns.
pub(crate) fn edit<T>(
    path: &Path,
    change: impl FnOnce(&mut MasterKeys) -> Result<T, OpenError>,
) -> Result<T, OpenError> {
    let _lock = lock_file(path)?;
    let gone = || file_error("read", path, std::io::ErrorKind::NotFound.into());
    let mut keys = read(path)?.ok_or_else(gone)?;
    let changed = change(&mut keys)?;
    replace(path, &keys.to_file_text())?;
    Ok(changed)
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
