//! JWT access tokens that were revoked one by one, until they would have ended anyway.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::ProjectId};

/// The `jti` of a revoked token.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revoked_token")]
pub struct Model {
    /// Its issuer.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: ProjectId,
    /// Its `jti`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub jti: String,
    /// When the row may be forgotten.
    pub expires_at: Timestamp,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A project's revoked tokens: where every query on behalf of a project starts.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
