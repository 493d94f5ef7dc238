//! When each application was last used, in the order of a list.

use sea_orm::entity::prelude::*;

use crate::{
    Timestamp,
    id::{ApplicationId, ProjectId},
};

/// The last use of an application. The row is deleted together with the application.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application_use")]
pub struct Model {
    /// Application that was used.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: ApplicationId,
    /// Project of the application.
    pub project_id: ProjectId,
    /// Time of the last accepted call, up to [`STEP`] too early; [`NEVER`] without a call.
    pub last_used_at: Timestamp,
}

/// Stands for no call, so that unused applications have a place in the order.
pub const NEVER: Timestamp = Timestamp(0);

/// A later call is written once it is so many milliseconds later: one minute. The list stays in
/// order, and a busy application is not written every few seconds.
pub const STEP: i64 = 60_000;

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The rows of a project's applications; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
