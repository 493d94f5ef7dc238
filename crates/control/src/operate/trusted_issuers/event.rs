//! The events of trusted issuers.

use keyplane_entity::trusted_issuer;

use crate::store::audit::Event;

/// An event of a trusted issuer.
pub(super) fn on_trusted_issuer(action: &'static str, row: &trusted_issuer::Model) -> Event {
    Event::new(action, row.id).naming("name", &*row.name)
}
