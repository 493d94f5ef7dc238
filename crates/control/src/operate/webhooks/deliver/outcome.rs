//! What follows from an attempt.

use keyplane_entity::{
    Timestamp, webhook,
    webhook_attempt::{self, Column},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    sea_query::Expr,
};

use super::{claim::held, counters::count, pace::next_attempt};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::{
        event::{on_webhook, receiver_of},
        found,
        webhooks::Webhooks,
        write::Write,
    },
};

/// The status by which a receiver says that it wants no further events.
const GONE: i32 = 410;

/// Whether the holder of a claim goes on with the next event.
pub(super) enum Settled {
    GoOn,
    Stop,
}

impl Webhooks {
    /// Writes an attempt and what follows from it: the next position, the time of the next attempt,
    /// or the end of the webhook.
    pub(super) async fn settle(
        &self,
        webhook: &mut webhook::Model,
        attempt: webhook_attempt::Model,
    ) -> Result<Settled, Error> {
        match &attempt.error {
            None => {
                count(&self.counters.delivered);
                webhook.last_delivery_at = Some(attempt.at);
                webhook.last_error = None;
                webhook.failing_since = None;
                webhook.position = attempt.place;
                self.advance(webhook, attempt).await
            }
            Some(error) => {
                count(&self.counters.failed);
                tracing::info!(
                    webhook = %webhook.id,
                    sequence = attempt.sequence,
                    %error,
                    "a delivery to a webhook failed"
                );
                webhook.last_error = Some(error.clone());
                webhook.failing_since.get_or_insert(attempt.at);
                self.put_off(webhook, attempt).await?;
                Ok(Settled::Stop)
            }
        }
    }

    async fn advance(
        &self,
        webhook: &mut webhook::Model,
        attempt: webhook_attempt::Model,
    ) -> Result<Settled, Error> {
        let store = self.known.store();
        let tx = store.begin().await?;
        if !self.renew(&tx, webhook).await? {
            return Ok(Settled::Stop);
        }
        insert(&tx, attempt).await?;
        store.database().commit(tx).await?;
        Ok(Settled::GoOn)
    }

    /// Sets the time of the next attempt, or disables the webhook.
    async fn put_off(
        &self,
        webhook: &webhook::Model,
        attempt: webhook_attempt::Model,
    ) -> Result<(), Error> {
        let store = self.known.store();
        let now = store.now();
        if attempt.status == Some(GONE) {
            return self.disable(webhook, attempt, "GONE").await;
        }

        let since = webhook.failing_since.unwrap_or(attempt.at);
        let earlier = webhook_attempt::Entity::of(webhook.id)
            .filter(Column::Place.eq(attempt.place))
            .filter(Column::At.gte(since))
            .count(store.read())
            .await?;
        let next = next_attempt(earlier + 1, since, now, store.entropy());
        let Some(next) = next else {
            return self.disable(webhook, attempt, "FAILING").await;
        };

        let tx = store.begin().await?;
        if is_held(&tx, webhook, next, true).await? {
            insert(&tx, attempt).await?;
            store.database().commit(tx).await?;
        }
        Ok(())
    }

    /// Disables a webhook. It keeps its position, so that nothing is lost if it is enabled again.
    async fn disable(
        &self,
        webhook: &webhook::Model,
        attempt: webhook_attempt::Model,
        reason: &str,
    ) -> Result<(), Error> {
        let (scope, actor) = (webhook.scope(), Actor::system());
        let permission = found::permission_of_webhooks(scope);
        let mut write = Write::begin(&self.known, &actor, permission, &[scope]).await?;
        if !is_held(write.db(), webhook, write.now, false).await? {
            return Ok(());
        }

        let event = on_webhook("webhook.disable", webhook)
            .with("url", receiver_of(webhook))
            .with("reason", reason)
            .with_some("lastError", webhook.last_error.as_deref());
        insert(write.db(), attempt).await?;
        write.record(scope, event).await?;
        write.commit_only(Change::Uncached).await?;
        count(&self.counters.disabled);
        tracing::warn!(webhook = %webhook.id, reason, "a webhook was disabled");
        Ok(())
    }
}

/// Ends a claim; `false` if it was lost.
async fn is_held(
    db: &impl ConnectionTrait,
    webhook: &webhook::Model,
    due_at: Timestamp,
    enabled: bool,
) -> Result<bool, Error> {
    let ended = held(webhook)
        .col_expr(webhook::Column::DueAt, Expr::value(due_at))
        .col_expr(webhook::Column::Enabled, Expr::value(enabled))
        .exec(db)
        .await?;
    Ok(ended.rows_affected == 1)
}

async fn insert(db: &impl ConnectionTrait, attempt: webhook_attempt::Model) -> Result<(), Error> {
    webhook_attempt::Entity::insert(attempt.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}
