//! The configuration file.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use toml::Value;

use super::error::{ConfigError, Source};
use super::setting::{self, Setting};
use crate::toml_table::parse_table;

/// The settings of a TOML file, as texts of the same form as in flags and environment.
pub(super) struct ConfigFile {
    pub(super) path: PathBuf,
    pub(super) values: BTreeMap<&'static str, String>,
}

impl ConfigFile {
    /// Reads the file at `path`, which `place` names. An unknown key is an error.
    pub(super) fn read(path: PathBuf, place: Source) -> Result<Self, ConfigError> {
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(path, &text),
            Err(error) => Err(ConfigError::FileUnreadable { path, place, error }),
        }
    }

    /// Reads the settings from the file's `text`.
    pub(super) fn parse(path: PathBuf, text: &str) -> Result<Self, ConfigError> {
        let table = match parse_table(text) {
            Ok(table) => table,
            Err(error) => return Err(ConfigError::FileMalformed { path, error }),
        };
        let mut values = BTreeMap::new();
        for (key, value) in table {
            let Some(setting) = in_file().find(|setting| setting.key == key) else {
                let known = in_file().map(|setting| setting.key).collect::<Vec<_>>().join(", ");
                return Err(ConfigError::UnknownKey { path, key, known });
            };
            let Some(text) = text_of(&value) else {
                let place = Source::File(path);
                let problem = "expected text, a number, true or false, or a list of texts";
                return Err(ConfigError::invalid(setting, place, problem, &value.to_string()));
            };
            values.insert(setting.key, text);
        }
        Ok(Self { path, values })
    }
}

fn in_file() -> impl Iterator<Item = &'static Setting> {
    setting::ALL.into_iter().filter(|setting| setting.in_file)
}

/// The same value as text, as on the command line.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(Value::as_str).collect();
            Some(items?.join(","))
        }
        _ => None,
    }
}
