//! Errors of a settings file.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::toml_file::TomlError;

/// An error in a settings file. No message contains a value, since it may be a secret.
#[derive(Debug, thiserror::Error)]
#[error("settings file {}: {problem}", path.display())]
pub(crate) struct FileError {
    path: PathBuf,
    problem: Problem,
}

impl FileError {
    pub(super) fn new(path: &Path, problem: Problem) -> Self {
        Self { path: path.to_owned(), problem }
    }
}

#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    #[error(transparent)]
    Malformed(#[from] TomlError),
    #[error("more than one of key_file, private_key_file, private_key, secret_file and secret")]
    SeveralKeys,
}
