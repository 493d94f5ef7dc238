//! `deleteWebhook`.

use keyplane_entity::{Scope, id::WebhookId, webhook, webhook_secret};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter};

use super::handle::{Webhooks, locked};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::{
        event::{on_webhook, receiver_of},
        found,
    },
};

impl Webhooks {
    /// Deletes a webhook with its secrets. Events that wait are not sent.
    pub async fn delete(&self, actor: &Actor, id: WebhookId) -> Result<WebhookId, Error> {
        let found = found::webhook(&self.known, actor, id).await?;
        let scope = found.scope;
        let mut write = found.begin(&self.known, actor).await?;
        let row = locked(&write, &found.row).await?;

        webhook_secret::Entity::delete_many()
            .filter(webhook_secret::Column::WebhookId.eq(id))
            .exec(write.db())
            .await?;
        let event = on_webhook("webhook.delete", &row).with("url", receiver_of(&row));
        row.delete(write.db()).await?;
        write.record(scope, event).await?;
        write.commit_only(Change::Uncached).await?;
        Ok(id)
    }
}

/// Deletes the webhooks of a scope that was deleted. Its last event reaches the webhooks of the
/// instance only.
pub(crate) async fn forget_webhooks(db: &impl ConnectionTrait, scope: Scope) -> Result<(), Error> {
    webhook_secret::Entity::delete_many()
        .filter(webhook_secret::Column::ScopeId.eq(scope))
        .exec(db)
        .await?;
    webhook::Entity::delete_many().filter(webhook::Column::ScopeId.eq(scope)).exec(db).await?;
    Ok(())
}
