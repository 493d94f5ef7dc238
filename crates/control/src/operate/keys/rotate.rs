//! `rotateKey`: gives a key a successor with the same owner, purpose, algorithm and custody.

use keyplane_auth::KeySpec;
use keyplane_entity::{
    Scope, Timestamp,
    id::KeyId,
    key::{self, Custody, Purpose},
    lifecycle::{
        DEFAULT_OVERLAP_SECONDS, SuccessorRequest, Times, hand_over, refuse_imported, validity_from,
    },
    project,
};
use sea_orm::{ColumnTrait, QueryFilter};

use super::{
    event::{created, is_private_key_returned},
    factory::{Made, Order},
    file::{PrivateKeyFile, PrivateKeyFormat},
    handle::Keys,
    locked_key::project_of_key,
    new_key::{NewKey, insert_key_row},
    pairs::Pairs,
    ring::save_lifecycle,
    signing::{require_holder, ring_key},
};
use crate::{
    error::Error,
    input,
    known::{
        Actor, Change,
        stored_key::{algorithm_of, rsa_bits},
    },
    operate::{
        found::{self, Found, require_permissions_of},
        write::Write,
    },
};

/// The longest overlap, in seconds: 90 days.
const MAX_OVERLAP_SECONDS: i64 = 90 * 86_400;

/// Arguments of `rotateKey`.
#[derive(Debug)]
pub struct RotateKey {
    /// Key to rotate.
    pub key_id: KeyId,
    /// Display name of the successor, 1 to 100 characters; default: the predecessor's.
    pub name: Option<String>,
    /// End of the successor; default: the same validity period as the predecessor's.
    pub expires_at: Option<Timestamp>,
    /// Signing keys: activation of the successor; default: the earliest date that the publish-ahead
    /// allows, or now with `force`.
    pub activates_at: Option<Timestamp>,
    /// Admin and application keys: how long the predecessor stays accepted, in seconds, 0 to
    /// 7,776,000; default: 86,400.
    pub overlap_seconds: Option<i64>,
    /// Signing keys: whether the successor may sign before the publish-ahead has passed; needs
    /// `reason`.
    pub force: bool,
    /// Reason for the audit log, 1 to 500 characters.
    pub reason: Option<String>,
    /// Format of the private half; default: that of the key's purpose.
    pub format: Option<PrivateKeyFormat>,
}

/// A successor and its predecessor.
#[derive(Debug)]
pub struct RotatedKey {
    /// The successor.
    pub key: key::Model,
    /// The predecessor.
    pub previous: key::Model,
    /// The successor's private half; `None` if the server signs with it.
    pub private_key: Option<PrivateKeyFile>,
}

impl Keys {
    /// Makes the successor of an active key. Of two concurrent calls, the second is refused because
    /// the key already has a successor.
    pub async fn rotate(&self, actor: &Actor, request: RotateKey) -> Result<RotatedKey, Error> {
        let found = found::key(&self.known, actor, request.key_id).await?;
        let key = &found.row;
        self.check_rotation(actor, key, &request).await?;
        let algorithm = algorithm_of(key)?;
        let format = request.format.unwrap_or(PrivateKeyFormat::default_for(key.purpose));
        format.check(key.purpose, algorithm)?;
        let spec = KeySpec::new(algorithm, rsa_bits(key)?)
            .map_err(|error| Error::internal("stored key", error))?;
        let made = self.factory.make(actor, Order { spec, not_after: request.expires_at }).await?;

        let mut pairs = Pairs::of(actor);
        let (key, previous, project) = loop {
            let outcome = self.rotate_once(actor, &found, &request, &made, &mut pairs).await;
            if !pairs.make_wanted(&self.factory).await? {
                break outcome?;
            }
        };
        let file = is_private_key_returned(&key)
            .then(|| self.private_key_file(&key, project.as_ref(), &made.private, format));
        Ok(RotatedKey { key, previous, private_key: file.transpose()? })
    }

    /// The successor, its predecessor and their project, unless they are the instance's.
    async fn rotate_once(
        &self,
        actor: &Actor,
        found: &Found<key::Model>,
        request: &RotateKey,
        made: &Made,
        pairs: &mut Pairs<'_>,
    ) -> Result<(key::Model, key::Model, Option<project::Model>), Error> {
        let scope = found.scope;
        let mut write = found.begin(&self.known, actor).await?;
        let project = write.project_of(scope).await?;

        let (key, previous) = match found.row.purpose {
            Purpose::Signing => {
                self.rotate_signing(&mut write, scope, request, made, pairs).await?
            }
            Purpose::Admin => {
                self.rotate_at_once(&mut write, scope, request, made, "adminKey.rotate").await?
            }
            Purpose::Application => {
                let action = "applicationKey.rotate";
                self.rotate_at_once(&mut write, scope, request, made, action).await?
            }
        };

        write.commit_only(Change::of_key(&key)).await?;
        Ok((key, previous, project))
    }

