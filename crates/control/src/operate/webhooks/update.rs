//! `updateWebhook`.

use keyplane_entity::{id::WebhookId, webhook};
use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};

use super::{
    handle::{NOUN, Webhooks, locked},
    settings::{WebhookSettings, audited, weighs},
};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::{event::on_webhook, found, write::Write},
};

/// Arguments of `updateWebhook`.
#[derive(Clone, Debug)]
pub struct UpdateWebhook {
    /// Webhook to change.
    pub webhook_id: WebhookId,
    /// Changes of its settings.
    pub settings: WebhookSettings,
}

impl Webhooks {
    /// Changes a webhook. If events wait for it, the next attempt is due at once.
    pub async fn update(
        &self,
        actor: &Actor,
        request: UpdateWebhook,
    ) -> Result<webhook::Model, Error> {
        let found = found::webhook(&self.known, actor, request.webhook_id).await?;
        let scope = found.scope;
        let mut write = found.begin(&self.known, actor).await?;
        let before = locked(&write, &found.row).await?;

        let mut row = before.clone();
        request.settings.apply(&self.outside, &mut row)?;
        if weighs(&before, &row) {
            write.actor().require_unending(NOUN)?;
        }
        // A process that is sending now no longer finds its claim, so it writes nothing more.
        row.due_at = write.now;
        row.failing_since = None;
        save(&write, &before, &row).await?;
        let (old, new) = (audited(&before), audited(&row));
        let has_other_path = old.url == new.url && before.url != row.url;
        let event = on_webhook("webhook.update", &row)
            .with_changes(&old, &new)?
            .with_some("urlPath", has_other_path.then_some("changed"));
        write.record(scope, event).await?;
        write.commit_only(Change::Uncached).await?;
        Ok(row)
    }
}

/// Writes what this use case changes, and nothing that a delivery may have written meanwhile: a
/// delivery does not take the lock of the scope.
async fn save(write: &Write, before: &webhook::Model, row: &webhook::Model) -> Result<(), Error> {
    let mut changed = before.clone().into_active_model();
    changed.url = Set(row.url.clone());
    changed.event_types = Set(row.event_types.clone());
    changed.enabled = Set(row.enabled);
    changed.due_at = Set(row.due_at);
    changed.failing_since = Set(row.failing_since);
    changed.update(write.db()).await?;
    Ok(())
}
