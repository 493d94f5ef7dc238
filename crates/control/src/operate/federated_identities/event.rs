//! The events of federated identities.

use keyplane_entity::{application, federated_identity};

use crate::{operate::event::reference, store::audit::Event};

/// An event of a federated identity.
pub(super) fn on_federated_identity(
    action: &'static str,
    row: &federated_identity::Model,
    application: &application::Model,
) -> Event {
    Event::new(action, row.id)
        .naming("name", &*row.name)
        .naming("application", reference(application.id, &application.name))
        .with("applicationId", application.id.to_string())
        .with("trustedIssuerId", row.trusted_issuer_id.to_string())
}
