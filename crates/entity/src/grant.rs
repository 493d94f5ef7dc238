//! Grants: which application may use which API, and with which scopes.

use sea_orm::entity::prelude::*;

use crate::{
    Timestamp,
    id::{ApiId, ApplicationId, GrantId, ProjectId},
    scope_name::ScopeNames,
};

/// The scopes of an application at an API. There is at most one grant for each pair.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_grant")]
pub struct Model {
    /// ID; `grt_…` in public form.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: GrantId,
    /// Project of the application and the API.
    pub project_id: ProjectId,
    /// Application that holds the grant.
    pub application_id: ApplicationId,
    /// Granted API.
    pub api_id: ApiId,
    /// Granted scopes; a subset of the API's scopes, possibly empty.
    pub scopes: ScopeNames,
    /// Name in files and other tools, unique in the project; null without one.
    pub external_id: Option<String>,
    /// Creation time.
    pub created_at: Timestamp,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A project's grants; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
