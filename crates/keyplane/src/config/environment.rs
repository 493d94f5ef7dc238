//! Settings from the environment.

use std::collections::BTreeMap;
use std::ffi::OsString;

use super::error::ConfigError;
use super::setting::{self, Setting};

const PREFIX: &str = "KEYPLANE_";

/// Earlier names of variables, each with the current name, which takes precedence.
const ALIASES: [(&str, &str); 1] = [("KEYPLANE_LOG", "KEYPLANE_LOG_LEVEL")];

/// The `KEYPLANE_*` variables of the environment.
#[derive(Default)]
pub(super) struct Environment {
    /// For each setting's variable: the variable that was given, possibly an alias, and its value.
    values: BTreeMap<&'static str, (&'static str, String)>,
    /// Names that belong to no setting, sorted. They cause a warning, not an error: Kubernetes
    /// sets `KEYPLANE_PORT` and similar variables for a service named keyplane.
    pub(super) unknown: Vec<String>,
}

impl Environment {
    /// Reads the settings from `variables`. An empty value counts as absent.
    pub(super) fn read(
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut environment = Self::default();

        for (name, value) in variables {
            let name = name.to_string_lossy();
            if !name.starts_with(PREFIX) {
                continue;
            }
            let Some((setting, variable)) = find(&name) else {
                environment.unknown.push(name.into_owned());
                continue;
            };
            let value = value
                .into_string()
                .map_err(|_| ConfigError::NotUnicode { key: setting.key, variable })?;
            if value.is_empty() {
                continue;
            }
            if variable == name {
                environment.values.insert(variable, (variable, value));
            } else if let Some((alias, _)) = ALIASES.iter().find(|(alias, _)| *alias == name) {
                environment.values.entry(variable).or_insert((alias, value));
            }
        }

        environment.unknown.sort();
        Ok(environment)
    }

    /// The given variable for the setting of `variable`, possibly an alias, and its value.
    pub(super) fn get(&self, variable: &str) -> Option<(&'static str, &str)> {
        self.values.get(variable).map(|(given, value)| (*given, value.as_str()))
    }
}

/// The setting of the variable or alias `name`, and the setting's variable.
fn find(name: &str) -> Option<(&'static Setting, &'static str)> {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    let name = alias.map_or(name, |(_, name)| name);
    setting::ALL.into_iter().find_map(|setting| {
        setting.variable.filter(|&variable| variable == name).map(|variable| (setting, variable))
    })
}
