//! `revokeKey`: taking a key away, with all that it signed.

use keyplane_entity::{
    id::KeyId,
    key::{self, Purpose, State},
};

use super::{
    find::{project_of_key, require_change},
    ring::save_lifecycle,
};
use crate::{Actor, Control, Error, audit::Event, input, write::Write};

/// Which key, and why.
#[derive(Debug)]
pub struct RevokeKey {
    /// The key.
    pub key_id: KeyId,
    /// For the audit log.
    pub reason: String,
}

impl Control {
    /// Revokes a key at once. A pending successor leaves its predecessor to sign on; without the
    /// only signer another key signs from this moment, made here if there is none.
    pub async fn revoke_key(&self, actor: &Actor, request: RevokeKey) -> Result<key::Model, Error> {
        let scope = self.scope_of_key(actor, request.key_id).await?;
        let reason = input::reason(Some(&request.reason))?.ok_or_else(|| {
            Error::input("reason", "must not be empty; it goes into the audit log")
        })?;
        let mut write = self.write(actor, &[scope]).await?;
        let key = write.key(scope, request.key_id).await?;
        require_change(actor, &key)?;
        refuse_ended(&key, &write)?;
        let action = match key.purpose {
            Purpose::Admin => "adminKey.revoke",
            Purpose::Application => "applicationKey.revoke",
            Purpose::Signing => "signingKey.revoke",
        };
        let event = Event::new(action, key.id).with("kid", &*key.kid).with("reason", reason);
        write.record(scope, event).await?;
        if key.purpose == Purpose::Signing {
            let project = write.project(project_of_key(&key)?).await?;
            let mut edit = write.ring(&project).await?;
            edit.ring.revoke(key.id, write.now)?;
            write.settle_ring(self, edit, None).await?;
        } else {
            let mut revoked = key.clone();
            revoked.revoked_at = Some(write.now);
            save_lifecycle(write.db(), &revoked).await?;
            write.keep_way_in(&revoked).await?;
        }
        let key = write.key(scope, key.id).await?;
        write.commit().await?;
        Ok(key)
    }
}

fn refuse_ended(key: &key::Model, write: &Write<'_>) -> Result<(), Error> {
    match (key.state(write.now), key.revoked_at, key.expires_at) {
        (State::Revoked, Some(at), _) => {
            Err(Error::PreconditionFailed(format!("the key {} was revoked at {at}", key.kid)))
        }
        (State::Expired, _, Some(at)) => {
            Err(Error::PreconditionFailed(format!("the key {} expired at {at}", key.kid)))
        }
        _ => Ok(()),
    }
}
