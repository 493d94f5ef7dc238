//! `updateKey`: changes the name, end and permissions of a key.

use keyplane_auth::Algorithm;
use keyplane_entity::{
    Permission, Timestamp,
    id::KeyId,
    key::{self, Purpose, State},
    lifecycle::{self, EndRequest},
};

use super::{
    admin::check_permissions, handle::Keys, imported::further_algorithms,
    locked_key::project_of_key, pairs::Pairs, ring::save_lifecycle, signing::ring_key,
};
use crate::{
    error::Error,
    input::{self, Patch},
    known::{Actor, Change, stored_key::algorithm_of},
    operate::{
        event::on_key,
        found::{self, Found, require_permissions_of},
        write::Write,
    },
    store::{audit::Event, search_terms::index},
};

/// Arguments of `updateKey`.
#[derive(Debug)]
pub struct UpdateKey {
    /// Key to change.
    pub key_id: KeyId,
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
    /// Time at which the key expires; cleared: it never expires.
    pub expires_at: Patch<Timestamp>,
    /// Admin keys: permissions of the holder.
    pub permissions: Patch<Vec<Permission>>,
    /// Application keys of RSA: further algorithms of the key, replacing the earlier ones.
    pub additional_algorithms: Patch<Vec<Algorithm>>,
    /// Application keys: name in files and other tools, unique in the project; cleared: none.
    pub external_id: Patch<String>,
    /// Signing keys: whether the end may be so near that a successor signs before the publish-ahead
    /// has passed.
    pub force: bool,
    /// Reason for the audit log, 1 to 500 characters; required with `force`.
    pub reason: Option<String>,
}

impl Keys {
    /// Changes a key that has not ended.
    pub async fn update(&self, actor: &Actor, request: UpdateKey) -> Result<key::Model, Error> {
        let found = found::key(&self.known, actor, request.key_id).await?;
        let reason = input::reason(request.reason.as_deref())?;
        let mut pairs = Pairs::of(actor);
        loop {
            let reason = reason.as_deref();
            let outcome = self.update_once(actor, &found, &request, reason, &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                return outcome;
            }
        }
    }

    async fn update_once(
        &self,
        actor: &Actor,
        found: &Found<key::Model>,
        request: &UpdateKey,
        reason: Option<&str>,
        pairs: &mut Pairs<'_>,
    ) -> Result<key::Model, Error> {
        let scope = found.scope;
        let mut write = found.begin(&self.known, actor).await?;
        let before = write.key(scope, request.key_id).await?;
        require_permissions_of(write.actor(), &before)?;

        let mut key = before.clone();
        if let Some(name) = request.name.clone().required("name")? {
            key.name = input::name(&name)?;
        }
        if let Some(permissions) = request.permissions.clone().required("permissions")? {
            if !key.purpose.has_permissions() {
                return Err(Error::input("permissions", "only admin keys have permissions"));
            }
            key.permissions = Some(check_permissions(write.actor(), scope, permissions)?);
        }
        if let Some(asked) =
            request.additional_algorithms.clone().required("additionalAlgorithms")?
        {
            key.additional_algorithms = additional_algorithms(&key, &asked)?;
        }
        self.set_external_id(&mut write, &mut key, request.external_id.clone()).await?;
        if request.force && !key.purpose.forms_ring() {
            return Err(Error::input("force", "is for signing keys"));
        }
        refuse_ended(&key, write.now)?;

        let end = request.expires_at.clone();
        let forced =
            EndRequest { not_after: None, force: request.force, has_reason: reason.is_some() };
        let key = self.save_update(&mut write, key, end, forced, pairs).await?;
        require_limits(write.actor(), &before, &key)?;
        write.keep_way_in(&key).await?;
        let event = changes(&before, &key).with_some("reason", reason);
        let event = if request.force { event.with("force", true) } else { event };
        write.record(scope, event).await?;
        write.commit_only(Change::of_key(&key)).await?;
        Ok(key)
    }

