//! Why a run ends early.

use std::io;

/// An error, with the operation that failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// An operating system call failed.
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
    /// A server gave an unexpected answer.
    #[error("{0}")]
    Answer(String),
    /// This machine or the project does not meet a requirement of the benchmark.
    #[error("{0}")]
    Setup(String),
    /// The database refused the rows.
    #[error("filling the database: {0}")]
    Database(#[from] sea_orm::DbErr),
}

/// The result of most functions of the benchmark.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Adds the operation to an error of the operating system.
pub(crate) trait Doing<T> {
    /// `doing` is "opening X", without a full stop.
    fn doing(self, doing: impl Into<String>) -> Result<T>;
}

impl<T, E: Into<io::Error>> Doing<T> for std::result::Result<T, E> {
    fn doing(self, doing: impl Into<String>) -> Result<T> {
        self.map_err(|error| Failure::Io(doing.into(), error.into()))
    }
}
