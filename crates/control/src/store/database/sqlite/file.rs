//! The file of a SQLite database: readable by its user only, served by one process, and still the
//! file that was opened.
//!
//! This module never opens an existing database file itself: closing any descriptor of the file
//! would release the locks that SQLite holds on it.

use std::{
    ffi::OsString,
    fs::{self, File, OpenOptions, Permissions, TryLockError},
    io::{self, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::store::{
    files::{draft_of, file_error},
    open_error::OpenError,
};

/// Permission bits of other users.
const OTHERS: u32 = 0o007;

/// Device and inode of the file that a path leads to.
type Identity = (u64, u64);

/// A database file that this process has open.
#[derive(Debug)]
pub(super) struct DatabaseFile {
    path: PathBuf,
    /// Known once SQLite has opened it.
    identity: OnceLock<Identity>,
    /// The identity of the write-ahead log, known once there is one.
    log: Mutex<Option<Identity>>,
    /// Length of the file when it was last checked, in bytes.
    length: AtomicU64,
    /// Locked while this process serves the file. The kernel releases the lock when the process
    /// ends, for whatever reason.
    _lock: Option<File>,
}

/// A change to a database file behind SQLite's back. The texts are public and hold no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileFault {
    #[error("the database file was deleted or moved away")]
    Gone,
    #[error("the database file was replaced by another one")]
    Replaced,
    #[error("the database file was truncated")]
    Truncated,
    #[error("the write-ahead log of the database file was deleted or replaced")]
    LogLost,
}

impl DatabaseFile {
    /// Creates the file if it is missing and `create` is set, removes the permissions of other
    /// users, and locks the file if this process `serves` it.
    pub(super) fn prepare(path: &Path, create: bool, serves: bool) -> Result<Self, OpenError> {
        if create {
            make(path)?;
        }
        // Resolves links, so that one file has one name.
        let path = fs::canonicalize(path).map_err(|error| file_error("open", path, error))?;
        let metadata = fs::metadata(&path).map_err(|error| file_error("open", &path, error))?;
        if metadata.is_dir() {
            return Err(file_error("open", &path, io::ErrorKind::IsADirectory.into()));
        }
        if serves && metadata.nlink() > 1 {
            return Err(OpenError::HardLinks { path });
        }

        for file in [path.clone(), with_suffix(&path, "-wal"), with_suffix(&path, "-shm")] {
            make_private(&file)?;
        }
        let lock = if serves { Some(lock(&path)?) } else { None };
        Ok(Self {
            path,
            identity: OnceLock::new(),
            log: Mutex::new(None),
            length: AtomicU64::new(0),
            _lock: lock,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Length of the write-ahead log in bytes; 0 without a log.
    pub(super) fn log_length(&self) -> u64 {
        fs::metadata(with_suffix(&self.path, "-wal")).map_or(0, |metadata| metadata.len())
    }

    /// Accepts a new write-ahead log: the last connection that closes deletes the old one.
    pub(super) fn forget_log(&self) {
        *self.log.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Checks that the path still leads to the file that was opened first, and that its log is the
    /// one that the connections write to. `Ok` holds the length if the file is shorter than before.
    pub(super) fn check_path(&self) -> Result<Option<u64>, FileFault> {
        let metadata = fs::metadata(&self.path).map_err(|_| FileFault::Gone)?;
        let found = (metadata.dev(), metadata.ino());
        if *self.identity.get_or_init(|| found) != found {
            return Err(FileFault::Replaced);
        }
        self.look_at_log()?;

        match (metadata.len(), self.length.load(Ordering::Relaxed)) {
            // SQLite cannot be used for this check: it takes an empty file for a new database, and
            // deletes the log of the old one.
            (0, 1..) => Err(FileFault::Truncated),
            (length, before) if length < before => Ok(Some(length)),
            (length, _) => {
                self.length.store(length, Ordering::Relaxed);
                Ok(None)
            }
        }
    }

    fn look_at_log(&self) -> Result<(), FileFault> {
        let found = fs::metadata(with_suffix(&self.path, "-wal")).ok();
        let found = found.map(|metadata| (metadata.dev(), metadata.ino()));
        let mut known = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        if known.is_some() && *known != found {
            return Err(FileFault::LogLost);
        }
        *known = found;
        Ok(())
    }

    /// Accepts the length of a shorter file as correct.
    pub(super) fn accept(&self, length: u64) {
        self.length.store(length, Ordering::Relaxed);
    }
}

pub(crate) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// Creates an empty file of mode 0600, which SQLite takes for a new database. SQLite gives the
/// files beside it the same mode.
fn make(path: &Path) -> Result<(), OpenError> {
    let draft = draft_of(path);
    if draft.exists() && !path.exists() {
        return Err(OpenError::UnfinishedRestore { draft, path: path.to_owned() });
    }
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(file_error("create", path, error)),
    }
}

/// Removes the permissions of other users. The group's permissions stay, because an operator may
/// have set them.
fn make_private(path: &Path) -> Result<(), OpenError> {
    let mode = match fs::metadata(path) {
        Ok(metadata) => metadata.permissions().mode() & 0o777,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(file_error("open", path, error)),
    };
    if mode & OTHERS == 0 {
        return Ok(());
    }

    let private = mode & !OTHERS;
    let changed = fs::set_permissions(path, Permissions::from_mode(private));
    let path = path.display();
    match changed {
        Ok(()) => tracing::warn!(
            "other users of this machine could open {path}: its mode was {mode:03o} and is now \
             {private:03o}"
        ),
        Err(error) => tracing::warn!(
            %error,
            "other users of this machine can open {path}: run `chmod 600 {path}` as its owner"
        ),
    }
    Ok(())
}

/// Locks the file beside the database that names the serving process.
pub(crate) fn lock(database: &Path) -> Result<File, OpenError> {
    let path = with_suffix(database, ".lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(|error| file_error("create", &path, error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let holder = fs::read_to_string(&path).unwrap_or_default().trim().to_owned();
            return Err(OpenError::Served { path: database.to_owned(), holder });
        }
        Err(TryLockError::Error(error)) => return Err(file_error("lock", &path, error)),
    }

    // The content is used only in the error message of a second server.
    let noted = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
    if let Err(error) = noted {
        tracing::debug!(%error, "could not write the process ID to {}", path.display());
    }
    Ok(file)
}
