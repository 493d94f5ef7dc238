//! How far the chain of a scope was delivered.

use sea_orm::entity::prelude::*;

/// The newest delivered event and checkpoint of a chain.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_stream_position")]
pub struct Model {
    /// The scope, see [`crate::Scope::id`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope_id: Uuid,
    /// Number of the newest delivered event.
    pub sequence: i64,
    /// Number of the event of the newest delivered checkpoint; 0 before the first.
    pub checkpoint_sequence: i64,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
