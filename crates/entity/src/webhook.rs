//! Webhooks: URLs that the audit events of a scope are sent to.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{Scope, Timestamp, audit_event, id::WebhookId};

/// The event that tests a webhook, and that only this webhook receives.
pub const TEST: &str = "webhook.test";
/// The event that asks for an earlier event to be sent again. It is never sent itself.
pub const REDELIVER: &str = "webhook.redeliver";

/// Event types, a JSON array in the database. An empty list stands for every type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct EventTypes(pub Vec<String>);

/// A URL that receives the events of a scope, one after another, in the order of the scope's chain.
///
/// What is to be sent is not stored: it is every event of the chain beyond `position` that the
/// webhook [wants](Model::wants).
///
/// Serialises its settings under their public names, as audit events show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    /// ID; `whk_…` in public form.
    #[serde(skip)]
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookId,
    /// Scope whose events are sent.
    #[serde(skip)]
    pub scope_id: Uuid,
    /// URL that events are sent to, at most 2,048 bytes.
    pub url: String,
    /// Types of events to send; empty for every type.
    pub event_types: EventTypes,
    /// Whether events are sent. A disabled webhook keeps its position.
    pub enabled: bool,
    /// Sequence of the last event of the chain that is done: sent, or not wanted.
    #[serde(skip)]
    pub position: i64,
    /// Time from which a process may work on the webhook. A process that works on it sets it ahead,
    /// so that no other does; after a failure it is the time of the next attempt.
    #[serde(skip)]
    pub due_at: Timestamp,
    /// Time of the first failure since the last success or the last change by an operator; null if
    /// there was none.
    #[serde(skip)]
    pub failing_since: Option<Timestamp>,
    /// Creation time.
    #[serde(skip)]
    pub created_at: Timestamp,
    /// Time of the last delivery that the receiver accepted; null if there was none.
    #[serde(skip)]
    pub last_delivery_at: Option<Timestamp>,
    /// Why the last attempt failed; null if it succeeded.
    #[serde(skip)]
    pub last_error: Option<String>,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Scope whose events are sent.
    pub fn scope(&self) -> Scope {
        Scope::from_id(self.scope_id)
    }

    /// Whether an event of the scope leads to a delivery.
    pub fn wants(&self, event: &audit_event::Model) -> bool {
        match &*event.action {
            // These concern one webhook, whatever its types.
            TEST | REDELIVER => event.target_id.as_deref() == Some(&*self.id.to_string()),
            action => {
                let types = &self.event_types.0;
                types.is_empty() || types.iter().any(|own| own == action)
            }
        }
    }
}

impl Entity {
    /// A scope's webhooks; every query on behalf of a scope starts here.
    pub fn in_scope(scope: Scope) -> Select<Self> {
        Self::find().filter(Column::ScopeId.eq(scope.id()))
    }
}
