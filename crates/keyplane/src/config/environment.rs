//! The settings in the environment.

use std::collections::BTreeMap;
use std::ffi::OsString;

use super::error::ConfigError;
use super::setting::{self, Setting};

const PREFIX: &str = "KEYPLANE_";

/// The `KEYPLANE_*` variables of an environment.
#[derive(Default)]
pub(super) struct Environment {
    values: BTreeMap<&'static str, String>,
    /// Names that are no setting's, sorted. A warning, not an error: Kubernetes puts
    /// `KEYPLANE_PORT` and others like it beside a service named keyplane.
    pub(super) unknown: Vec<String>,
}

impl Environment {
    /// Picks the settings out of `variables`. An empty value counts as not given.
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
            if !value.is_empty() {
                environment.values.insert(variable, value);
            }
        }
        environment.unknown.sort();
        Ok(environment)
    }

    /// The value of `variable`, where it is given.
    pub(super) fn get(&self, variable: &str) -> Option<&str> {
        self.values.get(variable).map(String::as_str)
    }
}

fn find(name: &str) -> Option<(&'static Setting, &'static str)> {
    setting::ALL.into_iter().find_map(|setting| {
        setting.variable.filter(|&variable| variable == name).map(|variable| (setting, variable))
    })
}
