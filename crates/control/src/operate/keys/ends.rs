//! The events `key.expiring`: 30, 14, 7, 3 and 1 days before the end of a key that has no successor.

use std::collections::BTreeMap;

use keyplane_entity::{
    Permission, Scope, Timestamp,
    expiry_notice::{self, Column},
    id::KeyId,
    key,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    Select,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use uuid::Uuid;

use super::handle::Keys;
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::{event_types::KEY_EXPIRING, write::Write},
    store::audit::Event,
};

/// The days before its end at which a key is announced, the longest first.
const DAYS: [i64; 5] = [30, 14, 7, 3, 1];
const DAY_SECONDS: i64 = 86_400;
/// Maximum number of keys of one statement; the next one takes the rest.
const BATCH: u64 = 500;

impl Keys {
    /// Records an event for each key that has come closer to its end than a number of [`DAYS`]. Any
    /// number of replicas may do so at once: each scope's lock admits one at a time, and the second
    /// finds the notice. After a standstill a key gets one event, for the nearest number.
    pub async fn announce_ends(&self) -> Result<(), Error> {
        let store = self.known.store();
        store.require_clock()?;
        loop {
            let due = unannounced(store.now());
            let due = due.order_by_asc(key::Column::ExpiresAt).limit(BATCH);
            let found = due.all(store.read()).await?;
            let is_last = u64::try_from(found.len()).unwrap_or(BATCH) < BATCH;

            let mut by_scope: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
            for key in found {
                by_scope.entry(key.scope_id).or_default().push(key.id);
            }
            let mut failure = None;
            for (scope, keys) in by_scope {
                let announced = self.announce(Scope::from_id(scope), &keys).await;
                failure = announced.err().or(failure);
            }
            match failure {
                Some(error) => return Err(error),
                None if is_last => return Ok(()),
                None => {}
            }
        }
    }

    async fn announce(&self, scope: Scope, keys: &[KeyId]) -> Result<(), Error> {
        let actor = Actor::system();
        let mut write = Write::begin(&self.known, &actor, Permission::KeysWrite, &[scope]).await?;
        let due = unannounced(write.now).filter(key::Column::Id.is_in(keys.iter().copied()));
        let due = due.order_by_asc(key::Column::ExpiresAt).all(write.db()).await?;

        for key in due {
            let notice = expiry_notice::Model { key_id: key.id, at: write.now };
            let replace = OnConflict::column(Column::KeyId).update_column(Column::At).to_owned();
            expiry_notice::Entity::insert(notice.into_active_model())
                .on_conflict(replace)
                .exec_without_returning(write.db())
                .await?;
            let event = event(&key, write.now);
            write.record(scope, event).await?;
        }
        write.commit_only(Change::Uncached).await
    }
}

/// The keys whose last notice is older than the nearest of [`DAYS`] before their end.
fn unannounced(now: Timestamp) -> Select<key::Entity> {
    let day = |days: i64| now.plus_seconds(days * DAY_SECONDS);
    let nearer = DAYS.into_iter().skip(1).chain([0]);
    let steps = DAYS.into_iter().zip(nearer).fold(Condition::any(), |any, (days, nearer)| {
        let noticed = Query::select()
            .expr(Expr::value(1))
            .from(expiry_notice::Entity)
            .and_where(
                Expr::col((expiry_notice::Entity, Column::KeyId))
                    .equals((key::Entity, key::Column::Id)),
            )
            .and_where(
                Expr::col((expiry_notice::Entity, Column::At))
                    .add(days * DAY_SECONDS * 1000)
                    .gte(Expr::col((key::Entity, key::Column::ExpiresAt))),
            )
            .to_owned();
        any.add(
            Condition::all()
                .add(key::Column::ExpiresAt.gt(day(nearer)))
                .add(key::Column::ExpiresAt.lte(day(days)))
                .add(Expr::exists(noticed).not()),
        )
    });

    key::Entity::ending(now, day(DAYS[0])).filter(steps)
}

fn event(key: &key::Model, now: Timestamp) -> Event {
    let left = key.expires_at.map_or(0, |end| end.millis_since(now));
    let days = DAYS.into_iter().rev().find(|days| left <= days * DAY_SECONDS * 1000);
    Event::new(KEY_EXPIRING, key.id)
        .with("kid", &*key.kid)
        .with("name", &*key.name)
        .with("purpose", sea_orm::ActiveEnum::to_value(&key.purpose))
        .with_some("applicationId", key.application_id.map(|id| id.to_string()))
        .with_some("expiresAt", key.expires_at.map(|at| at.to_string()))
        .with_some("days", days)
}
