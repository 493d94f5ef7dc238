//! Another master key becomes the active one, and every value is sealed with it.

use keyplane_entity::{Permission, Scope, instance, sealing};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    sea_query::Expr,
};

use super::{
    Sealing,
    rewrap::{RewrapProgress, Rewrapped},
    status::SealCounts,
};
use crate::{
    error::Error,
    known::{Actor, master_key_file},
    operate::write::Write,
    store::{OpenError, audit::Event, database::sole},
};

/// Arguments of `keyplane master-key rotate`.
#[derive(Clone, Debug, Default)]
pub struct RotateMasterKey {
    /// ID of the key that becomes active; `None`: the one key of the file that never was, or, if
    /// there is none, the active key, so that an interrupted rotation continues.
    pub to: Option<String>,
    /// Whether to rotate although a running server has not announced the key.
    pub trust_servers: bool,
}

/// A finished rotation.
#[derive(Debug)]
pub struct RotatedMasterKey {
    /// ID of the active key.
    pub id: String,
    /// Whether it was another key before.
    pub activated: bool,
    /// What was sealed again.
    pub rewrapped: Rewrapped,
    /// Why the file could not mark the key as active; `None` if it did.
    pub file_problem: Option<OpenError>,
}

impl Sealing {
    /// Makes a key of the file active and seals every value with it, in batches, while servers run.
    /// May be ended at any time: the next call continues. `report` is called after each batch.
    pub async fn rotate(
        &self,
        request: &RotateMasterKey,
        report: &(dyn Fn(RewrapProgress) + Sync),
    ) -> Result<RotatedMasterKey, Error> {
        let id = self.choose(request).await?;
        let counts = self.marked_counts().await?;
        self.refuse_foreign_values(&counts)?;
        let activated = self.active_row().await?.master_key_id != id;
        if activated {
            if !request.trust_servers {
                self.refuse_servers_without(&id).await?;
            }
            self.activate(&id).await?;
        }

        let file_problem = self.mark_active(&id).err();
        let rewrapped = self.rewrap(&id, &counts, report).await?;
        Ok(RotatedMasterKey { id, activated, rewrapped, file_problem })
    }

    async fn choose(&self, request: &RotateMasterKey) -> Result<String, Error> {
        let refuse = |problem: String| Err(Error::PreconditionFailed(problem));
        let file = self.known.sealer().file();
        let (keys, path) = (file.keys(), file.path().display());
        let row = self.active_row().await?;
        if let Some(id) = &request.to {
            return match keys.get(id) {
                Some(_) => Ok(id.clone()),
                None => refuse(format!("{path} does not hold the master key {id}")),
            };
        }

        let new: Vec<_> =
            keys.entries().map(|entry| entry.id).filter(|id| !row.knows(id)).collect();
        match &*new {
            [id] => Ok(id.clone()),
            // Goes on with an interrupted rotation, if there was one.
            [] => Ok(row.master_key_id),
            several => refuse(format!(
                "{path} holds several keys that were never active: choose one with --to ({})",
                several.join(", ")
            )),
        }
    }

    /// Refuses if a value is sealed with a key that this file does not hold.
    fn refuse_foreign_values(&self, counts: &SealCounts) -> Result<(), Error> {
        let file = self.known.sealer().file();
        let keys = file.keys();
        let foreign = counts.by_key.iter().find(|(id, _)| keys.get(id).is_none());
        foreign.map_or(Ok(()), |(id, values)| {
            Err(Error::PreconditionFailed(format!(
                "{values} values are sealed with the master key {id}, which {} does not hold: add \
                 it to the file",
                file.path().display()
            )))
        })
    }

    async fn refuse_servers_without(&self, id: &str) -> Result<(), Error> {
        let servers = self.servers().await?;
        let without =
            servers.into_iter().filter(|server| !server.key_ids.iter().any(|of| of == id));
        let names: Vec<_> = without.map(|server| server.name).collect();
        if names.is_empty() {
            return Ok(());
        }
        Err(Error::PreconditionFailed(format!(
            "running servers do not hold the master key {id}: {}. Add it to the file of each, where \
             it is read within seconds, and try again; for a server that no longer runs, wait 90 \
             seconds or give --yes-all-replicas-have-it",
            names.join(", ")
        )))
    }

    /// From its commit on, no value is sealed with another key.
    async fn activate(&self, id: &str) -> Result<(), Error> {
        let (actor, scope) = (Actor::local(), Scope::Instance);
        let mut write =
            Write::begin(&self.known, &actor, Permission::InstanceWrite, &[scope]).await?;
        // Waits for transactions that seal with the earlier key.
        let row = sealing::Entity::find_by_id(sealing::ID).lock_exclusive();
        let row = sole(row, write.db()).await?;
        let mut row = row.ok_or_else(|| Error::Internal("no master key is active".into()))?;
        if row.master_key_id == id {
            return Ok(());
        }

        let event = Event::new("masterKey.rotate", id).with_change(
            "activeMasterKeyId",
            row.master_key_id.clone(),
            id.to_owned(),
        );
        row.activate(id);
        row.into_active_model().reset_all().update(write.db()).await?;
        instance::Entity::update_many()
            .col_expr(instance::Column::MasterKeyId, Expr::value(id))
            .filter(instance::Column::Id.eq(instance::ID))
            .exec(write.db())
            .await?;

        write.record(scope, event).await?;
        write.commit().await
    }

    fn mark_active(&self, id: &str) -> Result<(), OpenError> {
        let file = self.known.sealer().file();
        if file.keys().active().id() == id {
            return Ok(());
        }
        master_key_file::edit(file.path(), |keys| {
            let gone = || OpenError::MasterKeyFile {
                path: file.path().to_owned(),
                reason: format!("it no longer holds {id}"),
            };
            keys.activate(id).then_some(()).ok_or_else(gone)
        })
    }
}
