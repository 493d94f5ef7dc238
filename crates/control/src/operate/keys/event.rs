//! The audit event of a new key.

use keyplane_entity::key;

use crate::store::audit::Event;

/// The event of a key that was made or imported.
pub(super) fn created(action: &'static str, key: &key::Model) -> Event {
    Event::new(action, key.id)
        .with("kid", &*key.kid)
        .with("name", &*key.name)
        .with("algorithm", &*key.algorithm)
        .with_some(
            "additionalAlgorithms",
            Some(&*key.additional_algorithms).filter(|some| !some.is_empty()),
        )
        .with_some("permissions", key.permissions.map(|permissions| permissions.to_string()))
        .with_some("applicationId", key.application_id.map(|id| id.to_string()))
        .with("activatesAt", key.activates_at.to_string())
        .with_some("expiresAt", key.expires_at.map(|at| at.to_string()))
        .with("privateKeyRetained", key.private_key_retained)
}
