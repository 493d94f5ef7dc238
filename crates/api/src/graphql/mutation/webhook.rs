//! Changes of webhooks.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{CreateWebhook, RotateWebhookSecret, UpdateWebhook, WebhookSettings};

use crate::graphql::{
    access::Access,
    failure::Failure,
    or_default::{DayOfSeconds, OrDefault},
    patch::patch,
    scalars::{id, reveal},
    webhook::Webhook,
};

/// Arguments for a new webhook.
#[derive(InputObject)]
pub(crate) struct CreateWebhookInput {
    /// ID of the project whose events are sent; the instance's own events if absent.
    project_id: Option<ID>,
    /// URL that events are sent to, at most 2,048 characters. Begins with `https://`; private
    /// addresses must be listed in `KEYPLANE_ALLOW_PRIVATE_ISSUERS`.
    url: String,
    /// Types of events to send, such as `key.expiring`; every type if absent or empty.
    event_types: Option<Vec<String>>,
}

/// Changes to a webhook. An absent field keeps its value. If events wait, the next attempt is made
/// at once.
#[derive(InputObject)]
pub(crate) struct UpdateWebhookInput {
    /// ID of the webhook.
    webhook_id: ID,
    /// URL that events are sent to.
    url: MaybeUndefined<String>,
    /// Types of events to send; every type if empty or null. Applies to the events that wait, too.
    event_types: MaybeUndefined<Vec<String>>,
    /// Whether events are sent. A disabled webhook keeps its place.
    enabled: MaybeUndefined<bool>,
}

/// Arguments of `rotateWebhookSecret`.
#[derive(InputObject)]
pub(crate) struct RotateWebhookSecretInput {
    /// ID of the webhook.
    webhook_id: ID,
    /// Time in seconds for which deliveries are signed with the previous secret too, 0 to
    /// 7,776,000; default 86,400.
    #[graphql(default)]
    overlap_seconds: OrDefault<DayOfSeconds>,
}

/// Arguments of `testWebhook`.
#[derive(InputObject)]
pub(crate) struct TestWebhookInput {
    /// ID of the webhook.
    webhook_id: ID,
}

/// Arguments of `redeliverWebhookEvent`.
#[derive(InputObject)]
pub(crate) struct RedeliverWebhookEventInput {
    /// ID of the webhook.
    webhook_id: ID,
    /// ID of the event, `evt_…`: one that the webhook has passed, sent or not.
    event_id: ID,
}

/// Arguments of `deleteWebhook`.
#[derive(InputObject)]
pub(crate) struct DeleteWebhookInput {
    /// ID of the webhook to delete.
    webhook_id: ID,
}

/// Result of `createWebhook`.
#[derive(SimpleObject)]
pub(crate) struct CreateWebhookPayload {
    /// The new webhook.
    webhook: Webhook,
    /// `whsec_…`, which verifies the signatures `v1`. Shown only in this response.
    secret: String,
}

/// Result of `updateWebhook`.
#[derive(SimpleObject)]
pub(crate) struct UpdateWebhookPayload {
    /// The changed webhook.
    webhook: Webhook,
}

/// Result of `rotateWebhookSecret`.
#[derive(SimpleObject)]
pub(crate) struct RotateWebhookSecretPayload {
    /// The webhook.
    webhook: Webhook,
    /// The new `whsec_…`. Shown only in this response.
    secret: String,
}

/// Result of `testWebhook`.
#[derive(SimpleObject)]
pub(crate) struct TestWebhookPayload {
    /// The webhook.
    webhook: Webhook,
}

/// Result of `redeliverWebhookEvent`.
#[derive(SimpleObject)]
pub(crate) struct RedeliverWebhookEventPayload {
    /// The webhook.
    webhook: Webhook,
}

/// Result of `deleteWebhook`.
#[derive(SimpleObject)]
pub(crate) struct DeleteWebhookPayload {
    /// ID of the deleted webhook.
    deleted_id: ID,
}

/// Changes of webhooks.
#[derive(Default)]
pub(crate) struct WebhookMutation;

