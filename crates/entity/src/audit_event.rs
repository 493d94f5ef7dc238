//! Audit events: append-only, one chain a scope.

use sea_orm::entity::prelude::*;

use crate::{
    Scope, Timestamp,
    id::{AuditEventId, KeyId},
};

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ActorType {
    /// The holder of an admin key.
    AdminKey,
    /// Somebody at the command line, on the database itself.
    Local,
    /// The schedule.
    System,
}

/// One event. `changes` is kept as the text that was hashed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_event")]
pub struct Model {
    /// `evt_…` outside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEventId,
    /// Whose chain it is in.
    pub scope_id: Uuid,
    /// Its place in the chain, from 1.
    pub sequence: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What happened, `noun.verb`.
    pub action: String,
    /// Who acted.
    pub actor_type: ActorType,
    /// The admin key that acted.
    pub actor_key_id: Option<KeyId>,
    /// Its kid.
    pub actor_kid: Option<String>,
    /// What it was done to, as the outside writes its id.
    pub target_id: Option<String>,
    /// What changed, a JSON object; never a secret.
    pub changes: String,
    /// The request it came with.
    pub request_id: Option<String>,
    /// Where the request came from.
    pub source_address: Option<String>,
    /// The hash of the event before it; empty for the first.
    pub previous_hash: String,
    /// SHA-256 over this event and `previous_hash`, in hexadecimal.
    pub hash: String,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A scope's events: where every query for events starts.
    pub fn in_scope(scope: Scope) -> Select<Self> {
        Self::find().filter(Column::ScopeId.eq(scope.id()))
    }
}
