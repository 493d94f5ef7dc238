//! The signing keys of a project in a transaction: loaded, changed by the rules of the lifecycle,
//! completed by missing keys, and written back.

use keyplane_auth::{Algorithm, KeySpec};
use keyplane_entity::{
    Scope,
    key::{self, Purpose},
    lifecycle::{Ring, Wanted},
    project,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, Set};

use super::{
    event::created,
    factory::{Made, Order},
    new_key::{NewKey, insert_key_row},
    pairs::Pairs,
};
use crate::{
    error::Error,
    known::{rings::load_ring, stored_key::rsa_bits},
    operate::write::Write,
};

/// The ring of a project, and its earlier state.
pub(crate) struct RingEdit {
    pub(crate) ring: Ring,
    before: Vec<key::Model>,
    project: project::Model,
}

impl Write {
    /// The ring of a project whose lock is held.
    pub(crate) async fn ring(&self, project: &project::Model) -> Result<RingEdit, Error> {
        let ring = load_ring(self.db(), project, self.now).await?;
        Ok(RingEdit { before: ring.keys.clone(), ring, project: project.clone() })
    }

    /// Adds the keys that the ring lacks and writes back the changes. An error if `pairs` has none
    /// that fits; the use case then makes a pair and begins again.
    pub(crate) async fn complete_ring(
        &mut self,
        mut edit: RingEdit,
        pairs: &mut Pairs<'_>,
    ) -> Result<(), Error> {
        while let Some(wanted) = edit.ring.repair(self.now)? {
            let order = order(&edit.project, &edit.ring, &wanted)?;
            let made = pairs.take(order)?;
            let row = self.wanted_row(&edit, wanted, made).await?;
            self.record(row.scope(), created("signingKey.succeed", &row)).await?;
            edit.ring.add(row, self.now)?;
        }
        self.save_ring(edit).await
    }

    async fn wanted_row(
        &self,
        edit: &RingEdit,
        wanted: Wanted,
        made: &Made,
    ) -> Result<key::Model, Error> {
        let predecessor = edit.ring.keys.iter().find(|key| Some(key.id) == wanted.predecessor);
        let mut new = NewKey::made(made, true);
        new.scope = Scope::Project(edit.project.id);
        new.purpose = Purpose::Signing;
        new.name = predecessor.map_or_else(|| "Signing key".into(), |key| key.name.clone());
        new.retained = predecessor.is_some_and(|key| key.private_key_retained);
        new.predecessor_id = wanted.predecessor;
        new.times = Some(wanted.times);
        self.key_row(new).await
    }

    /// Writes back the changes. Rows that leave a chain come first and new rows last, so that no
    /// two keys ever have the same predecessor.
    pub(super) async fn save_ring(&mut self, edit: RingEdit) -> Result<(), Error> {
        let was = |key: &key::Model| edit.before.iter().find(|before| before.id == key.id);
        let (mut changed, new): (Vec<_>, Vec<_>) =
            edit.ring.keys.iter().partition(|key| was(key).is_some());
        changed.retain(|key| was(key) != Some(*key));
        changed.sort_by_key(|key| key.predecessor_id.is_some());
        if !changed.is_empty() || !new.is_empty() {
            self.drop_all();
        }
        for key in changed {
            save_lifecycle(self.db(), key).await?;
        }
        for key in new {
            insert_key_row(self, key).await?;
        }
        Ok(())
    }
}

/// The pair that a wanted key needs: of its predecessor's size if the algorithm stays, else of the
/// policy's.
fn order(project: &project::Model, ring: &Ring, wanted: &Wanted) -> Result<Order, Error> {
    let fail = |error: &dyn std::fmt::Display| Error::internal("signing key", error);
    let algorithm: Algorithm = wanted.algorithm.parse().map_err(|error| fail(&error))?;
    let predecessor = ring
        .keys
        .iter()
        .find(|key| Some(key.id) == wanted.predecessor && key.algorithm == wanted.algorithm);
    let own = match predecessor {
        Some(key) => rsa_bits(key)?,
        None => u32::try_from(project.rsa_bits).ok(),
    };
    let bits = own.filter(|_| algorithm.is_rsa());
    let spec = KeySpec::new(algorithm, bits).map_err(|error| fail(&error))?;
    Ok(Order { spec, not_after: wanted.times.not_after })
}

/// Writes the columns that change during a key's life.
pub(crate) async fn save_lifecycle(
    db: &impl ConnectionTrait,
    key: &key::Model,
) -> Result<(), Error> {
    let now = key.clone();
    let mut row = now.clone().into_active_model();
    row.name = Set(now.name);
    row.additional_algorithms = Set(now.additional_algorithms);
    row.external_id = Set(now.external_id);
    row.permissions = Set(now.permissions);
    row.predecessor_id = Set(now.predecessor_id);
    row.activates_at = Set(now.activates_at);
    row.retires_at = Set(now.retires_at);
    row.expires_at = Set(now.expires_at);
    row.not_after = Set(now.not_after);
    row.revoked_at = Set(now.revoked_at);
    row.max_token_lifetime_seconds = Set(now.max_token_lifetime_seconds);

    // A revoked key never signs again, so its private half is erased.
    if now.revoked_at.is_some() {
        row.sealed_private_key = Set(None);
        row.master_key_id = Set(None);
    }

    row.update(db).await?;
    Ok(())
}
