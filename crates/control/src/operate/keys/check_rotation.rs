//! What `rotateKey` checks before a pair is made.

use keyplane_entity::{
    Permission,
    key::{self, Purpose},
    lifecycle::hand_over,
};

use super::{
    handle::Keys,
    locked_key::project_of_key,
    rotate::{
        RotateKey, overlap, refuse_rotated, require_custody, successor_end, successor_request,
    },
};
use crate::{
    error::Error,
    input,
    known::{Actor, rings::load_ring},
    operate::found,
};

impl Keys {
    /// Checks what can be checked before a pair is made.
    pub(super) async fn check_rotation(
        &self,
        actor: &Actor,
        key: &key::Model,
        request: &RotateKey,
    ) -> Result<(), Error> {
        if let Some(name) = &request.name {
            input::name(name)?;
        }

        match key.purpose {
            Purpose::Signing => self.check_signing(actor, key, request).await,
            Purpose::Admin | Purpose::Application => self.check_at_once(actor, key, request).await,
        }
    }

    async fn check_signing(
        &self,
        actor: &Actor,
        key: &key::Model,
        request: &RotateKey,
    ) -> Result<(), Error> {
        if request.overlap_seconds.is_some() {
            return Err(Error::input("overlapSeconds", "is for admin and application keys"));
        }
        require_custody(actor, key)?;

        let id = project_of_key(key)?;
        let project = found::project(&self.known, actor, id, Permission::KeysWrite).await?.row;
        let ring = load_ring(self.known.store().read(), &project, self.known.store().now()).await?;
        // The plan is made again under the lock. Planning here avoids generating a pair for a
        // rotation that is refused.
        ring.plan_successor(key.id, &successor_request(request)?, self.known.store().now())?;
        Ok(())
    }

    async fn check_at_once(
        &self,
        actor: &Actor,
        key: &key::Model,
        request: &RotateKey,
    ) -> Result<(), Error> {
        refuse_signing_arguments(request)?;
        input::end(request.expires_at, self.known.store().now())?;
        overlap(request.overlap_seconds)?;

        refuse_rotated(self.known.store().read(), key).await?;
        hand_over(&mut key.clone(), 0, self.known.store().now())?;
        if key.purpose.has_permissions() {
            actor.require_end(successor_end(key, request, self.known.store().now()))?;
        }
        Ok(())
    }
}

fn refuse_signing_arguments(request: &RotateKey) -> Result<(), Error> {
    if request.activates_at.is_some() {
        return Err(Error::input(
            "activatesAt",
            "is for signing keys; the successor of this key is in use at once",
        ));
    }
    if request.force {
        return Err(Error::input("force", "is for signing keys"));
    }
    Ok(())
}
