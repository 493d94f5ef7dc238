//! `revokeKey`: revokes a key, together with everything it signed.

use keyplane_entity::{
    Permission,
    id::KeyId,
    key::{self, Purpose, State},
};

use super::{handle::Keys, locked_key::project_of_key, pairs::Pairs, ring::save_lifecycle};
use crate::{
    error::Error,
    input,
    known::{Actor, Change},
    operate::{
        event::on_key,
        found::{self, Found, require_permissions_of},
        write::Write,
    },
};

/// Arguments of `revokeKey`.
#[derive(Debug)]
pub struct RevokeKey {
    /// Key to revoke.
    pub key_id: KeyId,
    /// Reason for the audit log, 1 to 500 characters.
    pub reason: String,
    /// Application keys: whether all tokens issued to the application so far are revoked too.
    pub revoke_tokens: bool,
}

impl Keys {
    /// Revokes a key at once. If a pending successor is revoked, its predecessor continues to sign.
    /// If the only signer is revoked, another key signs from this moment, and is made if there is
    /// none.
    pub async fn revoke(&self, actor: &Actor, request: RevokeKey) -> Result<key::Model, Error> {
        let found = found::key(&self.known, actor, request.key_id).await?;
        let reason = input::reason(Some(&request.reason))?.ok_or_else(|| {
            Error::input("reason", "must not be empty; it goes into the audit log")
        })?;

        let mut pairs = Pairs::of(actor);
        loop {
            let outcome = self.revoke_once(actor, &found, &request, &reason, &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                return outcome;
            }
        }
    }

    async fn revoke_once(
        &self,
        actor: &Actor,
        found: &Found<key::Model>,
        request: &RevokeKey,
        reason: &str,
        pairs: &mut Pairs<'_>,
    ) -> Result<key::Model, Error> {
        let scope = found.scope;
        let mut write = found.begin(&self.known, actor).await?;
        let key = write.key(scope, request.key_id).await?;
        require_permissions_of(write.actor(), &key)?;
        refuse_ended(&key, &write)?;

        let action = match key.purpose {
            Purpose::Admin => "adminKey.revoke",
            Purpose::Application => "applicationKey.revoke",
            Purpose::Signing => "signingKey.revoke",
        };
        let event = on_key(action, &key)
            .with("kid", &*key.kid)
            .with("reason", reason)
            .with("revokeTokens", request.revoke_tokens);
        write.record(scope, event).await?;

        if request.revoke_tokens {
            end_tokens_of(&write, &key).await?;
        }
        if key.purpose.forms_ring() {
            let project = write.project(project_of_key(&key)?).await?;
            let mut edit = write.ring(&project).await?;
            edit.ring.revoke(key.id, write.now)?;
            write.complete_ring(edit, pairs).await?;
        } else {
            let mut revoked = key.clone();
            revoked.revoked_at = Some(write.now);
            save_lifecycle(write.db(), &revoked).await?;
            write.keep_way_in(&revoked).await?;
        }

        let key = write.key(scope, key.id).await?;
        write.commit_only(Change::of_key(&key)).await?;
        Ok(key)
    }
}

async fn end_tokens_of(write: &Write, key: &key::Model) -> Result<(), Error> {
    let (Some(application), Some(project)) = (key.application_id, key.scope().project()) else {
        return Err(Error::input("revokeTokens", "is for application keys"));
    };
    write.actor().require(Permission::ApplicationsWrite, key.scope())?;
    let application = write.application(project, application).await?;
    write.end_tokens(application).await?;
    Ok(())
}

fn refuse_ended(key: &key::Model, write: &Write) -> Result<(), Error> {
    let (ended, at) = match key.state(write.now) {
        State::Revoked => ("was revoked", key.revoked_at),
        State::Expired => ("expired", key.expires_at),
        State::Pending | State::Active | State::Retiring => return Ok(()),
    };
    let at = at.map(|at| format!(" at {at}")).unwrap_or_default();
    Err(Error::PreconditionFailed(format!("the key {} {ended}{at}", key.kid)))
}
