//! Contexts: servers with the admin keys to call them with, in a file of the user.

mod error;
mod folder;

pub(crate) use error::ContextError;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use self::folder::{check_closed, create_folder, replace};
use crate::toml_file;

/// The file with the contexts, in the folder of the configuration.
const FILE: &str = "contexts.toml";
/// The folder with the copies of key files, beside it.
const KEYS: &str = "keys";

/// A server, and the admin key to call it with. Holds no secret: the key is in its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Context {
    /// URL of the server.
    pub(crate) url: String,
    /// Absolute path of the admin key file.
    pub(crate) key_file: PathBuf,
    /// Absolute path of the certificates to trust instead of the system's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ca_file: Option<PathBuf>,
    /// Slug of the project that commands are about without `--project`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) project: Option<String>,
}

/// Every context of the user, with the current one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Contexts {
    /// Name of the context that commands use without `--context`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) current: Option<String>,
    /// The contexts by their names.
    pub(crate) contexts: BTreeMap<String, Context>,
}

/// The file with the contexts.
#[derive(Clone, Debug)]
pub(crate) struct ContextsFile {
    folder: PathBuf,
}

impl ContextsFile {
    /// The file in `$XDG_CONFIG_HOME/keyplane`, else in `~/.config/keyplane`.
    pub(crate) fn of_user() -> Result<Self, ContextError> {
        folder::of_user().map(|folder| Self { folder })
    }

    /// The path of the file.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join(FILE)
    }

    /// The path of the copy of a context's key file.
    pub(crate) fn key_copy(&self, name: &str) -> PathBuf {
        self.folder.join(KEYS).join(format!("{name}.json"))
    }

    /// The contexts; none if there is no file.
    pub(crate) fn read(&self) -> Result<Contexts, ContextError> {
        let path = self.path();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Contexts::default());
            }
            Err(error) => return Err(ContextError::Unreadable { path, error }),
        };
        check_closed(&self.folder)?;
        check_closed(&path)?;
        toml_file::read(&text).map_err(|error| ContextError::Malformed { path, error })
    }

    /// Changes the contexts. Commands that change them at the same time take turns.
    pub(crate) fn edit<T>(
        &self,
        change: impl FnOnce(&mut Contexts) -> Result<T, ContextError>,
    ) -> Result<T, ContextError> {
        create_folder(&self.folder)?;
        let lock = self.folder.join(".lock");
        let fail = |error| ContextError::Unwritable { path: lock.clone(), error };
        let held = File::create(&lock).map_err(fail)?;
        held.lock().map_err(fail)?;

        let mut contexts = self.read()?;
        let changed = change(&mut contexts)?;
        let text = toml::to_string(&contexts).map_err(|_| ContextError::Text)?;
        replace(&self.path(), text.as_bytes())?;
        Ok(changed)
    }

    /// Stores a copy of a context's key file, mode 0600, and returns its path.
    pub(crate) fn copy_key(&self, name: &str, text: &str) -> Result<PathBuf, ContextError> {
        let path = self.key_copy(name);
        create_folder(&self.folder)?;
        create_folder(&self.folder.join(KEYS))?;
        replace(&path, text.as_bytes())?;
        Ok(path)
    }

    /// Whether there is a copy of a key file for a context that differs from `text`.
    pub(crate) fn has_copy_of_another_key(
        &self,
        name: &str,
        text: &str,
    ) -> Result<bool, ContextError> {
        let path = self.key_copy(name);
        match fs::read(&path).map(Zeroizing::new) {
            Ok(copy) => Ok(*copy != text.as_bytes()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(ContextError::Unreadable { path, error }),
        }
    }

    /// Removes the copy of a context's key file; returns whether there was one.
    pub(crate) fn remove_key_copy(&self, name: &str) -> Result<bool, ContextError> {
        let path = self.key_copy(name);
        match fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(ContextError::Unwritable { path, error }),
        }
    }
}

impl Contexts {
    /// The context with this name.
    pub(crate) fn get(&self, name: &str) -> Result<&Context, ContextError> {
        self.contexts.get(name).ok_or_else(|| ContextError::Unknown {
            name: name.to_owned(),
            known: self.contexts.keys().cloned().collect(),
        })
    }

    /// The current context with its name.
    pub(crate) fn current(&self) -> Result<(&str, &Context), ContextError> {
        let name = self.current.as_deref().ok_or_else(|| ContextError::NoneCurrent {
            known: self.contexts.keys().cloned().collect(),
        })?;
        self.get(name).map(|context| (name, context))
    }
}

/// Checks the name of a context: it is also the name of a file.
pub(crate) fn check_name(name: &str) -> Result<(), ContextError> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let starts_well = name.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    if starts_well && name.len() <= 64 && name.chars().all(is_letter) {
        return Ok(());
    }
    Err(ContextError::Name(name.to_owned()))
}

/// The path with the folder of the process before it, unless it is absolute.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, ContextError> {
    std::path::absolute(path)
        .map_err(|error| ContextError::Unreadable { path: path.to_owned(), error })
}

#[cfg(test)]
mod tests;
