//! The names that objects have in an exported file.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::as_code::{
    model::is_object_name,
    object::{ObjectKind, ObjectSettings, reference},
    remote::{Actual, ActualObject, ActualProject},
};

/// Longest name of an object in a file.
const MAX_NAME: usize = 32;

/// The external ID of each exported object, by its ID.
pub(super) struct ExportNames {
    names: HashMap<String, String>,
    /// What is not exported and why.
    pub(super) left_out: Vec<String>,
}

impl ExportNames {
    /// Names the objects of a set; with `adopt`, also those that no set manages.
    pub(super) fn of(set: &str, actual: &Actual, adopt: bool) -> Self {
        let mut this = Self { names: HashMap::new(), left_out: Vec::new() };
        for (slug, project) in &actual.projects {
            this.project(set, slug, project, adopt);
        }
        this
    }

    /// The external ID of an object of the set, or of one that another object may name.
    pub(super) fn external_id(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(String::as_str)
    }

    /// The settings of an object, with references as files write them.
    pub(super) fn settings(&self, object: &ActualObject) -> ObjectSettings {
        let named = |(name, value): (&String, &Value)| {
            let value = match (reference(name), value.as_str()) {
                (Some(_), Some(id)) => self.external_id(id).map_or(Value::Null, Value::from),
                _ => value.clone(),
            };
            (name.clone(), value)
        };
        object.settings.iter().map(named).collect()
    }

    fn project(&mut self, set: &str, slug: &str, project: &ActualProject, adopt: bool) {
        let own = format!("{set}/");
        let mut taken: HashSet<(ObjectKind, String)> = HashSet::new();
        for object in &project.objects {
            if let Some(id) = &object.external_id {
                self.names.insert(object.id.clone(), id.clone());
                taken.insert((object.kind, id.clone()));
            }
        }
        if !adopt {
            return;
        }

        for object in &project.objects {
            if object.external_id.is_some() || object.has_ended() {
                continue;
            }
            match self.new_name(&own, object, &taken) {
                Some(name) => {
                    taken.insert((object.kind, name.clone()));
                    self.names.insert(object.id.clone(), name);
                }
                None => self.left_out.push(format!(
                    "the {} {} of {slug}, because it stands on an object of another set",
                    object.kind, object.id
                )),
            }
        }
    }

    /// A name for an object that no set manages.
    fn new_name(
        &self,
        own: &str,
        object: &ActualObject,
        taken: &HashSet<(ObjectKind, String)>,
    ) -> Option<String> {
        let on = |setting: &str| self.names.get(object.names(setting)?);
        match object.kind {
            ObjectKind::Project => None,
            ObjectKind::Application
            | ObjectKind::Api
            | ObjectKind::TrustedIssuer
            | ObjectKind::FederatedIdentity => {
                let base = name_of(object.names("name").unwrap_or_default());
                let numbered = (2..).map(|count| {
                    let end = format!("-{count}");
                    let most = MAX_NAME - end.len();
                    format!("{}{end}", base.get(..most.min(base.len())).unwrap_or(&base))
                });
                let mut names = std::iter::once(base.clone()).chain(numbered);
                let name =
                    names.find(|name| !taken.contains(&(object.kind, format!("{own}{name}"))))?;
                Some(format!("{own}{name}"))
            }
            // A key is part of its application in the file.
            ObjectKind::Key => {
                let owner = on("application").filter(|owner| owner.starts_with(own))?;
                Some(format!("{owner}/{}", object.key.as_ref()?.thumbprint))
            }
            ObjectKind::Grant => {
                let short = |full: &str| full.strip_prefix(own).unwrap_or(full).to_owned();
                let (application, api) = (short(on("application")?), short(on("api")?));
                Some(format!("{own}{application}/{api}"))
            }
        }
    }
}

/// A display name in the form of a name in files: `Billing worker` becomes `billing-worker`.
fn name_of(display: &str) -> String {
    let mut name = String::new();
    for letter in display.chars().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
        if name.len() >= MAX_NAME {
            break;
        }
    }
    let name = name.trim_matches('-');
    if is_object_name(name) { name.to_owned() } else { "object".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_display_name_becomes_a_name_that_files_can_hold() {
        for (display, name) in [
            ("Billing worker", "billing-worker"),
            ("  Ünï – 1 ", "n-1"),
            ("orders", "orders"),
            ("日本", "object"),
            ("a".repeat(100).as_str(), "a".repeat(32).as_str()),
        ] {
            assert_eq!(name_of(display), name, "{display}");
            assert!(is_object_name(&name_of(display)), "{display}");
        }
    }
}
