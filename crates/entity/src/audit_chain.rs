//! The head of each scope's chain of audit events. Its row is also the lock that every mutation
//! of the scope takes first: what runs under it runs alone in its scope, on any replica.

use sea_orm::entity::prelude::*;

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
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
