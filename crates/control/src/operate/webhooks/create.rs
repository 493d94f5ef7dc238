//! `createWebhook`.

use keyplane_entity::{
    Scope,
    id::{ProjectId, WebhookId},
    webhook::{self, EventTypes},
};
use sea_orm::{EntityTrait, IntoActiveModel, PaginatorTrait};

use super::{
    handle::{NOUN, WebhookWithSecret, Webhooks, require},
    settings::{WebhookSettings, audited},
};
use crate::{
    error::Error,
    input::Patch,
    known::{Actor, Change},
    operate::{event::on_webhook, found, write::Write},
};

/// The most webhooks of a scope.
const MAX_WEBHOOKS: u64 = 10;

/// Arguments of `createWebhook`.
#[derive(Clone, Debug)]
pub struct CreateWebhook {
    /// Project whose events are sent; `None`: the instance's own events.
    pub project_id: Option<ProjectId>,
    /// URL that events are sent to.
    pub url: String,
    /// Types of events to send; empty: every type.
    pub event_types: Vec<String>,
}

impl Webhooks {
    /// Creates a webhook with a secret. It gets the events that follow its own creation.
    pub async fn create(
        &self,
        actor: &Actor,
        request: CreateWebhook,
    ) -> Result<WebhookWithSecret, Error> {
        let scope = request.project_id.map_or(Scope::Instance, Scope::Project);
        require(actor, scope)?;
        let mut row = self.draft(scope, request)?;
        let permission = found::permission_of_webhooks(scope);
        let mut write = Write::begin(&self.known, actor, permission, &[scope]).await?;
        require(write.actor(), scope)?;
        write.actor().require_unending(NOUN)?;
        if let Scope::Project(project) = scope {
            write.project(project).await?;
        }

        if webhook::Entity::in_scope(scope).count(write.db()).await? >= MAX_WEBHOOKS {
            return Err(Error::PreconditionFailed(format!(
                "there are {MAX_WEBHOOKS} webhooks already, the most that a project or the \
                 instance can have: delete one first"
            )));
        }

        write
            .record(scope, on_webhook("webhook.create", &row).with_settings(&audited(&row))?)
            .await?;
        row.position = write.sequence(scope)?;
        row.created_at = write.now;
        row.due_at = write.now;
        webhook::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        let secret = write.insert_webhook_key(&row).await?;
        write.commit_only(Change::Uncached).await?;
        Ok(WebhookWithSecret { webhook: row, secret })
    }

    fn draft(&self, scope: Scope, request: CreateWebhook) -> Result<webhook::Model, Error> {
        let now = self.known.store().now();
        let mut row = webhook::Model {
            id: WebhookId(self.known.store().new_id()),
            scope_id: scope.id(),
            url: String::new(),
            event_types: EventTypes::default(),
            enabled: true,
            position: 0,
            due_at: now,
            failing_since: None,
            created_at: now,
            last_delivery_at: None,
            last_error: None,
        };

        let settings = WebhookSettings {
            url: Patch::Set(request.url),
            event_types: Patch::Set(request.event_types),
            enabled: Patch::Keep,
        };
        settings.apply(&self.outside, &mut row)?;
        Ok(row)
    }
}
