//! Errors in the configuration.

use std::{io, path::PathBuf};

use keyplane_auth::shown;

use super::given::Source;
use crate::toml_file::TomlError;

/// Why the configuration is refused. The message names the setting, its source and its value,
/// unless the value is a secret.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// Two decisions about a restored database.
    #[error("--restored and --restored-unchanged contradict each other: give one of them")]
    BothRestored,
    /// The value is not valid for its setting.
    #[error("{key} ({place}): {problem}{}", quoted_value(value.as_deref()))]
    Invalid { key: String, place: Source, problem: String, value: Option<String> },
    /// The configuration file cannot be read.
    #[error("configuration file {} ({place}): {error}", path.display())]
    FileUnreadable { path: PathBuf, place: Source, error: io::Error },
    /// The configuration file is not valid TOML.
    #[error("file {}, line {line}: {message}", path.display())]
    FileMalformed { path: PathBuf, line: usize, message: String },
    /// The configuration file has a key that belongs to no setting.
    #[error("{} (file {}): unknown key; the keys are {known}", shown(key), path.display())]
    UnknownKey { path: PathBuf, key: String, known: String },
}

impl ConfigError {
    /// The same error without the value, which is a secret.
    pub(super) fn without_value(self) -> Self {
        match self {
            Self::Invalid { key, place, problem, value: _ } => {
                Self::Invalid { key, place, problem, value: None }
            }
            error => error,
        }
    }

    /// The error in the configuration file at `path`.
    pub(super) fn in_file(path: PathBuf, error: TomlError) -> Self {
        match error {
            TomlError::Syntax { line, message } => Self::FileMalformed { path, line, message },
            TomlError::UnknownKey { key, known } => Self::UnknownKey { path, key, known },
            TomlError::Value { key, problem } => {
                Self::Invalid { key, place: Source::File(path), problem, value: None }
            }
        }
    }
}

fn quoted_value(value: Option<&str>) -> String {
    value.map(|value| format!("; got {:?}", shown(value))).unwrap_or_default()
}
