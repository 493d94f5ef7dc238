//! The next event for a webhook, and its form in a delivery.

use keyplane_entity::{
    Scope,
    audit_event::{self, Column},
    id::AuditEventId,
    webhook::{self, REDELIVER},
};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use crate::{error::Error, operate::webhooks::Webhooks};

/// How many events are read at once.
const CHUNK: u64 = 50;
/// The longest `changes` that a delivery contains, in bytes.
const MAX_CHANGES: usize = 16 * 1024;

/// An event to send.
pub(super) struct Dispatch {
    /// The event's place in the chain that led to the delivery.
    pub(super) place: i64,
    /// The event that is sent: the one at `place`, or the earlier one that it asks for.
    pub(super) event: audit_event::Model,
}

impl Webhooks {
    /// The first event beyond a webhook's position that it wants. Its position moves past those that
    /// it does not want.
    pub(super) async fn next_delivery(
        &self,
        webhook: &mut webhook::Model,
    ) -> Result<Option<Dispatch>, Error> {
        let scope = webhook.scope();
        loop {
            let events = audit_event::Entity::in_scope(scope)
                .filter(Column::Sequence.gt(webhook.position))
                .order_by_asc(Column::Sequence)
                .limit(CHUNK)
                .all(self.known.store().read())
                .await?;
            if events.is_empty() {
                return Ok(None);
            }

            for event in events {
                let place = event.sequence;
                let wanted = webhook.wants(&event);
                let event = if wanted { self.asked_for(scope, event).await? } else { None };
                if let Some(event) = event {
                    return Ok(Some(Dispatch { place, event }));
                }
                webhook.position = place;
            }

            let tx = self.known.store().begin().await?;
            let holds = self.renew(&tx, webhook).await?;
            self.known.store().database().commit(tx).await?;
            if !holds {
                return Ok(None);
            }
        }
    }

    /// The event itself, or the earlier one of the scope that it asks for; `None` if there is none.
    async fn asked_for(
        &self,
        scope: Scope,
        event: audit_event::Model,
    ) -> Result<Option<audit_event::Model>, Error> {
        if event.action != REDELIVER {
            return Ok(Some(event));
        }
        let changes: Value = serde_json::from_str(&event.changes).unwrap_or_default();
        let id = changes["eventId"].as_str().and_then(|id| id.parse::<AuditEventId>().ok());
        let Some(id) = id else { return Ok(None) };
        let earlier = audit_event::Entity::in_scope(scope).filter(Column::Id.eq(id));
        Ok(earlier.one(self.known.store().read()).await?)
    }
}

/// The body of a delivery. It names objects and what changed, and holds no secret, as the audit log
/// holds none.
pub(super) fn body(event: &audit_event::Model) -> String {
    let changes = if event.changes.len() > MAX_CHANGES {
        Value::Null
    } else {
        serde_json::from_str(&event.changes).unwrap_or_default()
    };

    let mut actor = json!({
        "type": sea_orm::ActiveEnum::to_value(&event.actor_type),
        "keyId": event.actor_key_id.map(|id| id.to_string()),
        "kid": event.actor_kid,
    });
    if let Some(operator) = &event.operator {
        actor["operator"] = serde_json::from_str(operator).unwrap_or_default();
    }

    let project = Scope::from_id(event.scope_id).project();
    json!({
        "type": event.action,
        "timestamp": event.at.to_string(),
        "data": {
            "eventId": event.id.to_string(),
            "sequence": event.sequence,
            "projectId": project.map(|id| id.to_string()),
            "targetId": event.target_id,
            "actor": actor,
            "changes": changes,
        },
    })
    .to_string()
}
