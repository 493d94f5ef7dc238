//! Events with the names of their targets at that time, so that the log can be read when the target
//! has another name or is gone. After a change these are the new names.

use std::fmt::Display;

use keyplane_entity::{api, application, id::ClientSecretId, key, project, webhook};
use serde_json::{Value, json};
use url::Url;

use crate::store::audit::Event;

/// An event of a project.
pub(super) fn on_project(action: &'static str, project: &project::Model) -> Event {
    Event::new(action, project.id).naming("name", &*project.name).naming("slug", &*project.slug)
}

/// An event of an application.
pub(super) fn on_application(action: &'static str, application: &application::Model) -> Event {
    Event::new(action, application.id).naming("name", &*application.name)
}

/// An event of an application's secret.
pub(super) fn on_secret(
    action: &'static str,
    secret: ClientSecretId,
    application: &application::Model,
) -> Event {
    Event::new(action, secret)
        .naming("application", reference(application.id, &application.name))
        .with("applicationId", application.id.to_string())
}

/// An event of a key of any purpose.
pub(crate) fn on_key(action: &'static str, key: &key::Model) -> Event {
    Event::new(action, key.id).naming("name", &*key.name).naming("kid", &*key.kid)
}

/// An event of an API.
pub(super) fn on_api(action: &'static str, api: &api::Model) -> Event {
    Event::new(action, api.id).naming("name", &*api.name).naming("identifier", &*api.identifier)
}

/// An event of a grant.
pub(super) fn on_grant(
    action: &'static str,
    grant: impl Display,
    application: &application::Model,
    api: &api::Model,
) -> Event {
    Event::new(action, grant)
        .naming("application", reference(application.id, &application.name))
        .naming("api", reference(api.id, &api.name))
        .with("applicationId", application.id.to_string())
        .with("apiId", api.id.to_string())
}

/// An event of a webhook. Its name is where it is sent: scheme, host and port, because the path and
/// the query of its URL can hold a secret of the receiver.
pub(super) fn on_webhook(action: &'static str, webhook: &webhook::Model) -> Event {
    let event = Event::new(action, webhook.id);
    match Url::parse(&webhook.url) {
        Ok(url) => event.naming("name", url.origin().ascii_serialization()),
        Err(_) => event,
    }
}

pub(super) fn reference(id: impl Display, name: &str) -> Value {
    json!({ "id": id.to_string(), "name": name })
}
