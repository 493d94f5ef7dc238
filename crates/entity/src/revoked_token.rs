//! Individually revoked JWT access tokens, kept until they would have ended anyway.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::ProjectId};

/// The `jti` of a revoked token.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revoked_token")]
pub struct Model {
    /// Project that issued the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: ProjectId,
    /// `jti` of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub jti: String,
    /// Time from which the row may be deleted.
    pub expires_at: Timestamp,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A project's revoked tokens; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
