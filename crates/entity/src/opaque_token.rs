//! Opaque access tokens: random strings of 256 bits, of which only a digest is kept.

use sea_orm::entity::prelude::*;

use crate::{
    Timestamp,
    id::{ApplicationId, ProjectId},
};

/// An opaque token, by its digest. A revoked one is no row any more.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opaque_token")]
pub struct Model {
    /// SHA-256 of the token.
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: Vec<u8>,
    /// Its issuer.
    pub project_id: ProjectId,
    /// The client that got it.
    pub application_id: ApplicationId,
    /// What a JWT would say, as JSON.
    pub claims: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// None.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A project's tokens: where every query on behalf of a project starts.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
