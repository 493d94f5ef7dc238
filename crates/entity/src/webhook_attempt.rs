//! Attempts to deliver an event to a webhook.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::WebhookId};

/// One attempt.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_attempt")]
pub struct Model {
    /// ID, internal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Webhook that the event was sent to.
    pub webhook_id: WebhookId,
    /// Sequence of the event that led to the delivery.
    pub place: i64,
    /// Sequence of the event that was sent: `place`, or an earlier one that was asked for again.
    pub sequence: i64,
    /// Time of the attempt.
    pub at: Timestamp,
    /// Time until the answer or the failure, in milliseconds.
    pub duration_ms: i64,
    /// HTTP status of the answer; null without an answer.
    pub status: Option<i32>,
    /// Why the attempt failed; null if the receiver accepted the event.
    pub error: Option<String>,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The attempts of a webhook.
    pub fn of(webhook: WebhookId) -> Select<Self> {
        Self::find().filter(Column::WebhookId.eq(webhook))
    }
}
