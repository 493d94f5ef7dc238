//! The lease: of several processes, one delivers.

use keyplane_entity::audit_stream::lease::{Column, Entity, ID, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use uuid::Uuid;

use crate::{
    error::Error,
    store::{Store, database::Transaction},
};

/// How long a lease lasts, in seconds: longer than a delivery may take, and short enough that another
/// process soon continues for one that was killed.
pub(super) const LEASE_SECONDS: i64 = 30;

/// Takes or extends the lease, by the database's clock. `false` if another process has it.
pub(super) async fn take(store: &Store, own: Uuid) -> Result<bool, Error> {
    let tx = store.begin().await?;
    let now = store.now();
    let free = Column::Holder.eq(own).or(Column::EndsAt.lte(now));
    let mut taken = extend(&tx, store, own, free).await?;
    if !taken {
        // The first process ever makes the row.
        let row = Model { id: ID, holder: own, ends_at: now.plus_seconds(LEASE_SECONDS) };
        let made = Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(&tx)
            .await?;
        taken = matches!(made, sea_orm::TryInsertResult::Inserted(1));
    }
    store.database().commit(tx).await?;
    Ok(taken)
}

/// Extends the lease in a transaction that depends on it. An error if another process has it.
pub(super) async fn keep(tx: &Transaction, store: &Store, own: Uuid) -> Result<(), Error> {
    if extend(tx, store, own, Column::Holder.eq(own)).await? {
        return Ok(());
    }
    Err(Error::PreconditionFailed("another process delivers the audit stream now".into()))
}

/// Ends the lease, so that another process continues at once.
pub(super) async fn release(store: &Store, own: Uuid) -> Result<(), Error> {
    let tx = store.begin().await?;
    Entity::update_many()
        .col_expr(Column::EndsAt, Expr::value(0_i64))
        .filter(Column::Holder.eq(own))
        .exec(&tx)
        .await?;
    store.database().commit(tx).await
}

async fn extend(
    db: &impl ConnectionTrait,
    store: &Store,
    own: Uuid,
    condition: Expr,
) -> Result<bool, Error> {
    let changed = Entity::update_many()
        .col_expr(Column::Holder, Expr::value(own))
        .col_expr(Column::EndsAt, Expr::value(store.now().plus_seconds(LEASE_SECONDS)))
        .filter(condition)
        .exec(db)
        .await?;
    Ok(changed.rows_affected == 1)
}
