//! Deletion of expired rows, in small batches, so that nothing waits for it.

use keyplane_entity::{
    change_notice, opaque_token, operator_session, revoked_token, spent_assertion, webhook_attempt,
    webhook_secret,
};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoSimpleExpr, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait},
};

use crate::{error::Error, store::Store};

/// Maximum number of rows of one transaction.
pub(super) const BATCH: u64 = 500;
/// How long expired rows are kept, in seconds: more than any leeway. If a clock steps ahead by
/// less, spent assertions and revoked tokens stay spent and revoked.
const MARGIN_SECONDS: i64 = 86_400;
/// How long attempts of deliveries are kept, in seconds: 30 days.
const ATTEMPTS_SECONDS: i64 = 30 * 86_400;

/// How long change notices are kept, in seconds: replicas read them within a second or two.
const NOTICE_SECONDS: i64 = 3_600;

/// Deletes spent assertions, revoked tokens, opaque tokens, secrets of webhooks and sessions of
/// operators that ended a day ago, change notices of an hour ago, and attempts of deliveries after 30 days, by the database's
/// clock.
pub(super) async fn sweep(store: &Store) -> Result<(), Error> {
    store.require_clock()?;
    let over = store.now().plus_seconds(-MARGIN_SECONDS);
    let spent = spent_assertion::Column::ExpiresAt.lte(over);
    let revoked = revoked_token::Column::ExpiresAt.lte(over);
    let opaque = opaque_token::Column::ExpiresAt.lte(over);

    sweep_table(
        store,
        spent_assertion::Entity::find().filter(spent),
        &[spent_assertion::Column::ApplicationId, spent_assertion::Column::Digest],
    )
    .await?;
    sweep_table(
        store,
        revoked_token::Entity::find().filter(revoked),
        &[revoked_token::Column::ProjectId, revoked_token::Column::Jti],
    )
    .await?;
    sweep_table(
        store,
        opaque_token::Entity::find().filter(opaque),
        &[opaque_token::Column::Digest],
    )
    .await?;

    let ended = webhook_secret::Column::ExpiresAt.lte(over);
    let ended = webhook_secret::Entity::find().filter(ended);
    sweep_table(store, ended, &[webhook_secret::Column::Id]).await?;

    let sessions = operator_session::Column::ExpiresAt.lte(over);
    let sessions = operator_session::Entity::find().filter(sessions);
    sweep_table(store, sessions, &[operator_session::Column::Id]).await?;

    let old = store.now().plus_seconds(-ATTEMPTS_SECONDS);
    let attempts = webhook_attempt::Entity::find().filter(webhook_attempt::Column::At.lte(old));
    sweep_table(store, attempts, &[webhook_attempt::Column::Id]).await?;

    let read = change_notice::Column::WrittenAt.lte(store.now().plus_seconds(-NOTICE_SECONDS));
    let position = &[change_notice::Column::Position];
    sweep_table(store, change_notice::Entity::find().filter(read), position).await
}

pub(super) async fn sweep_table<E: EntityTrait>(
    store: &Store,
    ended: Select<E>,
    key: &[E::Column],
) -> Result<(), Error> {
    let batch = ended.select_only().columns(key.iter().copied()).limit(BATCH).into_query();
    let key = Expr::tuple(key.iter().map(|column| column.into_simple_expr()));
    loop {
        let tx = store.begin().await?;
        let delete = E::delete_many().filter(key.clone().in_subquery(batch.clone()));
        let deleted = delete.exec(&tx).await?.rows_affected;
        store.database().commit(tx).await?;
        if deleted < BATCH {
            return Ok(());
        }
    }
}
