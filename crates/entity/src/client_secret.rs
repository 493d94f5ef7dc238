//! Client secrets: for the authentication methods that use one.

use sea_orm::entity::prelude::*;

use crate::{
    Timestamp,
    id::{ApplicationId, ClientSecretId, ProjectId},
};

/// A secret of an application. It has 256 random bits, so its digest is enough to check it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_secret")]
pub struct Model {
    /// `sec_…` outside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ClientSecretId,
    /// Its tenant.
    pub project_id: ProjectId,
    /// Its owner.
    pub application_id: ApplicationId,
    /// SHA-256 of its text.
    pub digest: Vec<u8>,
    /// The secret itself, sealed: only for `CLIENT_SECRET_JWT`, which signs with it.
    pub sealed_secret: Option<Vec<u8>>,
    /// The master key that it is sealed under.
    pub master_key_id: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// From when it is accepted no more.
    pub expires_at: Option<Timestamp>,
    /// When it was last seen in use.
    pub last_used_at: Option<Timestamp>,
}

/// None: owners are found by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it is accepted at `now`.
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

impl Entity {
    /// A project's secrets: where every query on behalf of a project starts.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
