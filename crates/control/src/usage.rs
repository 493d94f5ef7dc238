//! When keys were last used: noted in memory, written in batches, never on a request's path.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use keyplane_entity::{
    Timestamp, client_secret,
    id::{ClientSecretId, KeyId},
    key,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{Control, Error, database::Transaction};

/// What was used since the last batch.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    keys: Notes<KeyId>,
    secrets: Notes<ClientSecretId>,
}

#[derive(Debug)]
struct Notes<K>(Mutex<HashMap<K, Timestamp>>);

impl<K> Default for Notes<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash + Ord> Notes<K> {
    fn note(&self, used: K, at: Timestamp) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        notes.entry(used).and_modify(|noted| *noted = at.max(*noted)).or_insert(at);
    }

    /// In one order everywhere, so that replicas never wait for each other in a circle.
    fn take(&self) -> Vec<(K, Timestamp)> {
        let notes = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut notes: Vec<_> = notes.into_iter().collect();
        notes.sort_unstable();
        notes
    }
}

impl Usage {
    pub(crate) fn note(&self, key: KeyId, now: Timestamp) {
        self.keys.note(key, now);
    }

    pub(crate) fn note_secret(&self, secret: ClientSecretId, now: Timestamp) {
        self.secrets.note(secret, now);
    }
}

impl Control {
    /// Writes what was noted. What cannot be written now is kept for the next time.
    pub async fn flush_usage(&self) -> Result<(), Error> {
        let (keys, secrets) = (self.inner.usage.keys.take(), self.inner.usage.secrets.take());
        if keys.is_empty() && secrets.is_empty() {
            return Ok(());
        }
        let written = self.write_usage(&keys, &secrets).await;
        if written.is_err() {
            for (key, at) in keys {
                self.inner.usage.note(key, at);
            }
            for (secret, at) in secrets {
                self.inner.usage.note_secret(secret, at);
            }
        }
        written
    }

    async fn write_usage(
        &self,
        keys: &[(KeyId, Timestamp)],
        secrets: &[(ClientSecretId, Timestamp)],
    ) -> Result<(), Error> {
        let tx = self.inner.database.begin().await?;
        for &(key, at) in keys {
            let (id, last) = (key::Column::Id, key::Column::LastUsedAt);
            touch::<key::Entity>(&tx, id.eq(key), last, at).await?;
        }
        for &(secret, at) in secrets {
            let (id, last) = (client_secret::Column::Id, client_secret::Column::LastUsedAt);
            touch::<client_secret::Entity>(&tx, id.eq(secret), last, at).await?;
        }
        self.inner.database.commit(tx).await
    }
}

/// Moves the last use of a row forwards, never back.
async fn touch<E: EntityTrait>(
    tx: &Transaction,
    row: Expr,
    last_used_at: E::Column,
    at: Timestamp,
) -> Result<(), Error> {
    let earlier = Condition::any().add(last_used_at.is_null()).add(last_used_at.lt(at));
    E::update_many()
        .col_expr(last_used_at, Expr::value(at))
        .filter(row)
        .filter(earlier)
        .exec(tx)
        .await?;
    Ok(())
}
