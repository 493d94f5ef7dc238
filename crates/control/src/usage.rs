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
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait,
    Value,
    sea_query::{Expr, LockBehavior, LockType},
};

use crate::{Control, Error, database::Transaction};

/// Uses that are to be written, or that could not be.
type Batch = (Vec<(KeyId, Timestamp)>, Vec<(ClientSecretId, Timestamp)>);

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
        let (left, written) = match self.write_usage(&keys, &secrets).await {
            Ok(left) => (left, Ok(())),
            Err(error) => ((keys, secrets), Err(error)),
        };
        for (key, at) in left.0 {
            self.inner.usage.note(key, at);
        }
        for (secret, at) in left.1 {
            self.inner.usage.note_secret(secret, at);
        }
        written
    }

    async fn write_usage(
        &self,
        keys: &[(KeyId, Timestamp)],
        secrets: &[(ClientSecretId, Timestamp)],
    ) -> Result<Batch, Error> {
        let tx = self.inner.database.begin().await?;
        let mut left = Batch::default();
        let of_key = Row::<key::Entity> { id: key::Column::Id, last: key::Column::LastUsedAt };
        for &(key, at) in keys {
            if !of_key.touch(&tx, key, at).await? {
                left.0.push((key, at));
            }
        }
        let of_secret = Row::<client_secret::Entity> {
            id: client_secret::Column::Id,
            last: client_secret::Column::LastUsedAt,
        };
        for &(secret, at) in secrets {
            if !of_secret.touch(&tx, secret, at).await? {
                left.1.push((secret, at));
            }
        }
        self.inner.database.commit(tx).await?;
        Ok(left)
    }
}

/// The columns of a table whose rows note their last use.
struct Row<E: EntityTrait> {
    id: E::Column,
    last: E::Column,
}

impl<E: EntityTrait> Row<E> {
    /// Moves the last use of a row forwards, never back. False where the row is locked: a mutation
    /// locks rows in an order of its own, so waiting for it while holding other rows could
    /// deadlock.
    async fn touch(
        &self,
        tx: &Transaction,
        id: impl Into<Value> + Copy,
        at: Timestamp,
    ) -> Result<bool, Error>
    where
        E::Model: Send + Sync,
        E::Column: Copy,
    {
        let earlier = Condition::any().add(self.last.is_null()).add(self.last.lt(at));
        let due = || E::find().filter(self.id.eq(id)).filter(earlier.clone());
        let free = due()
            .select_only()
            .column(self.id)
            .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
            .into_query();
        let moved = E::update_many()
            .col_expr(self.last, Expr::value(at))
            .filter(self.id.in_subquery(free))
            .exec(tx)
            .await?;
        Ok(moved.rows_affected > 0 || due().count(tx).await? == 0)
    }
}
