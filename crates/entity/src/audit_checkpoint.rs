//! Signed checkpoints: statements of the instance about the head of a chain at one time.

use sea_orm::entity::prelude::*;

use crate::{Scope, Timestamp};

/// One checkpoint.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_checkpoint")]
pub struct Model {
    /// The scope of the chain, see [`crate::Scope::id`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope_id: Uuid,
    /// The newest event at that time.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// Time of the signature.
    pub at: Timestamp,
    /// The key that signed.
    pub kid: String,
    /// The signed statement (compact JWS).
    pub jws: String,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A scope's checkpoints; every query for checkpoints of a scope starts here.
    pub fn in_scope(scope: Scope) -> Select<Self> {
        Self::find().filter(Column::ScopeId.eq(scope.id()))
    }
}