#[Object]
impl WebhookMutation {
    /// Creates a webhook, which gets the events from now on. Needs `AUDIT_READ` and
    /// `PROJECT_WRITE`, for the instance `INSTANCE_WRITE`.
    async fn create_webhook(
        &self,
        context: &Context<'_>,
        input: CreateWebhookInput,
    ) -> Result<CreateWebhookPayload, Failure> {
        let access = Access::of(context);
        let input = CreateWebhook {
            project_id: input.project_id.map(|project| id(&project, "project")).transpose()?,
            url: input.url,
            event_types: input.event_types.unwrap_or_default(),
        };
        let made = access.control().webhooks().create(access.actor(), input).await?;
        Ok(CreateWebhookPayload { webhook: made.webhook.into(), secret: reveal(&made.secret) })
    }

    /// Changes a webhook. Needs `AUDIT_READ` and `PROJECT_WRITE`, for the instance
    /// `INSTANCE_WRITE`.
    async fn update_webhook(
        &self,
        context: &Context<'_>,
        input: UpdateWebhookInput,
    ) -> Result<UpdateWebhookPayload, Failure> {
        let access = Access::of(context);
        let input = UpdateWebhook {
            webhook_id: id(&input.webhook_id, "webhook")?,
            settings: WebhookSettings {
                url: patch(input.url),
                event_types: patch(input.event_types),
                enabled: patch(input.enabled),
            },
        };
        let webhook = access.control().webhooks().update(access.actor(), input).await?;
        Ok(UpdateWebhookPayload { webhook: webhook.into() })
    }

    /// Makes a new secret and key pair for a webhook. Needs `AUDIT_READ` and `PROJECT_WRITE`, for
    /// the instance `INSTANCE_WRITE`.
    async fn rotate_webhook_secret(
        &self,
        context: &Context<'_>,
        input: RotateWebhookSecretInput,
    ) -> Result<RotateWebhookSecretPayload, Failure> {
        let access = Access::of(context);
        let input = RotateWebhookSecret {
            webhook_id: id(&input.webhook_id, "webhook")?,
            overlap_seconds: input.overlap_seconds.value().into(),
        };
        let made = access.control().webhooks().rotate_secret(access.actor(), input).await?;
        let (webhook, secret) = (made.webhook.into(), reveal(&made.secret));
        Ok(RotateWebhookSecretPayload { webhook, secret })
    }

    /// Sends the event `webhook.test` to a webhook, in turn after the events that wait. Needs
    /// `AUDIT_READ` and `PROJECT_WRITE`, for the instance `INSTANCE_WRITE`.
    async fn test_webhook(
        &self,
        context: &Context<'_>,
        input: TestWebhookInput,
    ) -> Result<TestWebhookPayload, Failure> {
        let access = Access::of(context);
        let webhook = id(&input.webhook_id, "webhook")?;
        let webhook = access.control().webhooks().test(access.actor(), webhook).await?;
        Ok(TestWebhookPayload { webhook: webhook.into() })
    }

    /// Sends an earlier event to a webhook again, with the same `webhook-id`, in turn after the
    /// events that wait. Needs `AUDIT_READ` and `PROJECT_WRITE`, for the instance `INSTANCE_WRITE`.
    async fn redeliver_webhook_event(
        &self,
        context: &Context<'_>,
        input: RedeliverWebhookEventInput,
    ) -> Result<RedeliverWebhookEventPayload, Failure> {
        let access = Access::of(context);
        let webhook = id(&input.webhook_id, "webhook")?;
        let event = id(&input.event_id, "event")?;
        let webhook = access.control().webhooks().redeliver(access.actor(), webhook, event).await?;
        Ok(RedeliverWebhookEventPayload { webhook: webhook.into() })
    }

    /// Deletes a webhook; events that wait are not sent. Needs `AUDIT_READ` and `PROJECT_WRITE`,
    /// for the instance `INSTANCE_WRITE`.
    async fn delete_webhook(
        &self,
        context: &Context<'_>,
        input: DeleteWebhookInput,
    ) -> Result<DeleteWebhookPayload, Failure> {
        let access = Access::of(context);
        let webhook = id(&input.webhook_id, "webhook")?;
        let deleted = access.control().webhooks().delete(access.actor(), webhook).await?;
        Ok(DeleteWebhookPayload { deleted_id: deleted.to_string().into() })
    }
}