    async fn set_external_id(
        &self,
        write: &mut Write,
        key: &mut key::Model,
        asked: Patch<String>,
    ) -> Result<(), Error> {
        if let (Patch::Set(_), Purpose::Admin | Purpose::Signing) = (&asked, key.purpose) {
            return Err(Error::input("externalId", "only application keys have one"));
        }
        asked.set_checked("externalId", &mut key.external_id, input::external_id)?;
        write.take_key_id(key.scope(), Some(key.id), key.external_id.as_deref()).await
    }

    async fn save_update(
        &self,
        write: &mut Write,
        mut key: key::Model,
        end: Patch<Timestamp>,
        forced: EndRequest,
        pairs: &mut Pairs<'_>,
    ) -> Result<key::Model, Error> {
        use keyplane_entity::search_term::Kind;
        index(write.db(), key.scope(), Kind::Key, key.id.0, [&*key.name, &*key.kid]).await?;

        if !key.purpose.forms_ring() {
            if end != Patch::Keep {
                lifecycle::set_end(&mut key, None, None, end.optional(None), write.now)?;
            }
            save_lifecycle(write.db(), &key).await?;
            return Ok(key);
        }

        let project = write.project(project_of_key(&key)?).await?;
        let mut edit = write.ring(&project).await?;
        for own in edit.ring.keys.iter_mut().filter(|own| own.id == key.id) {
            own.name.clone_from(&key.name);
        }
        if end != Patch::Keep {
            let request = EndRequest { not_after: end.optional(None), ..forced };
            edit.ring.set_end(key.id, &request, write.now)?;
        }

        let key = ring_key(&edit.ring, key.id)?;
        write.complete_ring(edit, pairs).await?;
        // The ring may have given the key a successor meanwhile.
        write.key(key.scope(), key.id).await
    }
}

/// Refuses an end of an admin key that is later than the actor's own, and added permissions for a
/// key that ends later than the actor's.
fn require_limits(actor: &Actor, before: &key::Model, after: &key::Model) -> Result<(), Error> {
    let permissions = |key: &key::Model| key.permissions.unwrap_or_default();
    let gained = permissions(before).missing(permissions(after));
    if !after.purpose.has_permissions()
        || (gained.is_empty() && after.expires_at == before.expires_at)
    {
        return Ok(());
    }
    actor.require_end(after.expires_at)
}

fn additional_algorithms(key: &key::Model, asked: &[Algorithm]) -> Result<String, Error> {
    if !key.purpose.has_additional_algorithms() && !asked.is_empty() {
        return Err(Error::input("additionalAlgorithms", "only application keys have them"));
    }
    further_algorithms(algorithm_of(key)?, asked)
}

fn refuse_ended(key: &key::Model, now: Timestamp) -> Result<(), Error> {
    match key.state(now) {
        State::Expired | State::Revoked => Err(Error::PreconditionFailed(format!(
            "the key {} has ended and does not change any more",
            key.kid
        ))),
        State::Pending | State::Active | State::Retiring => Ok(()),
    }
}

pub(super) fn changes(before: &key::Model, after: &key::Model) -> Event {
    let date = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let permissions = |key: &key::Model| key.permissions.map(|all| all.to_string());
    let action = match after.purpose {
        Purpose::Admin => "adminKey.update",
        Purpose::Application => "applicationKey.update",
        Purpose::Signing => "signingKey.update",
    };
    on_key(action, after)
        .with_change("name", &*before.name, &*after.name)
        .with_change("expiresAt", date(before.expires_at), date(after.expires_at))
        .with_change(
            "additionalAlgorithms",
            &*before.additional_algorithms,
            &*after.additional_algorithms,
        )
        .with_change("externalId", before.external_id.as_deref(), after.external_id.as_deref())
        .with_change("permissions", permissions(before), permissions(after))
}
