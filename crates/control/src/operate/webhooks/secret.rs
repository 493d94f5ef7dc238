//! The secrets of webhooks: `rotateWebhookSecret`.

use keyplane_auth::WebhookKey;
use keyplane_entity::{id::WebhookId, webhook, webhook_secret};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use secrecy::SecretString;

use super::handle::{NOUN, WebhookWithSecret, Webhooks, locked};
use crate::{
    error::Error,
    input,
    known::{Actor, Change},
    operate::{event::on_webhook, found, write::Write},
};

/// The longest overlap of two secrets, in seconds: 90 days.
const MAX_OVERLAP_SECONDS: i64 = 90 * 86_400;

/// Arguments of `rotateWebhookSecret`.
#[derive(Clone, Debug)]
pub struct RotateWebhookSecret {
    /// The webhook.
    pub webhook_id: WebhookId,
    /// How long deliveries are signed with the previous secret too, in seconds, 0 to 7,776,000.
    pub overlap_seconds: i64,
}

impl Webhooks {
    /// Makes a new secret. The previous one signs too until the overlap ends; older ones end now.
    pub async fn rotate_secret(
        &self,
        actor: &Actor,
        request: RotateWebhookSecret,
    ) -> Result<WebhookWithSecret, Error> {
        let found = found::webhook(&self.known, actor, request.webhook_id).await?;
        let scope = found.scope;
        let overlap =
            input::within("overlapSeconds", request.overlap_seconds, 0, MAX_OVERLAP_SECONDS)?;
        let mut write = found.begin(&self.known, actor).await?;
        let row = locked(&write, &found.row).await?;
        // The new secret signs until the next rotation.
        write.actor().require_unending(NOUN)?;

        end_others(&write, row.id, overlap).await?;
        let secret = write.insert_webhook_key(&row).await?;
        let event = on_webhook("webhook.rotateSecret", &row).with("overlapSeconds", overlap);
        write.record(scope, event).await?;
        write.commit_only(Change::Uncached).await?;
        Ok(WebhookWithSecret { webhook: row, secret })
    }
}

impl Write {
    /// Makes a key for a webhook; returns its secret.
    pub(super) async fn insert_webhook_key(
        &self,
        webhook: &webhook::Model,
    ) -> Result<SecretString, Error> {
        let store = self.known.store();
        let key = WebhookKey::generate(store.entropy());
        let mut row = webhook_secret::Model {
            id: store.new_id(),
            scope_id: webhook.scope_id,
            webhook_id: webhook.id,
            sealed_secret: Vec::new(),
            master_key_id: String::new(),
            created_at: self.now,
            expires_at: None,
        };

        self.known.sealer().seal_webhook_key(self.db(), &mut row, &key).await?;
        webhook_secret::Entity::insert(row.into_active_model())
            .exec_without_returning(self.db())
            .await?;
        Ok(key.secret())
    }
}

/// Lets the newest secret sign for the overlap, and deletes the others.
async fn end_others(write: &Write, webhook: WebhookId, overlap: i64) -> Result<(), Error> {
    let newest = webhook_secret::Entity::of(webhook)
        .order_by_desc(webhook_secret::Column::Id)
        .one(write.db())
        .await?;
    let kept = newest.filter(|_| overlap > 0);

    let mut others =
        webhook_secret::Entity::delete_many().filter(webhook_secret::Column::WebhookId.eq(webhook));
    if let Some(kept) = &kept {
        others = others.filter(webhook_secret::Column::Id.ne(kept.id));
    }
    others.exec(write.db()).await?;

    if let Some(kept) = kept {
        let mut row = kept.into_active_model();
        row.expires_at = Set(Some(write.now.plus_seconds(overlap)));
        row.update(write.db()).await?;
    }
    Ok(())
}
