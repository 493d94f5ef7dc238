//! Finds the object of the server that a file describes.

use std::collections::HashMap;

use serde_json::Value;

use crate::as_code::{
    desired::DesiredObject,
    object::{ObjectKind, reference},
    remote::{ActualObject, ActualProject},
};

/// The objects of a project, by what they are found by.
pub(super) struct ObjectIndex<'a> {
    objects: &'a [ActualObject],
    by_external_id: HashMap<(ObjectKind, &'a str), &'a ActualObject>,
    by_unique_key: HashMap<(ObjectKind, String), &'a ActualObject>,
    /// What each object is called in the files: the external ID that it has or will have, else its ID.
    names: HashMap<&'a str, String>,
}

/// What was found.
#[derive(Clone, Copy)]
pub(super) enum Matched<'a> {
    /// Nothing: it is created.
    Missing,
    /// The object of this set.
    Own(&'a ActualObject),
    /// An object that belongs to no set, or had another name in this set.
    Other(&'a ActualObject),
    /// Several objects without a set that it may be.
    Several(usize),
}

impl<'a> ObjectIndex<'a> {
    pub(super) fn of(project: &'a ActualProject) -> Self {
        let objects = &project.objects;
        let named =
            objects.iter().filter_map(|one| Some(((one.kind, one.external_id.as_deref()?), one)));
        let called = objects.iter().map(|one| {
            (one.id.as_str(), one.external_id.clone().unwrap_or_else(|| one.id.clone()))
        });
        let mut index = Self {
            objects,
            by_external_id: named.collect(),
            by_unique_key: HashMap::new(),
            names: called.collect(),
        };
        for kind in ObjectKind::ALL {
            index.learn(kind);
        }
        index
    }

    /// Learns what the objects of a kind are found by, other than their external IDs.
    fn learn(&mut self, kind: ObjectKind) {
        for object in self.objects.iter().filter(|object| object.kind == kind) {
            let thumbprint = object.key.as_ref().map(|key| key.thumbprint.as_str());
            for key in unique_keys(kind, thumbprint, &|name| self.shown(object, name)) {
                self.by_unique_key.insert((kind, key), object);
            }
        }
    }

    /// A setting of an object with references as the files write them.
    pub(super) fn value(&self, object: &ActualObject, setting: &str) -> Value {
        let value = object.settings.get(setting).cloned().unwrap_or_default();
        match (reference(setting), &value) {
            (Some(_), Value::String(id)) => match self.names.get(id.as_str()) {
                Some(name) => Value::from(name.as_str()),
                None => value,
            },
            _ => value,
        }
    }

    fn shown(&self, object: &ActualObject, setting: &str) -> Option<String> {
        self.value(object, setting).as_str().map(str::to_owned)
    }

    /// What an object of the server is called in messages.
    pub(super) fn name<'s>(&'s self, object: &'s ActualObject) -> &'s str {
        self.names.get(object.id.as_str()).map_or(&object.id, |name| name)
    }

    /// The object of a kind with this external ID.
    pub(super) fn get(&self, kind: ObjectKind, external_id: &str) -> Option<&'a ActualObject> {
        self.by_external_id.get(&(kind, external_id)).copied()
    }

    /// From now on, an object is called by the name that it gets.
    pub(super) fn rename(&mut self, object: &'a ActualObject, external_id: &str) {
        let before = self.names.insert(&object.id, external_id.to_owned());
        if before.as_deref() != Some(external_id) {
            // What is found by the names of what it stands on.
            self.learn(ObjectKind::Grant);
        }
    }

    /// Finds what `wanted` describes. `same_name`: also by name, among the objects without an external ID.
    pub(super) fn find(&self, wanted: &DesiredObject, same_name: bool) -> Matched<'a> {
        let own = self.by_external_id.get(&(wanted.kind, wanted.external_id.as_str())).copied();
        if let Some(own) = own {
            return Matched::Own(own);
        }
        let setting = |name: &str| wanted.settings.get(name)?.as_str().map(str::to_owned);
        for key in unique_keys(wanted.kind, wanted.thumbprint.as_deref(), &setting) {
            if let Some(other) = self.by_unique_key.get(&(wanted.kind, key)).copied() {
                return Matched::Other(other);
            }
        }
        if !same_name {
            return Matched::Missing;
        }

        let compared: &[&str] = match wanted.kind {
            ObjectKind::Application => &["name", "type"],
            ObjectKind::FederatedIdentity => &["name", "application", "trustedIssuer"],
            ObjectKind::Project
            | ObjectKind::Api
            | ObjectKind::Key
            | ObjectKind::TrustedIssuer
            | ObjectKind::Grant => return Matched::Missing,
        };
        let has_same_name = |one: &&ActualObject| {
            one.kind == wanted.kind
                && one.external_id.is_none()
                && compared
                    .iter()
                    .all(|name| wanted.settings.get(*name) == Some(&self.value(one, name)))
        };
        let found: Vec<_> = self.objects.iter().filter(has_same_name).collect();
        match found[..] {
            [] => Matched::Missing,
            [one] => Matched::Other(one),
            _ => Matched::Several(found.len()),
        }
    }
}

/// What two objects of a kind cannot share in a project.
fn unique_keys(
    kind: ObjectKind,
    thumbprint: Option<&str>,
    setting: &dyn Fn(&str) -> Option<String>,
) -> Vec<String> {
    let one = |name: &&str| setting(name).map(|value| format!("{name} {value}"));
    match kind {
        ObjectKind::Project | ObjectKind::Application | ObjectKind::FederatedIdentity => vec![],
        ObjectKind::Api | ObjectKind::TrustedIssuer => {
            kind.facts().unique.iter().filter_map(one).collect()
        }
        ObjectKind::Key => thumbprint.map(str::to_owned).into_iter().collect(),
        ObjectKind::Grant => {
            let pair = setting("application").zip(setting("api"));
            pair.map(|(application, api)| format!("{application} {api}")).into_iter().collect()
        }
    }
}
