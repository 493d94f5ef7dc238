//! The last use of keys: noted in memory and written in batches, outside of requests.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
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

use crate::{
    error::Error,
    known::Used,
    store::{Store, database::Transaction},
};

/// Maximum number of rows that one transaction writes. It locks each row until it commits, and a
/// mutation waits for the row of the acting admin key.
const BATCH: usize = 100;

/// The last use of keys and secrets.
#[derive(Clone)]
pub(crate) struct Usage {
    store: Store,
    since: Arc<Since>,
}

/// The uses since the last batch.
#[derive(Debug, Default)]
struct Since {
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

impl<K: Copy + Eq + Hash + Ord> Notes<K> {
    fn note(&self, used: K, at: Timestamp) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        notes.entry(used).and_modify(|noted| *noted = at.max(*noted)).or_insert(at);
    }

    /// All replicas use the same order, so that they cannot deadlock; a batch has at most [`BATCH`]
    /// rows.
    fn take(&self) -> Vec<Vec<(K, Timestamp)>> {
        let notes = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        let mut notes: Vec<_> = notes.into_iter().collect();
        notes.sort_unstable();
        notes.chunks(BATCH).map(<[_]>::to_vec).collect()
    }

    /// Puts back notes that could not be written; later notes of the same rows stay.
    fn keep(&self, notes: impl IntoIterator<Item = (K, Timestamp)>) {
        for (used, at) in notes {
            self.note(used, at);
        }
    }
}

impl Usage {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, since: Arc::default() }
    }

    pub(crate) fn note(&self, used: Used, now: Timestamp) {
        match used {
            Used::Key(key) => self.since.keys.note(key, now),
            Used::Secret(secret) => self.since.secrets.note(secret, now),
        }
    }

    /// Writes the notes, one batch per transaction. Notes that cannot be written now are kept for
    /// the next time.
    pub(crate) async fn flush(&self) -> Result<(), Error> {
        let of_key = Row::<key::Entity> { id: key::Column::Id, last: key::Column::LastUsedAt };
        self.write_uses(&self.since.keys, &of_key).await?;

        let of_secret = Row::<client_secret::Entity> {
            id: client_secret::Column::Id,
            last: client_secret::Column::LastUsedAt,
        };
        self.write_uses(&self.since.secrets, &of_secret).await
    }

    async fn write_uses<E, K>(&self, notes: &Notes<K>, row: &Row<E>) -> Result<(), Error>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
        E::Column: Copy,
        K: Copy + Eq + Hash + Into<Value> + Ord + Send + Sync,
    {
        let mut batches = notes.take().into_iter();
        while let Some(batch) = batches.next() {
            match self.write_batch(&batch, row).await {
                Ok(locked) => notes.keep(locked),
                Err(error) => {
                    notes.keep(batch);
                    notes.keep(batches.flatten());
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Writes a batch in one transaction. Returns the notes whose rows are locked.
    async fn write_batch<E, K>(
        &self,
        batch: &[(K, Timestamp)],
        row: &Row<E>,
    ) -> Result<Vec<(K, Timestamp)>, Error>
    where
        E: EntityTrait,
        E::Model: Send + Sync,
        E::Column: Copy,
        K: Copy + Into<Value> + Send + Sync,
    {
        let tx = self.store.begin().await?;

        let mut locked = Vec::new();
        for &(used, at) in batch {
            if !row.advance_last_use(&tx, used, at).await? {
                locked.push((used, at));
            }
        }

        self.store.database().commit(tx).await?;
        Ok(locked)
    }
}

/// The columns of a table whose rows note their last use.
struct Row<E: EntityTrait> {
    id: E::Column,
    last: E::Column,
}

impl<E: EntityTrait> Row<E> {
    /// Moves the last use of a row forward, never back. `false` if the row is locked: a mutation
    /// locks rows in its own order, so waiting for it while holding other rows could deadlock.
    async fn advance_last_use(
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_taken_in_batches_and_in_order() {
        let notes = Notes::default();
        for used in (0..=2 * BATCH).rev() {
            notes.note(used, Timestamp(1));
        }
        let batches = notes.take();
        assert_eq!(batches.iter().map(Vec::len).collect::<Vec<_>>(), [BATCH, BATCH, 1]);
        assert!(batches.concat().is_sorted());
        assert!(notes.take().is_empty());
    }

    #[test]
    fn what_could_not_be_written_is_kept_with_its_latest_use() {
        let notes = Notes::default();
        notes.note(1, Timestamp(5));
        notes.note(2, Timestamp(5));
        let batches = notes.take();
        notes.note(1, Timestamp(9));
        notes.keep(batches.into_iter().flatten());
        assert_eq!(notes.take(), [[(1, Timestamp(9)), (2, Timestamp(5))]]);
    }
}
