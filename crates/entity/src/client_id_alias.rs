//! Other values of `client_id` that name an application.

use sea_orm::entity::prelude::*;

use crate::id::{ApplicationId, ProjectId};

/// A value of `client_id` beside the application's own ID, which its callers brought along from
/// another server. Aliases are deleted together with their application.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_id_alias")]
pub struct Model {
    /// Project of the application; an alias is unique in it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: ProjectId,
    /// The value, 1 to 255 printable ASCII characters; never of the form of an application's ID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias: String,
    /// Application that it names.
    pub application_id: ApplicationId,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The aliases of a project's applications; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
