//! Projects: made, changed, deleted.

mod create;
pub(crate) mod delete;
mod policy;
mod update;

pub use create::CreateProject;
pub use delete::DeleteProject;
pub use policy::KeyPolicyPatch;
pub use update::UpdateProject;

use keyplane_entity::{
    Permission, Scope,
    id::ProjectId,
    project,
    slug::{self, SlugError},
};
use sea_orm::{ColumnTrait, QueryFilter};

use crate::{Actor, Control, Error};

/// What may be said of a slug before a project is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlugStatus {
    /// A project may have it.
    Available,
    /// A project has it, or had it.
    Taken,
    /// A word of the URL space.
    Reserved,
    /// Out of form.
    Malformed,
}

impl Control {
    /// What becomes of a slug. It tells of every project, so it is the instance's to ask.
    pub async fn slug_status(&self, actor: &Actor, text: &str) -> Result<SlugStatus, Error> {
        actor.require(Permission::Read, Scope::Instance)?;
        Ok(match slug::validate(text) {
            Err(SlugError::Malformed) => SlugStatus::Malformed,
            Err(SlugError::Reserved) => SlugStatus::Reserved,
            Ok(()) if self.scope_of_slug(text).await?.is_some() => SlugStatus::Taken,
            Ok(()) => SlugStatus::Available,
        })
    }

    /// A project that the actor can see, for a use-case.
    pub(crate) async fn project(
        &self,
        actor: &Actor,
        id: ProjectId,
    ) -> Result<project::Model, Error> {
        if !actor.sees(Scope::Project(id)) {
            return Err(Error::NotFound("project"));
        }
        project::Entity::live()
            .filter(project::Column::Id.eq(id))
            .one(&self.inner.database.read)
            .await?
            .ok_or(Error::NotFound("project"))
    }
}
