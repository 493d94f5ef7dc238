//! The settings of a webhook: their checks.

use keyplane_auth::shown;
use keyplane_entity::webhook::{self, EventTypes};

use crate::{
    error::Error,
    input::{Patch, any},
    operate::{event::receiver_of, event_types::is_event_type},
    outside::Outside,
};

/// Changes of a webhook's settings.
#[derive(Clone, Debug, Default)]
pub struct WebhookSettings {
    /// URL that events are sent to.
    pub url: Patch<String>,
    /// Types of events to send; empty or cleared: every type, also those of later releases.
    pub event_types: Patch<Vec<String>>,
    /// Whether events are sent.
    pub enabled: Patch<bool>,
}

impl WebhookSettings {
    /// Checks the changes, and applies them.
    pub(super) fn apply(self, outside: &Outside, row: &mut webhook::Model) -> Result<(), Error> {
        self.url.set("url", &mut row.url, |field, url| check_url(outside, field, url))?;
        self.event_types.or_empty().set("eventTypes", &mut row.event_types, check_types)?;
        self.enabled.set("enabled", &mut row.enabled, any)
    }
}

/// Whether a change can send more than before, or to another place: any but disabling and leaving event
/// types out.
pub(super) fn weighs(before: &webhook::Model, after: &webhook::Model) -> bool {
    let (old, new) = (&before.event_types.0, &after.event_types.0);
    // An empty list stands for every type.
    let is_within =
        old.is_empty() || (!new.is_empty() && new.iter().all(|name| old.contains(name)));
    before.url != after.url || (after.enabled && !before.enabled) || !is_within
}

/// The settings as the audit log shows them: of the URL, the receiver.
pub(super) fn audited(row: &webhook::Model) -> webhook::Model {
    webhook::Model { url: receiver_of(row), ..row.clone() }
}

fn check_url(outside: &Outside, field: &str, url: String) -> Result<String, Error> {
    outside.check_url(&url).map_err(|fault| Error::input(field, fault.to_string()))?;
    Ok(url)
}

/// The types, each once, sorted.
fn check_types(field: &str, mut types: Vec<String>) -> Result<EventTypes, Error> {
    if let Some(unknown) = types.iter().find(|name| !is_event_type(name)) {
        let message = format!("{} is not an event type, such as key.expiring", shown(unknown));
        return Err(Error::input(field, message));
    }
    types.sort_unstable();
    types.dedup();
    Ok(EventTypes(types))
}
