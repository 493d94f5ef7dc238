//! Claims of webhooks. The holder of a claim knows the `due_at` that it wrote.

use keyplane_entity::{
    Timestamp, audit_chain,
    webhook::{self, Column},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Select, UpdateMany,
    sea_query::{Expr, ExprTrait, IntoCondition, Query},
};

use crate::{error::Error, operate::webhooks::Webhooks};

/// How long a claim holds without a sign of its process, in seconds. One request takes five at most.
const CLAIM_SECONDS: i64 = 30;

impl Webhooks {
    /// Claims webhooks that have events to send, at most `most`: those that wait the longest.
    pub(super) async fn claim(&self, most: usize) -> Result<Vec<webhook::Model>, Error> {
        let store = self.known.store();
        let now = store.now();
        let due = waiting()
            .filter(Column::DueAt.lte(now))
            .order_by_asc(Column::DueAt)
            .limit(u64::try_from(most).unwrap_or(0));
        let due = due.all(store.read()).await?;
        if due.is_empty() {
            return Ok(due);
        }

        let tx = store.begin().await?;
        let mut claimed = Vec::with_capacity(due.len());
        for mut webhook in due {
            // The position too must be as it was read: another process may have worked in between.
            let as_read = Column::Position.eq(webhook.position);
            if self.renew_if(&tx, &mut webhook, as_read).await? {
                claimed.push(webhook);
            }
        }
        store.database().commit(tx).await?;
        Ok(claimed)
    }

    /// Sets the end of a claim ahead and writes the position. `false` if the claim is lost: another
    /// process has it, or the webhook was changed, disabled or deleted.
    pub(super) async fn renew(
        &self,
        db: &impl ConnectionTrait,
        webhook: &mut webhook::Model,
    ) -> Result<bool, Error> {
        self.renew_if(db, webhook, Condition::all()).await
    }

    async fn renew_if(
        &self,
        db: &impl ConnectionTrait,
        webhook: &mut webhook::Model,
        condition: impl IntoCondition,
    ) -> Result<bool, Error> {
        // Later than the claim before, so that each claim has a value of its own.
        let until = self.known.store().now().plus_seconds(CLAIM_SECONDS);
        let until = Ord::max(until, Timestamp(webhook.due_at.0 + 1));
        let held = held(webhook)
            .col_expr(Column::DueAt, Expr::value(until))
            .filter(condition.into_condition());
        let held = held.exec(db).await?;
        webhook.due_at = until;
        Ok(held.rows_affected == 1)
    }

    /// Gives a claim back: the webhook is due at once if it has more events.
    pub(super) async fn release(&self, webhook: &webhook::Model) -> Result<(), Error> {
        let store = self.known.store();
        let tx = store.begin().await?;
        held(webhook).col_expr(Column::DueAt, Expr::value(store.now())).exec(&tx).await?;
        store.database().commit(tx).await
    }
}

/// Enabled webhooks with events beyond their position.
fn waiting() -> Select<webhook::Entity> {
    let beyond = Query::select()
        .expr(Expr::value(1))
        .from(audit_chain::Entity)
        .and_where(
            Expr::col((audit_chain::Entity, audit_chain::Column::ScopeId))
                .equals((webhook::Entity, Column::ScopeId)),
        )
        .and_where(
            Expr::col((audit_chain::Entity, audit_chain::Column::Sequence))
                .gt(Expr::col((webhook::Entity, Column::Position))),
        )
        .to_owned();
    webhook::Entity::find().filter(Column::Enabled.eq(true)).filter(Expr::exists(beyond))
}

/// A change of a webhook that happens only while the claim holds. It writes what a claim holder
/// learns: the position, the last delivery, and how it failed.
pub(super) fn held(webhook: &webhook::Model) -> UpdateMany<webhook::Entity> {
    webhook::Entity::update_many()
        .col_expr(Column::Position, Expr::value(webhook.position))
        .col_expr(Column::FailingSince, Expr::value(webhook.failing_since))
        .col_expr(Column::LastDeliveryAt, Expr::value(webhook.last_delivery_at))
        .col_expr(Column::LastError, Expr::value(webhook.last_error.clone()))
        .filter(Column::Id.eq(webhook.id))
        .filter(Column::DueAt.eq(webhook.due_at))
        .filter(Column::Enabled.eq(true))
}
