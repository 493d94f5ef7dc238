//! Audit events.

use std::sync::Arc;

use async_graphql::{Description, ID, InputObject, Json, Object};
use keyplane_control::{AuditFilter as Filter, Error};
use keyplane_entity::{audit_event, id::KeyId};

use super::{enums::ActorType, failure::Failure, scalars::DateTime};

/// Something that was done. `changes` holds what changed, and the reason where one was given;
/// never a secret.
#[derive(Clone, Description)]
pub(crate) struct AuditEvent(Arc<audit_event::Model>);

impl From<audit_event::Model> for AuditEvent {
    fn from(model: audit_event::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
#[Object(use_type_description)]
impl AuditEvent {
    /// `evt_…`
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// When it was done.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }

    /// What was done, `noun.verb`.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// Who did it.
    async fn actor_type(&self) -> ActorType {
        self.0.actor_type.into()
    }

    /// The admin key that did it.
    async fn actor_key_id(&self) -> Option<ID> {
        self.0.actor_key_id.map(|id| id.to_string().into())
    }

    /// The kid of that key.
    async fn actor_kid(&self) -> Option<&str> {
        self.0.actor_kid.as_deref()
    }

    /// What it was done to.
    async fn target_id(&self) -> Option<ID> {
        self.0.target_id.clone().map(ID::from)
    }

    /// What changed.
    async fn changes(&self) -> Result<Json<serde_json::Value>, Failure> {
        serde_json::from_str(&self.0.changes)
            .map(Json)
            .map_err(|error| Error::Internal(format!("changes of {}: {error}", self.0.id)).into())
    }

    /// The request that it came with.
    async fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// The address that the request came from.
    async fn source_address(&self) -> Option<&str> {
        self.0.source_address.as_deref()
    }

    /// Its place in the chain of its project, or of the instance; from 1.
    async fn sequence(&self) -> i64 {
        self.0.sequence
    }

    /// The hash of the event before it; empty for the first.
    async fn previous_hash(&self) -> &str {
        &self.0.previous_hash
    }

    /// SHA-256 over this event and `previousHash`, in hexadecimal.
    async fn hash(&self) -> &str {
        &self.0.hash
    }
}

/// Which events to list. Every field that is set has to fit.
#[derive(Default, InputObject)]
pub(crate) struct AuditFilter {
    /// Actions to include, such as `key.create`, at most 100; every action if absent or empty.
    actions: Option<Vec<String>>,
    /// Done by this admin key.
    actor_key_id: Option<ID>,
    /// Done to this.
    target_id: Option<ID>,
    /// At this time or later.
    since: Option<DateTime>,
    /// Before this time.
    until: Option<DateTime>,
}

fn distinct(mut texts: Vec<String>) -> Vec<String> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

impl AuditFilter {
    /// The domain's form.
    pub(crate) fn read(filter: Option<Self>) -> Result<Filter, Failure> {
        let filter = filter.unwrap_or_default();
        let actor_key_id = filter.actor_key_id.map(|id| id.parse::<KeyId>()).transpose();
        Ok(Filter {
            actions: distinct(filter.actions.unwrap_or_default()),
            actor_key_id: actor_key_id
                .map_err(|_| Error::argument("filter.actorKeyId", "is not the ID of a key"))?,
            target_id: filter.target_id.map(|id| id.0),
            since: filter.since.map(Into::into),
            until: filter.until.map(Into::into),
        })
    }
}
