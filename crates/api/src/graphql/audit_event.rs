//! Audit events.

use std::sync::Arc;

use async_graphql::{Description, ID, InputObject, Json, Object, SimpleObject};
use keyplane_control::{AuditFilter as Filter, AuditListing, Error, audit_export_line};
use keyplane_entity::{
    audit_event,
    id::{AuditEventId, KeyId},
};
use serde::Deserialize;

use super::{
    audit_target::AuditTarget, connection::listing, enums::ActorType, failure::Failure,
    loaders::by_id, scalars::DateTime,
};

by_id!(AuditEventId => audit_events_by_id => AuditEvent);
listing!(AuditListing: audit_event::Model => AuditEvent, audit_events, count_audit_events);

/// Entry of the audit log: a change, the actor and the time. Never contains a secret.
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
    /// ID, such as `evt_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Time of the event.
    async fn at(&self) -> DateTime {
        self.0.at.into()
    }

    /// Name of the action as `noun.verb`, such as `project.create`.
    async fn action(&self) -> &str {
        &self.0.action
    }

    /// Kind of actor.
    async fn actor_type(&self) -> ActorType {
        self.0.actor_type.into()
    }

    /// ID of the admin key that signed the token; null if no admin token caused the event.
    async fn actor_key_id(&self) -> Option<ID> {
        self.0.actor_key_id.map(|id| id.to_string().into())
    }

    /// Key ID (`kid`) of that admin key; null if no admin token caused the event.
    async fn actor_kid(&self) -> Option<&str> {
        self.0.actor_kid.as_deref()
    }

    /// The person who caused the event; null if `actorType` is not `OPERATOR`.
    async fn operator(&self) -> Result<Option<AuditOperator>, Failure> {
        let Some(text) = self.0.operator.as_deref() else { return Ok(None) };
        serde_json::from_str(text)
            .map(Some)
            .map_err(|error| Error::Internal(format!("operator of {}: {error}", self.0.id)).into())
    }

    /// ID of the object that the action applied to.
    async fn target_id(&self) -> Option<ID> {
        self.0.target_id.clone().map(ID::from)
    }

    /// Names of that object at the time of the event; null for an object without a name, and in events
    /// of releases that did not record them.
    async fn target(&self) -> Result<Option<AuditTarget>, Failure> {
        let (id, names) = (self.0.target_id.as_deref(), self.0.target.as_deref());
        Ok(AuditTarget::read(id, names)?)
    }

    /// JSON object with the changed values, and the reason if one was given.
    async fn changes(&self) -> Result<Json<serde_json::Value>, Failure> {
        serde_json::from_str(&self.0.changes)
            .map(Json)
            .map_err(|error| Error::Internal(format!("changes of {}: {error}", self.0.id)).into())
    }

    /// The event as a line of an export, with every member that the hash covers, for an independent
    /// verification.
    async fn export_line(&self) -> Result<String, Failure> {
        Ok(audit_export_line(&self.0)?)
    }

    /// ID of the HTTP request; null if no request caused the event.
    async fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// IP address that the request came from; null if unknown.
    async fn source_address(&self) -> Option<&str> {
        self.0.source_address.as_deref()
    }

    /// Position of the event in the hash chain of its project or of the instance, from 1.
    async fn sequence(&self) -> i64 {
        self.0.sequence
    }

    /// Hash of the previous event of the chain; empty for the first event.
    async fn previous_hash(&self) -> &str {
        &self.0.previous_hash
    }

    /// SHA-256 over this event and `previousHash`, in hexadecimal.
    async fn hash(&self) -> &str {
        &self.0.hash
    }
}

/// Person who signed in, as the session's row said at the time of the event.
#[derive(Clone, Debug, Deserialize, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditOperator {
    /// ID of the session, `ops_…`.
    session_id: ID,
    /// ID of the operators' issuer.
    operator_issuer_id: ID,
    /// `iss` of the ID token.
    issuer: String,
    /// `sub` of the ID token.
    subject: String,
    /// Name of the person.
    name: String,
    /// Verified email address of the person; null without one.
    email: Option<String>,
    /// ID of the rule that the person acted by; null before the person has chosen one.
    rule_id: Option<ID>,
    /// Name of that rule.
    rule_name: Option<String>,
}

/// Conditions on audit events, all of which must hold.
#[derive(Default, InputObject)]
pub(crate) struct AuditFilter {
    /// Actions to include, such as `project.create`, at most 100; every action if absent or empty.
    actions: Option<Vec<String>>,
    /// ID of the admin key that caused the events; every actor if absent.
    actor_key_id: Option<ID>,
    /// ID of the changed object; every object if absent.
    target_id: Option<ID>,
    /// Earliest time of the events, inclusive; no limit if absent.
    since: Option<DateTime>,
    /// Latest time of the events, exclusive; no limit if absent.
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
