//! When keys were last used: noted in memory, written in batches, never on a request's path.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use keyplane_entity::{Timestamp, id::KeyId, key};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{Control, Error};

/// The keys used since the last batch.
#[derive(Debug, Default)]
pub(crate) struct Usage(Mutex<HashMap<KeyId, Timestamp>>);

impl Usage {
    pub(crate) fn note(&self, key: KeyId, now: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, now);
    }

    fn take(&self) -> HashMap<KeyId, Timestamp> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn give_back(&self, used: HashMap<KeyId, Timestamp>) {
        let mut notes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (key, at) in used {
            notes.entry(key).and_modify(|noted| *noted = at.max(*noted)).or_insert(at);
        }
    }
}

impl Control {
    /// Writes what was noted. What cannot be written now is kept for the next time.
    pub async fn flush_usage(&self) -> Result<(), Error> {
        let used = self.inner.usage.take();
        if used.is_empty() {
            return Ok(());
        }
        let written = self.write_usage(&used).await;
        if written.is_err() {
            self.inner.usage.give_back(used);
        }
        written
    }

    async fn write_usage(&self, used: &HashMap<KeyId, Timestamp>) -> Result<(), Error> {
        // In one order everywhere, so that replicas never wait for each other in a circle.
        let mut used: Vec<_> = used.iter().collect();
        used.sort_unstable();
        let tx = self.inner.database.begin().await?;
        for (&key, &at) in used {
            let earlier = Condition::any()
                .add(key::Column::LastUsedAt.is_null())
                .add(key::Column::LastUsedAt.lt(at));
            key::Entity::update_many()
                .col_expr(key::Column::LastUsedAt, Expr::value(at))
                .filter(key::Column::Id.eq(key))
                .filter(earlier)
                .exec(&tx)
                .await?;
        }
        Ok(tx.commit().await?)
    }
}
