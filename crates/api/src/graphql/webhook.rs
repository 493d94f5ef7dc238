//! Webhooks and their deliveries.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, SimpleObject, dataloader::Loader};
use keyplane_control::{Delivery, DeliveryListing, WebhookListing};
use keyplane_entity::{id::WebhookId, webhook, webhook_attempt};

use super::{
    access::{Access, Reader},
    audit_event::AuditEvent,
    connection::{Connection, listing, page},
    failure::Failure,
    loaders::{Loaded, by_id},
    project::Project,
    scalars::DateTime,
};

by_id!(WebhookId => webhooks_by_id => Webhook);
listing!(WebhookListing: webhook::Model => Webhook, webhooks, count_webhooks);
listing!(DeliveryListing: Delivery => WebhookDelivery, deliveries, count_deliveries);

/// URL that receives the events of a project or of the instance (Standard Webhooks).
#[derive(Clone, Description)]
pub(crate) struct Webhook(Arc<webhook::Model>);

impl From<webhook::Model> for Webhook {
    fn from(model: webhook::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl Webhook {
    /// ID, such as `whk_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// URL that events are sent to, at most 2,048 characters. Its scheme, host and port alone without
    /// `AUDIT_READ`, because path and query can hold a secret of the receiver.
    async fn url(&self) -> &str {
        &self.0.url
    }

    /// Types of events to send, sorted; empty for every type.
    async fn event_types(&self) -> &[String] {
        &self.0.event_types.0
    }

    /// Whether events are sent. A disabled webhook keeps its place: once enabled, it gets the events
    /// that it missed.
    async fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time of the last delivery that the receiver accepted; null if there was none.
    async fn last_delivery_at(&self) -> Option<DateTime> {
        self.0.last_delivery_at.map(DateTime::from)
    }

    /// Why the last attempt failed; null if it succeeded, or if there was none.
    async fn last_error(&self) -> Option<&str> {
        self.0.last_error.as_deref()
    }

    /// Time of the next attempt after a failure; null if none failed since the last success or
    /// change, or if the webhook is disabled.
    async fn next_attempt_at(&self) -> Option<DateTime> {
        let fails = self.0.enabled && self.0.failing_since.is_some();
        fails.then(|| self.0.due_at.into())
    }

    /// Number of events since the last one that was handled, also those of other types.
    async fn backlog(&self, context: &Context<'_>) -> Result<i64, Failure> {
        Ok(Access::of(context).load(BacklogOf(self.0.id)).await?.unwrap_or_default())
    }

    /// Ed25519 public keys that verify the signatures `v1a`, as `whpk_…`; the newest first. Two
    /// during a rotation.
    async fn public_keys(&self, context: &Context<'_>) -> Result<Vec<String>, Failure> {
        Ok(Access::of(context).load(PublicKeysOf(self.0.id)).await?.unwrap_or_default())
    }

    /// Project whose events are sent; null for the events of the instance.
    async fn project(&self, context: &Context<'_>) -> Result<Option<Project>, Failure> {
        match self.0.scope().project() {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// Events that were sent in the last 30 days, accepted or not, the latest event first. Needs
    /// `AUDIT_READ`; null without it.
    async fn deliveries(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Option<Connection<DeliveryListing>>, Failure> {
        let listing = DeliveryListing {
            scope: self.0.scope(),
            webhook: self.0.id,
            page: page(first, after, None, None)?,
        };
        Connection::open(context, listing).await.map(Some)
    }
}

/// Event that was sent to a webhook.
#[derive(SimpleObject)]
pub(crate) struct WebhookDelivery {
    /// The event; its ID is the `webhook-id` of each attempt.
    event: AuditEvent,
    /// Time of the last attempt that the receiver accepted; null if there was none yet.
    delivered_at: Option<DateTime>,
    /// Number of attempts.
    attempt_count: u64,
    /// Attempts, the latest first, at most 20.
    attempts: Vec<WebhookAttempt>,
}

impl From<Delivery> for WebhookDelivery {
    fn from(delivery: Delivery) -> Self {
        Self {
            event: delivery.event.into(),
            delivered_at: delivery.delivered_at.map(DateTime::from),
            attempt_count: delivery.attempt_count,
            attempts: delivery.attempts.into_iter().map(Into::into).collect(),
        }
    }
}

/// Attempt to deliver an event to a webhook.
#[derive(SimpleObject)]
pub(crate) struct WebhookAttempt {
    /// Time of the attempt.
    at: DateTime,
    /// Time until the answer or the failure, in milliseconds.
    duration_ms: i64,
    /// HTTP status of the answer; null without an answer.
    status: Option<i32>,
    /// Why the attempt failed; null if the receiver accepted the event.
    error: Option<String>,
}

impl From<webhook_attempt::Model> for WebhookAttempt {
    fn from(row: webhook_attempt::Model) -> Self {
        Self {
            at: row.at.into(),
            duration_ms: row.duration_ms,
            status: row.status,
            error: row.error,
        }
    }
}

/// The number of events beyond the position of a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct BacklogOf(WebhookId);

impl Loader<BacklogOf> for Reader {
    type Value = Result<i64, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[BacklogOf]) -> Loaded<BacklogOf, i64> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().webhook_backlogs(&self.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, count)| (BacklogOf(id), Ok(count))).collect())
    }
}

/// The public keys of a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct PublicKeysOf(WebhookId);

impl Loader<PublicKeysOf> for Reader {
    type Value = Result<Vec<String>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[PublicKeysOf]) -> Loaded<PublicKeysOf, Vec<String>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().webhook_public_keys(&self.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, keys)| (PublicKeysOf(id), Ok(keys))).collect())
    }
}
