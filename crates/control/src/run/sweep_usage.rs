//! Folds old counts of calls, and deletes the counts of what was deleted, in small batches, so that
//! nothing waits for it.

use std::{
    collections::{BTreeMap, HashSet},
    sync::{Mutex, PoisonError},
};

use keyplane_entity::{
    Timestamp, api, application, client_secret, key,
    usage_count::{Column, DAY, Entity, HOUR, Model, Span},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr, QueryFilter,
    QuerySelect, QueryTrait, Select, Statement,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use super::sweep::{BATCH, sweep_table};
use crate::{error::Error, serve::usage::add_rows, store::Store};

/// How long hours are kept: 8 days, and the hour in which they began.
const KEEP_HOURS: i64 = 8 * DAY + HOUR;
/// How long days are kept: a leap year, and the day in which it began.
const KEEP_DAYS: i64 = 367 * DAY;
/// Number of subjects of one page that are looked for.
const PAGE: usize = 500;
/// Maximum number of pages of one run.
const PAGES: usize = 10;

/// The IDs of the next `$2` subjects after `$1`, in their order: one step of the index for each,
/// however many counts it has.
const SUBJECTS: &str = "WITH RECURSIVE walk(id) AS (\
    SELECT id FROM (SELECT subject_id AS id FROM usage_count WHERE subject_id > $1 \
        ORDER BY subject_id LIMIT 1) AS first \
    UNION ALL \
    SELECT (SELECT subject_id FROM usage_count WHERE subject_id > walk.id \
        ORDER BY subject_id LIMIT 1) FROM walk WHERE walk.id IS NOT NULL) \
    SELECT id FROM walk WHERE id IS NOT NULL LIMIT $2";

/// The sweeps of the usage.
pub(super) struct UsageSweep {
    store: Store,
    /// The subject at which the search for deleted ones continues.
    after: Mutex<Uuid>,
}

#[derive(FromQueryResult)]
struct FoundSubject {
    id: Uuid,
}

impl UsageSweep {
    pub(super) fn new(store: Store) -> Self {
        Self { store, after: Mutex::new(Uuid::nil()) }
    }

    /// Folds hours older than 8 days into days, and days older than a year into one row; looks at
    /// up to 5,000 subjects, and deletes the counts of those that were deleted.
    pub(super) async fn sweep(&self) -> Result<(), Error> {
        self.store.require_clock()?;
        let now = self.store.now().0;
        self.fold(Span::Hour, start_of(now, HOUR) - KEEP_HOURS).await?;
        self.fold(Span::Day, start_of(now, DAY) - KEEP_DAYS).await?;

        for _ in 0..PAGES {
            if !self.delete_dead().await? {
                break;
            }
        }
        Ok(())
    }

    /// Adds the rows of a span that began before `end` to the longer span, and deletes them.
    async fn fold(&self, span: Span, end: i64) -> Result<(), Error> {
        let old = Entity::find().filter(Column::Span.eq(span)).filter(Column::StartsAt.lt(end));
        let batch = old.select_only().columns(Entity::KEY).limit(BATCH).into_query();
        let key = Expr::tuple(Entity::KEY.map(IntoSimpleExpr::into_simple_expr));
        loop {
            let tx = self.store.begin().await?;
            let delete = Entity::delete_many().filter(key.clone().in_subquery(batch.clone()));
            let rows = delete.exec_with_returning(&tx).await?;
            let deleted = rows.len() as u64;
            add_rows(&tx, &folded(rows)).await?;
            self.store.database().commit(tx).await?;
            if deleted < BATCH {
                return Ok(());
            }
        }
    }

    /// Deletes the counts of deleted subjects of the next page. `false` at the end of the table;
    /// the next call begins again.
    async fn delete_dead(&self) -> Result<bool, Error> {
        let after = *self.after.lock().unwrap_or_else(PoisonError::into_inner);
        let backend = self.store.read().get_database_backend();
        let limit = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let page = Statement::from_sql_and_values(backend, SUBJECTS, [after.into(), limit.into()]);
        let page = FoundSubject::find_by_statement(page).all(self.store.read()).await?;
        let page: Vec<_> = page.into_iter().map(|found| found.id).collect();

        let alive = self.alive(&page).await?;
        let dead = page.iter().copied().filter(|id| !alive.contains(id)).collect::<Vec<_>>();
        if !dead.is_empty() {
            let counts = Entity::find().filter(Column::SubjectId.is_in(dead));
            sweep_table(&self.store, counts, &Entity::KEY).await?;
        }

        let next = page.last().copied().filter(|_| page.len() == PAGE);
        *self.after.lock().unwrap_or_else(PoisonError::into_inner) = next.unwrap_or_default();
        Ok(next.is_some())
    }

    /// Those of some subjects that were not deleted.
    async fn alive(&self, ids: &[Uuid]) -> Result<HashSet<Uuid>, Error> {
        let (db, mut alive) = (self.store.read(), HashSet::new());
        let of =
            |column: key::Column| key::Entity::live().filter(column.is_in(ids.iter().copied()));
        alive.extend(found(of(key::Column::Id), key::Column::Id, db).await?);

        let column = application::Column::Id;
        let rows = application::Entity::live().filter(column.is_in(ids.iter().copied()));
        alive.extend(found(rows, column, db).await?);

        let column = client_secret::Column::Id;
        let rows = client_secret::Entity::find().filter(column.is_in(ids.iter().copied()));
        alive.extend(found(rows, column, db).await?);

        let column = api::Column::Id;
        let rows = api::Entity::find().filter(column.is_in(ids.iter().copied()));
        alive.extend(found(rows, column, db).await?);
        Ok(alive)
    }
}

async fn found<E: EntityTrait>(
    rows: Select<E>,
    id: E::Column,
    db: &impl ConnectionTrait,
) -> Result<Vec<Uuid>, Error> {
    Ok(rows.select_only().column(id).into_tuple().all(db).await?)
}

fn start_of(time: i64, length: i64) -> i64 {
    time.div_euclid(length) * length
}

/// Rows in the next longer span, in the order of their key.
fn folded(rows: Vec<Model>) -> Vec<Model> {
    let mut sums: BTreeMap<_, Model> = BTreeMap::new();
    for mut row in rows {
        (row.span, row.starts_at) = match row.span {
            Span::Hour => (Span::Day, Timestamp(start_of(row.starts_at.0, DAY))),
            Span::Day | Span::Earlier => (Span::Earlier, Timestamp(0)),
        };
        let key = (row.subject_id, row.starts_at, row.api_id, row.outcome);
        match sums.get_mut(&key) {
            None => {
                sums.insert(key, row);
            }
            Some(sum) => {
                row.calls += sum.calls;
                if row.last_at < sum.last_at {
                    row.last_at = sum.last_at;
                    row.last_source = sum.last_source.take();
                }
                *sum = row;
            }
        }
    }

    sums.into_values().collect()
}
