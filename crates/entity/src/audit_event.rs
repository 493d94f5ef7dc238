//! Audit events: append-only, one chain per scope.

use sea_orm::entity::prelude::*;

use crate::{
    Scope, Timestamp,
    id::{AuditEventId, KeyId},
};

/// Kind of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ActorType {
    /// The holder of an admin key.
    AdminKey,
    /// A command that works directly on the database.
    Local,
    /// The schedule.
    System,
    /// A person who signed in; the key is that of the rule.
    Operator,
}

/// One event. `changes`, `target` and `operator` are stored as the texts that were
/// hashed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// ID; `evt_…` in public form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// Scope whose chain the event belongs to.
    pub scope_id: Uuid,
    /// Position in the chain, from 1.
    pub sequence: i64,
    /// Time of the event.
    pub at: Timestamp,
    /// Action, as `noun.verb`.
    pub action: String,
    /// Kind of actor.
    pub actor_type: ActorType,
    /// Admin key of the actor; null for other kinds of actors.
    pub actor_key_id: Option<KeyId>,
    /// `kid` of that key.
    pub actor_kid: Option<String>,
    /// ID of the changed object in public form.
    pub target_id: Option<String>,
    /// Names of the target at that time, as a JSON object; null for events of releases that did not
    /// record them, and for actions without a named target.
    pub target: Option<String>,
    /// Changed fields, as a JSON object; never a secret.
    pub changes: String,
    /// ID of the request.
    pub request_id: Option<String>,
    /// Address of the caller.
    pub source_address: Option<String>,
    /// The person who signed in, as a JSON object of the session's row; null for other kinds of
    /// actors.
    pub operator: Option<String>,
    /// Hash of the previous event; empty for the first event.
    pub previous_hash: String,
    /// SHA-256 over this event and `previous_hash`, in hexadecimal.
    pub hash: String,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A scope's events; every query for events starts here.
    pub fn in_scope(scope: Scope) -> Select<Self> {
        Self::find().filter(Column::ScopeId.eq(scope.id()))
    }
}
