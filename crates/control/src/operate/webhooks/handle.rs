//! The handle of the use cases about webhooks.

use std::sync::Arc;

use keyplane_entity::{Permission, Scope, webhook};
use sea_orm::{ColumnTrait, QueryFilter};
use secrecy::SecretString;

use super::deliver::Counters;
use crate::{
    error::Error,
    known::{Actor, Known},
    operate::{found, write::Write},
    outside::Outside,
};

/// What a refusal calls a webhook.
pub(super) const NOUN: &str = "webhook";

/// Makes, changes, tests and deletes webhooks, and sends events to them.
#[derive(Clone)]
pub struct Webhooks {
    pub(super) known: Known,
    pub(super) outside: Outside,
    pub(super) counters: Arc<Counters>,
}

/// A webhook with its new secret.
#[derive(Debug)]
pub struct WebhookWithSecret {
    /// The webhook.
    pub webhook: webhook::Model,
    /// `whsec_…`, which verifies the signatures `v1`. Shown only in this response.
    pub secret: SecretString,
}

impl Webhooks {
    pub(crate) fn new(known: Known, outside: Outside) -> Self {
        Self { known, outside, counters: Arc::default() }
    }
}

/// Refuses unless the actor may change the webhooks of a scope. Their events show what the audit log
/// shows, so `AUDIT_READ` is needed too.
pub(super) fn require(actor: &Actor, scope: Scope) -> Result<(), Error> {
    actor.require(found::permission_of_webhooks(scope), scope)?;
    actor.require(Permission::AuditRead, scope)
}

/// The webhook, read under its scope's lock, with the actor judged by its key's row.
pub(super) async fn locked(write: &Write, found: &webhook::Model) -> Result<webhook::Model, Error> {
    require(write.actor(), found.scope())?;
    let row = webhook::Entity::in_scope(found.scope()).filter(webhook::Column::Id.eq(found.id));
    row.one(write.db()).await?.ok_or(Error::NotFound("webhook"))
}