    async fn rotate_signing(
        &self,
        write: &mut Write,
        scope: Scope,
        request: &RotateKey,
        made: &Made,
        pairs: &mut Pairs<'_>,
    ) -> Result<(key::Model, key::Model), Error> {
        let previous = write.key(scope, request.key_id).await?;
        require_custody(write.actor(), &previous)?;

        let project = write.project(project_of_key(&previous)?).await?;
        let mut edit = write.ring(&project).await?;
        let times =
            edit.ring.plan_successor(previous.id, &successor_request(request)?, write.now)?;
        let row = self.successor_row(write, &previous, request, made, times).await?;
        let id = row.id;
        edit.ring.add(row, write.now)?;
        let (key, previous) = (ring_key(&edit.ring, id)?, ring_key(&edit.ring, previous.id)?);

        let event = created("signingKey.rotate", &key)
            .with("predecessorId", previous.id.to_string())
            .with("force", request.force)
            .with_some("reason", input::reason(request.reason.as_deref())?);
        write.record(scope, event).await?;
        write.complete_ring(edit, pairs).await?;
        Ok((key, previous))
    }

    async fn rotate_at_once(
        &self,
        write: &mut Write,
        scope: Scope,
        request: &RotateKey,
        made: &Made,
        action: &'static str,
    ) -> Result<(key::Model, key::Model), Error> {
        let mut previous = write.key(scope, request.key_id).await?;
        require_permissions_of(write.actor(), &previous)?;
        refuse_rotated(write.db(), &previous).await?;

        let not_after = successor_end(&previous, request, write.now);
        let times = Times { activates_at: write.now, not_after };
        input::end(not_after, write.now)?;
        hand_over(&mut previous, overlap(request.overlap_seconds)?, write.now)?;
        if previous.purpose.has_permissions() {
            write.actor().require_end(previous.expires_at)?;
        }

        let key = self.successor_row(write, &previous, request, made, times).await?;
        save_lifecycle(write.db(), &previous).await?;
        insert_key_row(write, &key).await?;
        write.keep_way_in(&key).await?;

        let event = created(action, &key)
            .with("predecessorId", previous.id.to_string())
            .with_some("reason", input::reason(request.reason.as_deref())?);
        write.record(scope, event).await?;
        Ok((key, previous))
    }

    async fn successor_row(
        &self,
        write: &Write,
        previous: &key::Model,
        request: &RotateKey,
        made: &Made,
        times: Times,
    ) -> Result<key::Model, Error> {
        let keep = match previous.custody {
            Custody::Server => true,
            Custody::Holder => false,
        };
        let mut new = NewKey::made(made, keep);
        new.scope = previous.scope();
        new.purpose = previous.purpose;
        new.application_id = previous.application_id;
        new.permissions = previous.permissions;
        new.additional_algorithms.clone_from(&previous.additional_algorithms);
        new.retained = previous.private_key_retained;

        new.name = match &request.name {
            Some(name) => input::name(name)?,
            None => previous.name.clone(),
        };

        new.predecessor_id = Some(previous.id);
        new.times = Some(times);
        write.key_row(new).await
    }
}

/// Refuses unless the actor may make a signing key with the custody of `key`.
pub(super) fn require_custody(actor: &Actor, key: &key::Model) -> Result<(), Error> {
    match key.custody {
        Custody::Server => Ok(()),
        Custody::Holder => require_holder(actor, key.scope()),
    }
}

/// The end of an admin or application key's successor: the argument, or the same validity period as
/// the predecessor's.
pub(super) fn successor_end(
    previous: &key::Model,
    request: &RotateKey,
    now: Timestamp,
) -> Option<Timestamp> {
    request.expires_at.or_else(|| validity_from(previous, now))
}

/// The requested dates of a signing key's successor.
pub(super) fn successor_request(request: &RotateKey) -> Result<SuccessorRequest, Error> {
    Ok(SuccessorRequest {
        activates_at: request.activates_at,
        not_after: request.expires_at,
        force: request.force,
        has_reason: input::reason(request.reason.as_deref())?.is_some(),
    })
}

/// The overlap of an admin or application key, in seconds.
pub(super) fn overlap(seconds: Option<i64>) -> Result<i64, Error> {
    let seconds = seconds.unwrap_or(DEFAULT_OVERLAP_SECONDS);
    input::within("overlapSeconds", seconds, 0, MAX_OVERLAP_SECONDS)
}

/// Refuses a key that was imported or already has a successor.
pub(super) async fn refuse_rotated(
    db: &impl sea_orm::ConnectionTrait,
    key: &key::Model,
) -> Result<(), Error> {
    let next = key::Entity::in_scope(key.scope())
        .filter(key::Column::PredecessorId.eq(key.id))
        .one(db)
        .await?;

    if let Some(next) = next {
        return Err(Error::PreconditionFailed(format!(
            "the key {} already has the successor {}",
            key.kid, next.kid
        )));
    }

    Ok(refuse_imported(key)?)
}
