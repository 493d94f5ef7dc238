//! An exported file: what differs from the defaults, under the names of files.

use serde_json::{Map, Value, json};

use super::names::ExportNames;
use crate::as_code::{
    error::AsCodeError,
    model::{SetFile, is_object_name},
    object::{ObjectKind, ObjectSettings, REFERENCES},
    remote::{Actual, ActualObject, ActualProject},
};

/// The file of a set with all of its objects.
pub(super) fn file_of(
    set: &str,
    actual: &Actual,
    names: &ExportNames,
) -> Result<SetFile, AsCodeError> {
    let mut projects = Map::new();
    for (slug, project) in &actual.projects {
        let writer = ProjectWriter { own: format!("{set}/"), slug, project, names };
        projects.insert(slug.clone(), writer.write()?);
    }
    let file = json!({ "set": set, "projects": projects });
    serde_json::from_value(file).map_err(|error| {
        AsCodeError::Export(format!("the server has a value that files cannot hold: {error}"))
    })
}

struct ProjectWriter<'a> {
    own: String,
    slug: &'a str,
    project: &'a ActualProject,
    names: &'a ExportNames,
}

impl ProjectWriter<'_> {
    fn write(&self) -> Result<Value, AsCodeError> {
        let mut written = Map::new();
        for (name, value) in &self.project.settings {
            let is_set = !value.is_null() && *value != "";
            match name.strip_prefix("keyPolicy.") {
                Some(rule) if is_set => {
                    let policy = written.entry("keyPolicy").or_insert_with(|| json!({}));
                    policy[rule] = value.clone();
                }
                None if is_set => {
                    written.insert(name.clone(), value.clone());
                }
                Some(_) | None => {}
            }
        }

        for (member, kind) in [
            ("applications", ObjectKind::Application),
            ("apis", ObjectKind::Api),
            ("trustedIssuers", ObjectKind::TrustedIssuer),
            ("federatedIdentities", ObjectKind::FederatedIdentity),
        ] {
            let mut objects = Map::new();
            for (name, object) in self.objects(kind) {
                objects.insert(name.to_owned(), self.object(name, object)?);
            }
            written.insert(member.to_owned(), Value::Object(objects));
        }
        let grants = self.own_objects(ObjectKind::Grant);
        let grants = grants.map(|(_, grant)| self.settings(grant).map(Value::Object));
        written.insert("grants".to_owned(), Value::Array(grants.collect::<Result<_, _>>()?));
        Ok(Value::Object(written))
    }

    /// The objects of the set of a kind, with what follows the name of the set in their external IDs.
    fn own_objects(&self, kind: ObjectKind) -> impl Iterator<Item = (&str, &ActualObject)> {
        let of_kind = self.project.objects.iter().filter(move |object| object.kind == kind);
        of_kind.filter(|object| !object.has_ended()).filter_map(|object| {
            Some((self.names.external_id(&object.id)?.strip_prefix(&self.own)?, object))
        })
    }

    /// The same, of which the names fit in a file.
    fn objects(&self, kind: ObjectKind) -> impl Iterator<Item = (&str, &ActualObject)> {
        self.own_objects(kind).filter(|(name, _)| is_object_name(name))
    }

    fn object(&self, name: &str, object: &ActualObject) -> Result<Value, AsCodeError> {
        let mut settings = self.settings(object)?;
        if settings.get("name") == Some(&Value::from(name)) {
            settings.remove("name");
        }
        if let Some(Value::Array(labels)) = settings.remove("labels") {
            let pairs = labels.into_iter().filter_map(|label| {
                Some((label.get("key")?.as_str()?.to_owned(), label.get("value")?.clone()))
            });
            settings.insert("labels".to_owned(), Value::Object(pairs.collect()));
        }
        if object.kind == ObjectKind::Application {
            let is_of =
                |key: &&(&str, &ActualObject)| key.1.names("application") == Some(&object.id);
            let keys: Vec<_> = self.own_objects(ObjectKind::Key).collect();
            let keys = keys.iter().filter(is_of).map(|(_, key)| self.key(key));
            settings.insert("keys".to_owned(), Value::Array(keys.collect::<Result<_, _>>()?));
        }

        Ok(Value::Object(settings))
    }

    fn key(&self, key: &ActualObject) -> Result<Value, AsCodeError> {
        let mut settings = self.settings(key)?;
        settings.remove("application");
        if let Some(own) = &key.key {
            if settings.get("kid") == Some(&Value::from(own.thumbprint.as_str())) {
                settings.remove("kid");
            }
            settings.insert("publicKey".to_owned(), own.pem.as_deref().into());
        }
        Ok(Value::Object(settings))
    }

    /// The settings that a file has to hold, with short names for objects of the set.
    fn settings(&self, object: &ActualObject) -> Result<ObjectSettings, AsCodeError> {
        let mut settings = self.names.settings(object);
        for (setting, kind, _) in REFERENCES {
            let is_lost = object.names(setting).is_some()
                && settings.get(setting).is_some_and(Value::is_null);
            if is_lost {
                return Err(AsCodeError::Export(format!(
                    "the {} {} of {} names the {kind} {} in {setting}, which no set manages: export \
                     with --adopt, or set its externalId",
                    object.kind,
                    object.external_id.as_deref().unwrap_or(&object.id),
                    self.slug,
                    object.names(setting).unwrap_or_default(),
                )));
            }
            if let Some(Value::String(name)) = settings.get_mut(setting)
                && let Some(short) = name.strip_prefix(&self.own)
            {
                *name = short.to_owned();
            }
        }

        let defaults = object.kind.defaults();
        settings.retain(|name, value| {
            let is_default = defaults.get(name).is_some_and(|default| *default == *value);
            let is_enabled = name == "enabled" && *value == true;
            !is_default && !is_enabled && !value.is_null()
        });
        Ok(settings)
    }
}
