//! `rotationPreview`: the dates that a rotation would set. Nothing is changed.

use keyplane_entity::{
    Permission, Timestamp,
    key::{self, Purpose},
    lifecycle::{SuccessorRequest, hand_over},
};

use super::{
    handle::Keys,
    locked_key::project_of_key,
    rotate::{overlap, refuse_rotated},
};
use crate::{
    error::Error,
    known::{Actor, rings::load_ring},
    operate::found,
};

/// Arguments of a planned `rotateKey`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RotationRequest {
    /// Signing keys: activation of the successor; default: the earliest date that the publish-ahead
    /// allows, or now with `force`.
    pub activates_at: Option<Timestamp>,
    /// Admin and application keys: how long the predecessor stays accepted, in seconds, 0 to
    /// 7,776,000; default: 86,400.
    pub overlap_seconds: Option<i64>,
    /// Signing keys: whether the successor may sign before the publish-ahead has passed.
    pub force: bool,
}

/// The dates that a rotation would set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotationPreview {
    /// Time at which the successor would be published in the JWKS; for admin and application keys,
    /// its creation time.
    pub successor_published_at: Timestamp,
    /// Time at which the successor would become active.
    pub successor_activates_at: Timestamp,
    /// Time at which the key would stop signing.
    pub retires_at: Timestamp,
    /// Time from which the key would no longer be accepted.
    pub expires_at: Timestamp,
    /// The error that `rotateKey` would return; `None` if it would succeed. With a refusal, the dates are those
    /// that the key already has.
    pub refusal: Option<String>,
}

impl Keys {
    /// Plans a rotation of `key` by the rules of `rotate_key`, without changing anything.
    pub async fn preview_rotation(
        &self,
        actor: &Actor,
        key: &key::Model,
        request: &RotationRequest,
    ) -> Result<RotationPreview, Error> {
        let now = self.known.store().now();
        let planned = match key.purpose {
            Purpose::Signing => self.preview_signing(actor, key, request, now).await,
            Purpose::Admin | Purpose::Application => self.preview_at_once(key, request, now).await,
        };

        match planned {
            Ok(preview) => Ok(preview),
            Err(Error::PreconditionFailed(refusal)) => Ok(refused(key, now, refusal)),
            Err(Error::InvalidInput(fields)) => {
                let texts = fields.iter().map(|field| format!("{}: {}", field.path, field.message));
                Ok(refused(key, now, texts.collect::<Vec<_>>().join("; ")))
            }
            Err(error) => Err(error),
        }
    }

    async fn preview_signing(
        &self,
        actor: &Actor,
        key: &key::Model,
        request: &RotationRequest,
        now: Timestamp,
    ) -> Result<RotationPreview, Error> {
        let id = project_of_key(key)?;
        let project = found::project(&self.known, actor, id, Permission::Read).await?.row;
        let ring = load_ring(self.known.store().read(), &project, now).await?;
        // `force` needs a reason, which is given with the rotation itself.
        let successor = SuccessorRequest {
            activates_at: request.activates_at,
            not_after: None,
            force: request.force,
            has_reason: true,
        };

        let (times, previous) = ring.preview(key.id, &successor, now)?;
        Ok(preview(now, times.activates_at, &previous))
    }

    async fn preview_at_once(
        &self,
        key: &key::Model,
        request: &RotationRequest,
        now: Timestamp,
    ) -> Result<RotationPreview, Error> {
        refuse_rotated(self.known.store().read(), key).await?;
        let mut previous = key.clone();
        hand_over(&mut previous, overlap(request.overlap_seconds)?, now)?;
        Ok(preview(now, now, &previous))
    }
}

fn preview(now: Timestamp, activates_at: Timestamp, previous: &key::Model) -> RotationPreview {
    RotationPreview {
        successor_published_at: now,
        successor_activates_at: activates_at,
        retires_at: previous.retires_at.unwrap_or(activates_at),
        expires_at: previous.expires_at.unwrap_or(activates_at),
        refusal: None,
    }
}

fn refused(key: &key::Model, now: Timestamp, refusal: String) -> RotationPreview {
    let retires_at = key.retires_at.unwrap_or(now);
    RotationPreview {
        successor_published_at: now,
        successor_activates_at: retires_at,
        retires_at,
        expires_at: key.expires_at.unwrap_or(retires_at),
        refusal: Some(refusal),
    }
}
