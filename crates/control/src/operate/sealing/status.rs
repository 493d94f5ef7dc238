//! What is sealed with which master key.

use std::{collections::BTreeMap, path::Path};

use keyplane_auth::sealed_by;
use keyplane_entity::{
    audit_signing_key, client_secret, key, operator_issuer, sealing, webhook_secret,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{Sealing, holders::MasterKeyServer, table::SealedTable};
use crate::{
    error::Error,
    known::master_key_file,
    store::{OpenError, database::sole},
};

/// A master key that the file holds or that the database names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterKeyStatus {
    /// ID of the key.
    pub id: String,
    /// Time at which it was made, in Unix seconds; `None` if the file does not say.
    pub created: Option<i64>,
    /// Whether the file holds it.
    pub in_file: bool,
    /// Whether new values are sealed with it.
    pub active: bool,
    /// Whether it was active before.
    pub former: bool,
    /// Number of values that are sealed with it.
    pub values: u64,
}

/// The master keys, and the servers that hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealingStatus {
    /// The keys: the active one first, then those of the file, then those that only the database
    /// names.
    pub keys: Vec<MasterKeyStatus>,
    /// Number of values that name no master key, because they were changed outside of Keyplane.
    pub unreadable: u64,
    /// The servers that run.
    pub servers: Vec<MasterKeyServer>,
}

/// Numbers of sealed values by the ID of their master key.
pub(super) struct SealCounts {
    pub(super) by_key: BTreeMap<String, u64>,
    pub(super) unreadable: u64,
}

impl SealCounts {
    /// Number of values that are not sealed with a key.
    pub(super) fn outside(&self, id: &str) -> u64 {
        let others = self.by_key.iter().filter(|(of, _)| *of != id);
        others.map(|(_, values)| values).sum::<u64>() + self.unreadable
    }
}

impl Sealing {
    /// What is sealed with which key. Reads every sealed value's head.
    pub async fn status(&self) -> Result<SealingStatus, Error> {
        let row = self.active_row().await?;
        let mut counts = self.counts().await?;
        let keys = self.known.sealer().file().keys();

        let mut count = |id: &str| counts.by_key.remove(id).unwrap_or(0);
        let mut all: Vec<_> = keys
            .entries()
            .map(|entry| MasterKeyStatus {
                values: count(&entry.id),
                active: row.master_key_id == entry.id,
                former: row.master_key_id != entry.id && row.knows(&entry.id),
                created: entry.created,
                in_file: true,
                id: entry.id,
            })
            .collect();
        all.sort_by_key(|key| !key.active);
        all.extend(counts.by_key.into_iter().map(|(id, values)| MasterKeyStatus {
            active: row.master_key_id == id,
            former: row.master_key_id != id,
            created: None,
            in_file: false,
            values,
            id,
        }));
        let servers = self.servers().await?;
        Ok(SealingStatus { keys: all, unreadable: counts.unreadable, servers })
    }

    /// Removes a key from the file. Refuses the active key, and a key with which a value is sealed.
    pub async fn remove(&self, id: &str) -> Result<(), Error> {
        let refuse = |problem: String| Err(Error::PreconditionFailed(problem));
        let path = self.known.sealer().file().path();
        if self.active_row().await?.master_key_id == id {
            return refuse(format!("{id} is the active master key: rotate to another one first"));
        }
        match self.counts().await?.by_key.get(id) {
            Some(values) => refuse(format!(
                "{values} values are sealed with {id}: run `keyplane master-key rotate` first"
            )),
            None => {
                remove_from(path, id).map_err(|error| Error::PreconditionFailed(error.to_string()))
            }
        }
    }

    pub(super) async fn active_row(&self) -> Result<sealing::Model, Error> {
        let row = sealing::Entity::find_by_id(sealing::ID);
        let row = sole(row, self.known.store().read()).await?;
        row.ok_or_else(|| Error::Internal("no master key is active".into()))
    }

    pub(super) async fn counts(&self) -> Result<SealCounts, Error> {
        let mut counts = SealCounts { by_key: BTreeMap::new(), unreadable: 0 };
        let keys = self.count::<key::Entity>().await?;
        let secrets = self.count::<client_secret::Entity>().await?;
        let checkpoint_keys = self.count::<audit_signing_key::Entity>().await?;
        let webhooks = self.count::<webhook_secret::Entity>().await?;
        let operators = self.count::<operator_issuer::Entity>().await?;
        let all = keys.into_iter().chain(secrets).chain(checkpoint_keys).chain(webhooks);
        let all = all.chain(operators);
        for (head, number) in all {
            let number = u64::try_from(number).unwrap_or(0);
            match sealed_by(&head) {
                Some(id) => *counts.by_key.entry(id).or_default() += number,
                None => counts.unreadable += number,
            }
        }
        Ok(counts)
    }

    /// As [`Self::counts`], by the column that names the master key: quick, but a row that was
    /// changed outside of Keyplane may name another key than its value.
    pub(super) async fn marked_counts(&self) -> Result<SealCounts, Error> {
        let mut counts = SealCounts { by_key: BTreeMap::new(), unreadable: 0 };
        let keys = self.marks::<key::Entity>().await?;
        let secrets = self.marks::<client_secret::Entity>().await?;
        let checkpoint_keys = self.marks::<audit_signing_key::Entity>().await?;
        let webhooks = self.marks::<webhook_secret::Entity>().await?;
        let operators = self.marks::<operator_issuer::Entity>().await?;
        let all = keys.into_iter().chain(secrets).chain(checkpoint_keys).chain(webhooks);
        let all = all.chain(operators);
        for (id, number) in all {
            *counts.by_key.entry(id).or_default() += u64::try_from(number).unwrap_or(0);
        }
        Ok(counts)
    }

    async fn marks<E: SealedTable>(&self) -> Result<Vec<(String, i64)>, Error> {
        let groups = E::find()
            .filter(E::MASTER_KEY_ID.is_not_null())
            .select_only()
            .column(E::MASTER_KEY_ID)
            .column_as(E::ID.count(), "number")
            .group_by(E::MASTER_KEY_ID)
            .into_tuple();
        Ok(groups.all(self.known.store().database().writer()).await?)
    }

    /// Numbers of values by their heads.
    async fn count<E: SealedTable>(&self) -> Result<Vec<(Vec<u8>, i64)>, Error> {
        let groups = E::sealed_rows()
            .select_only()
            .column_as(E::head(), "head")
            .column_as(E::ID.count(), "number")
            .group_by(E::head())
            .into_tuple();
        Ok(groups.all(self.known.store().database().writer()).await?)
    }
}

fn remove_from(path: &Path, id: &str) -> Result<(), OpenError> {
    let refuse = |reason: String| OpenError::MasterKeyFile { path: path.to_owned(), reason };
    master_key_file::edit(path, |keys| {
        if keys.active().id() == id {
            return Err(refuse(format!(
                "it marks {id} as active: run `keyplane master-key rotate` with this file first"
            )));
        }
        if keys.remove(id) { Ok(()) } else { Err(refuse(format!("it does not hold {id}"))) }
    })
}
