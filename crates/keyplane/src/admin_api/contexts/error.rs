//! Errors of the file with the contexts.

use std::{io, path::PathBuf};

use keyplane_auth::shown;

use crate::toml_file::TomlError;

/// Why a context cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ContextError {
    #[error("no folder for the contexts: set HOME, or XDG_CONFIG_HOME to an absolute path")]
    NoFolder,
    #[error("cannot read {}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    #[error("cannot write {}: {error}", path.display())]
    Unwritable { path: PathBuf, error: io::Error },
    #[error("{}: {error}", path.display())]
    Malformed { path: PathBuf, error: TomlError },
    #[error("the contexts cannot be written as TOML")]
    Text,
    #[error(
        "other users can change {0} (mode {mode:03o}), and so send your tokens elsewhere: run chmod go-w {0}",
        path.display()
    )]
    Exposed { path: PathBuf, mode: u32 },
    #[error("{} belongs to another user (ID {owner}), who can send your tokens elsewhere", path.display())]
    Foreign { path: PathBuf, owner: u32 },
    #[error("no context is called \"{}\"; {}", shown(name), listed(known))]
    Unknown { name: String, known: Vec<String> },
    #[error("no server is chosen; {}", chosen(known))]
    NoneCurrent { known: Vec<String> },
    #[error(
        "\"{}\" is no name of a context: expected 1 to 64 letters, digits, dots, underscores and hyphens, a letter or digit first",
        shown(.0)
    )]
    Name(String),
}

fn listed(known: &[String]) -> String {
    if known.is_empty() {
        return "there is none yet: run keyplane login --key-file FILE".to_owned();
    }
    format!("the contexts are {}", known.join(", "))
}

fn chosen(known: &[String]) -> String {
    if known.is_empty() {
        return "run keyplane login --key-file FILE, or give --key-file FILE".to_owned();
    }
    format!("run keyplane context use NAME with one of {}, or give --context", known.join(", "))
}
