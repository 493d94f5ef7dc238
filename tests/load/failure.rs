//! Why a run ends early.

use std::io;

/// What went wrong; each says what was being done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The operating system refused something.
    #[error("{0}: {1}")]
    Io(String, #[source] io::Error),
    /// A server answered something else than it should.
    #[error("{0}")]
    Answer(String),
    /// Something of this machine or of the project is not as the benchmark needs it.
    #[error("{0}")]
    Setup(String),
    /// The database refused the filling.
    #[error("filling the database: {0}")]
    Database(#[from] sea_orm::DbErr),
}

/// What most functions here give.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Says what was being done when the operating system refused.
pub(crate) trait Doing<T> {
    /// `doing` is "opening X", without a full stop.
    fn doing(self, doing: impl Into<String>) -> Result<T>;
}

impl<T, E: Into<io::Error>> Doing<T> for std::result::Result<T, E> {
    fn doing(self, doing: impl Into<String>) -> Result<T> {
        self.map_err(|error| Failure::Io(doing.into(), error.into()))
    }
}
