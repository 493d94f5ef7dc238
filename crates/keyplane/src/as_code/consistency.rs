//! What the schema cannot check: references to objects of the set, scopes of its APIs, and names that
//! are taken.

use std::collections::HashMap;

use keyplane_auth::shown;
use serde_json::Value;

use super::{
    desired::{DesiredObject, DesiredProject},
    object::{ObjectKind, reference},
    source::{Flaws, Spot},
};

impl DesiredProject {
    /// Checks the objects of a project against each other.
    pub(super) fn check(&self, set: &str, flaws: &mut Flaws) {
        let own = format!("{set}/");
        let mut taken: HashMap<(ObjectKind, &str, &str), &Spot> = HashMap::new();
        for object in &self.objects {
            self.check_references(object, &own, flaws);
            for name in object.kind.facts().unique {
                let Some(value) = object.settings.get(*name).and_then(Value::as_str) else {
                    continue;
                };
                if let Some(first) = taken.insert((object.kind, name, value), object.spot()) {
                    let noun = object.kind;
                    let message = format!("{name} is that of the {noun} in {first} already");
                    flaws.add(object.spot().clone(), message);
                }
            }
        }
        self.check_scopes(&own, flaws);
    }

    fn check_references(&self, object: &DesiredObject, own: &str, flaws: &mut Flaws) {
        for (setting, value) in &object.settings {
            let Some((kind, text)) =
                reference(setting).and_then(|(kind, _)| Some((kind, value.as_str()?)))
            else {
                continue;
            };
            if let Some(name) = text.strip_prefix(own)
                && self.object(kind, text).is_none()
            {
                let message = format!("{setting}: the set has no {kind} {name} in this project");
                flaws.add(object.spot().clone(), message);
            }
        }
    }

    /// A grant has scopes of its API only.
    fn check_scopes(&self, own: &str, flaws: &mut Flaws) {
        for granted in &self.granted {
            let Some(api) = self.object(ObjectKind::Api, &granted.api) else { continue };
            let scopes = api.settings.get("scopes").unwrap_or(&Value::Null);
            if let Some(fault) = scope_fault(&granted.scope, scopes, &granted.api, own) {
                flaws.add(granted.spot.clone(), fault);
            }
        }
    }

    fn object(&self, kind: ObjectKind, external_id: &str) -> Option<&DesiredObject> {
        let is_it = |one: &&DesiredObject| one.kind == kind && one.external_id == external_id;
        self.objects.iter().find(is_it)
    }
}

/// Why a scope cannot be granted; `None` if it is one of the API's `scopes`. The API is named as files
/// of the set do.
pub(super) fn scope_fault(scope: &str, scopes: &Value, api: &str, own: &str) -> Option<String> {
    let scopes: Vec<_> =
        scopes.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if scopes.contains(&scope) {
        return None;
    }
    let api = api.strip_prefix(own).unwrap_or(api);
    let known = if scopes.is_empty() { "which has none".to_owned() } else { scopes.join(", ") };
    Some(format!("scopes: \"{}\" is not a scope of API {api} ({})", shown(scope), shown(&known)))
}
