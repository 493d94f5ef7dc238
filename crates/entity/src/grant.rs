//! Grants: which application may use which API, and how far.

use sea_orm::entity::prelude::*;

use crate::{
    Timestamp,
    id::{ApiId, ApplicationId, GrantId, ProjectId},
    scope_name::ScopeNames,
};

/// What an application may do at an API. There is at most one for the two.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_grant")]
pub struct Model {
    /// `grt_…` outside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GrantId,
    /// Its tenant.
    pub project_id: ProjectId,
    /// Who may.
    pub application_id: ApplicationId,
    /// Where.
    pub api_id: ApiId,
    /// How far: scopes of the API, maybe none.
    pub scopes: ScopeNames,
    /// When it was made.
    pub created_at: Timestamp,
}

/// None: owners are found by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A project's grants: where every query on behalf of a project starts.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
