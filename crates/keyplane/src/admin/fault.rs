//! Why a command of the Admin API failed before or beside its call.

use std::{io, path::PathBuf};

use crate::{admin_api::AdminApiError, exit::Exit};

/// Why a command failed. No message contains a key, a secret or a token.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The command line lacks something.
    #[error("{0}")]
    Usage(String),
    /// A name that several objects have.
    #[error("{0}")]
    Ambiguous(String),
    #[error("{0}")]
    NotFound(String),
    /// The present state does not allow it.
    #[error("{0}")]
    Conflict(String),
    /// The key lacks a permission in this place.
    #[error("in {place}: {error}")]
    Forbidden { place: String, error: Box<AdminApiError> },
    /// The question was answered with no.
    #[error("nothing was changed")]
    Declined,
    /// A file that the command reads.
    #[error("cannot read {}: {error}", path.display())]
    In { path: PathBuf, error: io::Error },
    #[error("{}: {problem}", path.display())]
    File { path: PathBuf, problem: &'static str },
    /// The answer lacks a member that this version needs.
    #[error("the server answered without {0}: compare keyplane --version with the server's")]
    Answer(&'static str),
}

impl Fault {
    /// The exit code of the command.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) | Self::Ambiguous(_) => Exit::Usage,
            Self::NotFound(_) => Exit::NotFound,
            Self::Conflict(_) => Exit::Conflict,
            Self::Forbidden { .. } => Exit::Refused,
            Self::Declined | Self::In { .. } | Self::File { .. } | Self::Answer(_) => Exit::Failed,
        }
    }
}
