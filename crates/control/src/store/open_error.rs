//! Why the control plane does not open.

use std::{
    io::{self, ErrorKind},
    path::PathBuf,
};

use sea_orm::DbErr;

use super::database::InvalidDatabaseUrl;
use crate::error::Error;

/// Why the control plane does not open. Each message says what is wrong, where, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL names no supported database.
    #[error("the database URL cannot be used: {0}")]
    DatabaseUrl(#[from] InvalidDatabaseUrl),
    /// The database cannot be opened, or fails during the start.
    #[error("{place}: {problem}{advice}")]
    Storage {
        /// The database, without user and password.
        place: String,
        /// What is wrong with it.
        problem: String,
        /// What to do, with the punctuation before it; empty where the problem says enough.
        advice: String,
    },
    /// The database cannot be reached. [`Control::open`](crate::Control::open) gives
    /// [`Storage`](Self::Storage) instead.
    #[error("cannot open the database: {0}")]
    Database(#[source] sqlx::Error),
    /// A statement failed. [`Control::open`](crate::Control::open) gives
    /// [`Storage`](Self::Storage) instead.
    #[error("cannot use the database: {0}")]
    Statement(#[from] DbErr),
    /// The server accepts the connection but does not answer.
    /// [`Control::open`](crate::Control::open) gives [`Storage`](Self::Storage) instead.
    #[error("the database did not answer within {seconds} s")]
    Deaf {
        /// Length of the wait, in seconds.
        seconds: u64,
    },
    /// Another server serves the SQLite file.
    #[error(
        "another Keyplane server{} has {} open, and a SQLite file is for one server. Stop that server first, or use PostgreSQL for several",
        process(holder),
        path.display()
    )]
    Served {
        /// The database file.
        path: PathBuf,
        /// Process that serves it, according to the lock file.
        holder: String,
    },
    /// The SQLite file has a second name, under which another server could open it.
    #[error(
        "{} is one of several hard links to the same file, and SQLite keeps its log by name: copy the file to a name of its own, with the server stopped",
        path.display()
    )]
    HardLinks {
        /// The database file.
        path: PathBuf,
    },
    /// The schema is missing or old.
    #[error(
        "the database's schema is not up to date: run `keyplane migrate`, or start without --no-migrate"
    )]
    NotMigrated,
    /// The schema is a later release's.
    #[error(
        "the database was upgraded by a newer Keyplane (its migration {migration} is unknown to this release): start that release or a later one, or restore a backup from before the upgrade"
    )]
    Newer {
        /// The last migration that this release does not know.
        migration: String,
    },
    /// The database is a copy or was restored from a backup, and no operator has decided what counts.
    #[error(
        "the database {origin}: what was revoked, spent or made since then may be missing in it. Start once with --restored, which ends every access token and refuses every assertion from before this start, or with --restored-unchanged if nothing has changed since then"
    )]
    Restored {
        /// Where the database comes from, as the predicate of a sentence.
        origin: String,
    },
    /// A restore was killed before the database had its name.
    #[error(
        "a restore was not finished: {} exists, and {} does not. Run `keyplane restore` again, or remove the former to start with an empty database",
        draft.display(),
        path.display()
    )]
    UnfinishedRestore {
        /// The database under its temporary name.
        draft: PathBuf,
        /// The database file.
        path: PathBuf,
    },
    /// A file or folder cannot be read, made or locked.
    #[error("cannot {action} {}: {}", path.display(), hint(error))]
    File {
        /// Attempted operation, such as `read`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The error of the operating system.
        error: std::io::Error,
    },
    /// The database was sealed with a master key that is missing.
    #[error("the database is sealed with the master key {wanted}, and {} does not exist: put the file with that key there", path.display())]
    MasterKeyMissing {
        /// The id of the key.
        wanted: String,
        /// Path at which the key was expected.
        path: PathBuf,
    },
    /// The database was sealed with another key.
    #[error("the database is sealed with the master key {wanted}, but {} holds {found}: put the file with the wanted key there", path.display())]
    MasterKeyOther {
        /// The id of the key that is needed.
        wanted: String,
        /// The id of the key that is there.
        found: String,
        /// Path of the key that was found.
        path: PathBuf,
    },
    /// The master key file is damaged.
    #[error("{}: {reason}", path.display())]
    MasterKeyFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Other users of the machine can read or change the master key.
    #[error(
        "the master key file {} is open to other users (mode {mode:03o}): run `chmod 600 {}`",
        path.display(),
        path.display()
    )]
    MasterKeyExposed {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The public URL, the base of every issuer, is missing.
    #[error("the database is empty, and a first start needs a public URL")]
    PublicUrlMissing,
    /// The public URL differs, so the issuers would change.
    #[error(
        "the public URL is {given}, but the database was used with {remembered}: a change of it changes the issuer of every project. Give the old one, or start once with --change-public-url"
    )]
    PublicUrlChanged {
        /// The one that the database remembers.
        remembered: String,
        /// The one that was given.
        given: String,
    },
    /// A key file of another database is in the way.
    #[error("the database is empty, but {} exists and is never overwritten: it opens another database. Move it away and start again", path.display())]
    AdminKeyFileExists {
        /// The file.
        path: PathBuf,
    },
    /// The operator's public key is invalid.
    #[error("{}: {reason}", path.display())]
    BootstrapKey {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A use case of the start failed.
    #[error(transparent)]
    Control(#[from] Error),
}

fn process(holder: &str) -> String {
    if holder.is_empty() { String::new() } else { format!(" (process {holder})") }
}

/// What is wrong with a file, and what to do.
fn hint(error: &io::Error) -> String {
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
