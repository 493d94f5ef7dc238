//! The secrets that sign the deliveries of webhooks.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::WebhookId};

/// A secret of a webhook. During a rotation there are two.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_secret")]
pub struct Model {
    /// ID, internal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Scope of the webhook.
    pub scope_id: Uuid,
    /// Webhook whose deliveries it signs.
    pub webhook_id: WebhookId,
    /// The sealed secret, 32 bytes before sealing.
    pub sealed_secret: Vec<u8>,
    /// ID of the master key that sealed the secret.
    pub master_key_id: String,
    /// Creation time.
    pub created_at: Timestamp,
    /// Time from which it signs no longer; null for the current secret.
    pub expires_at: Option<Timestamp>,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it signs at `now`.
    pub fn signs(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

impl Entity {
    /// The secrets of a webhook.
    pub fn of(webhook: WebhookId) -> Select<Self> {
        Self::find().filter(Column::WebhookId.eq(webhook))
    }
}
