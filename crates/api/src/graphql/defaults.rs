//! Default values in the schema, copied from the default settings of the domain's objects.

use async_graphql::registry::{MetaInputValue, MetaType, Registry};
use keyplane_entity::{
    Timestamp, api,
    application::{self, ApplicationType},
    id::{ApiId, ApplicationId, ProjectId},
    project,
};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Adds the defaults to the inputs that create an object: the fields of its settings, which may be
/// left out.
pub(crate) fn add(registry: &mut Registry) {
    let (id, none, now) = (Uuid::nil(), String::new, Timestamp(0));
    let owner = ProjectId(id);

    let of_project = project::Model::new(owner, none(), now);
    let of_application =
        application::Model::new(ApplicationId(id), owner, ApplicationType::Service, now);
    let of_api = api::Model::new(ApiId(id), owner, none(), none(), now);

    add_to(registry, "CreateProjectInput", &serde_json::to_value(of_project));
    add_to(registry, "CreateApplicationInput", &serde_json::to_value(of_application));
    add_to(registry, "CreateApiInput", &serde_json::to_value(of_api));
}

fn add_to(registry: &mut Registry, input: &str, settings: &serde_json::Result<Value>) {
    let Ok(Value::Object(settings)) = settings else { return };
    let Some(MetaType::InputObject { input_fields, .. }) = registry.types.get(input) else {
        return;
    };

    let defaults: Vec<_> = input_fields
        .values()
        .filter_map(|field| Some((field.name.clone(), default_of(registry, field, settings)?)))
        .collect();

    let Some(MetaType::InputObject { input_fields, .. }) = registry.types.get_mut(input) else {
        return;
    };
    for (name, default) in defaults {
        if let Some(field) = input_fields.get_mut(&name) {
            field.default_value = Some(default);
        }
    }
}

/// The default of a field as a literal of the schema; `None` for a field that is required or not a
/// setting.
fn default_of(
    registry: &Registry,
    field: &MetaInputValue,
    settings: &Map<String, Value>,
) -> Option<String> {
    let default = settings.get(&field.name).filter(|value| !value.is_null())?;
    let is_required = field.ty.ends_with('!');
    let item = field.ty.trim_matches(['[', ']', '!']);
    let is_enum = matches!(registry.types.get(item), Some(MetaType::Enum { .. }));
    (!is_required).then(|| literal(default, is_enum))
}

fn literal(value: &Value, is_enum: bool) -> String {
    match value {
        Value::String(name) if is_enum => name.clone(),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| literal(item, is_enum)).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}
