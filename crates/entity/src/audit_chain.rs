//! The head of each scope's chain of audit events. Every mutation of the scope locks this row
//! first, so that it runs alone in its scope, on any replica.

use sea_orm::entity::prelude::*;

use crate::{Scope, Timestamp};

/// The newest link of a scope's chain.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_chain")]
pub struct Model {
    /// The scope, see [`crate::Scope::id`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope_id: Uuid,
    /// The newest event's number; 0 before the first.
    pub sequence: i64,
    /// The newest event's hash; empty before the first.
    pub hash: String,
    /// The event of the newest signed checkpoint; 0 before the first.
    pub checkpoint_sequence: i64,
    /// Time of that checkpoint; 0 before the first.
    pub checkpoint_at: Timestamp,
}

impl Model {
    /// The head of a new chain.
    pub fn empty(scope: Scope) -> Self {
        Self {
            scope_id: scope.id(),
            sequence: 0,
            hash: String::new(),
            checkpoint_sequence: 0,
            checkpoint_at: Timestamp(0),
        }
    }
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
