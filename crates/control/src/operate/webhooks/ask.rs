//! `testWebhook` and `redeliverWebhookEvent`. Both only record an event: it takes its place in the
//! chain, so that the delivery keeps the order, survives a crash, and is in the audit log.

use keyplane_entity::{
    audit_event,
    id::{AuditEventId, WebhookId},
    webhook::{self, REDELIVER, TEST},
};
use sea_orm::{ColumnTrait, QueryFilter};

use super::handle::{Webhooks, locked};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::{event::on_webhook, found},
};

impl Webhooks {
    /// Sends the event `webhook.test` to a webhook, whatever its event types are.
    pub async fn test(&self, actor: &Actor, id: WebhookId) -> Result<webhook::Model, Error> {
        self.ask(actor, id, None).await
    }

    /// Sends an earlier event to a webhook again, with its own ID, in turn after the events that
    /// wait.
    pub async fn redeliver(
        &self,
        actor: &Actor,
        id: WebhookId,
        event: AuditEventId,
    ) -> Result<webhook::Model, Error> {
        self.ask(actor, id, Some(event)).await
    }

    async fn ask(
        &self,
        actor: &Actor,
        id: WebhookId,
        again: Option<AuditEventId>,
    ) -> Result<webhook::Model, Error> {
        let found = found::webhook(&self.known, actor, id).await?;
        let scope = found.scope;
        let mut write = found.begin(&self.known, actor).await?;
        let row = locked(&write, &found.row).await?;
        if !row.enabled {
            return Err(Error::PreconditionFailed(format!(
                "the webhook {id} is disabled: enable it first"
            )));
        }

        let event = match again {
            None => on_webhook(TEST, &row),
            Some(again) => {
                let earlier = audit_event::Entity::in_scope(scope)
                    .filter(audit_event::Column::Id.eq(again))
                    .one(write.db())
                    .await?
                    .filter(|event| event.action != REDELIVER)
                    .ok_or(Error::NotFound("event"))?;
                if earlier.sequence > row.position {
                    return Err(Error::PreconditionFailed(format!(
                        "the event {again} was not sent yet: it is sent in turn"
                    )));
                }
                on_webhook(REDELIVER, &row).with("eventId", again.to_string())
            }
        };

        write.record(scope, event).await?;
        write.commit_only(Change::Uncached).await?;
        Ok(row)
    }
}
