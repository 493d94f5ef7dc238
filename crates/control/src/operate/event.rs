//! Events with the names of their targets at that time, so that the log can be read when the target
//! has another name or is gone. After a change these are the new names.

use std::fmt::Display;

use keyplane_entity::{
    api, application, id::ClientSecretId, key, operator_block, operator_issuer, operator_rule,
    operator_session, project, webhook,
};
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

/// An event of a webhook. Its name is its receiver.
pub(super) fn on_webhook(action: &'static str, webhook: &webhook::Model) -> Event {
    Event::new(action, webhook.id).naming("name", receiver_of(webhook))
}

/// Where a webhook's events are sent, for everyone: scheme, host and port. The path and the query of the
/// URL can hold a secret of the receiver, and other receivers get the events about this one.
pub(crate) fn receiver_of(webhook: &webhook::Model) -> String {
    Url::parse(&webhook.url)
        .map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
}

/// An event of an operators' issuer.
pub(super) fn on_operator_issuer(action: &'static str, issuer: &operator_issuer::Model) -> Event {
    Event::new(action, issuer.id)
        .naming("name", &*issuer.name)
        .naming("identifier", &*issuer.issuer)
}

/// An event of a rule of an operators' issuer.
pub(super) fn on_operator_rule(action: &'static str, rule: &operator_rule::Model) -> Event {
    Event::new(action, rule.id).naming("name", &*rule.name)
}

/// An event of a person's session. Its name is the person's.
pub(super) fn on_operator_session(
    action: &'static str,
    session: &operator_session::Model,
) -> Event {
    Event::new(action, session.id)
        .naming("name", &*session.display_name)
        .with("issuer", &*session.issuer)
        .with("subject", &*session.subject)
}

/// An event of a blocked person.
pub(super) fn on_operator_block(action: &'static str, block: &operator_block::Model) -> Event {
    Event::new(action, block.id)
        .naming("name", &*block.subject)
        .with("issuer", &*block.issuer)
        .with("subject", &*block.subject)
}

pub(super) fn reference(id: impl Display, name: &str) -> Value {
    json!({ "id": id.to_string(), "name": name })
}
