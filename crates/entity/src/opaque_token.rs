//! Opaque access tokens: texts with 256 random bits, of which only the digest is stored.

use sea_orm::entity::prelude::*;

use crate::{
    Timestamp,
    id::{ApplicationId, ProjectId},
};

/// An opaque token, by its digest. A revoked token has no row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opaque_token")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    /// Project that issued the token.
    pub project_id: ProjectId,
    /// Application that the token was issued to.
    pub application_id: ApplicationId,
    /// Claims that a JWT would have, as JSON.
    pub claims: String,
    /// End of the token.
    pub expires_at: Timestamp,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A project's tokens; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
