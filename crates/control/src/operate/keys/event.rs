//! The audit event of a new key.

use keyplane_entity::key::{self, Custody, Origin, Purpose};

use crate::{operate::event::on_key, store::audit::Event};

/// The event of a key that was made or imported.
pub(super) fn created(action: &'static str, key: &key::Model) -> Event {
    on_key(action, key)
        .with("kid", &*key.kid)
        .with("name", &*key.name)
        .with("algorithm", &*key.algorithm)
        .with_some(
            "additionalAlgorithms",
            Some(&*key.additional_algorithms).filter(|some| !some.is_empty()),
        )
        .with_some("permissions", key.permissions.map(|permissions| permissions.to_string()))
        .with_some("applicationId", key.application_id.map(|id| id.to_string()))
        .with_some("externalId", key.external_id.as_deref())
        .with("activatesAt", key.activates_at.to_string())
        .with_some("expiresAt", key.expires_at.map(|at| at.to_string()))
        .with("privateKeyRetained", key.private_key_retained)
        .with("privateKeyReturned", is_private_key_returned(key))
}

/// Whether the answer that makes a key holds its private half.
pub(super) fn is_private_key_returned(key: &key::Model) -> bool {
    match (key.origin, key.purpose, key.custody) {
        (Origin::Generated, Purpose::Admin | Purpose::Application, _)
        | (Origin::Generated, Purpose::Signing, Custody::Holder) => true,
        (Origin::Generated, Purpose::Signing, Custody::Server) | (Origin::Imported, ..) => false,
    }
}
