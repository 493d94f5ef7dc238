//! Errors in the configuration.

use std::fmt;
use std::io;
use std::path::PathBuf;

use keyplane_auth::shown;

use super::setting::Setting;
use crate::toml_table::TomlError;

/// The source of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A flag, without its dashes.
    Flag(&'static str),
    /// An environment variable.
    Variable(&'static str),
    /// The configuration file at this path.
    File(PathBuf),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "flag --{flag}"),
            Self::Variable(variable) => write!(f, "environment variable {variable}"),
            Self::File(path) => write!(f, "file {}", path.display()),
        }
    }
}

/// Why the configuration is refused. The message names the setting, its source and its value,
/// unless the value is a secret.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// The value is not valid for its setting.
    #[error("{key} ({place}): {problem}{}", got(value.as_deref()))]
    Invalid { key: &'static str, place: Source, problem: String, value: Option<String> },
    /// The value of an environment variable is not Unicode.
    #[error("{key} (environment variable {variable}): expected text in UTF-8")]
    NotUnicode { key: &'static str, variable: &'static str },
    /// The configuration file cannot be read.
    #[error("configuration file {} ({place}): {error}", path.display())]
    FileUnreadable { path: PathBuf, place: Source, error: io::Error },
    /// The configuration file is not valid TOML.
    #[error("file {}, {error}", path.display())]
    FileMalformed { path: PathBuf, error: TomlError },
    /// The configuration file has a key that belongs to no setting.
    #[error("{} (file {}): unknown key; the keys are {known}", shown(key), path.display())]
    UnknownKey { path: PathBuf, key: String, known: String },
}

impl ConfigError {
    pub(super) fn invalid(
        setting: &'static Setting,
        place: Source,
        problem: impl Into<String>,
        value: &str,
    ) -> Self {
        let value = (!setting.secret).then(|| value.to_owned());
        Self::Invalid { key: setting.key, place, problem: problem.into(), value }
    }
}

fn got(value: Option<&str>) -> String {
    value.map(|value| format!("; got {:?}", shown(value))).unwrap_or_default()
}
