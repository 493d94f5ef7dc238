//! Creating, changing and deleting projects.

mod create;
pub(crate) mod delete;
mod policy;
mod settings;
mod update;

pub use create::CreateProject;
pub use delete::DeleteProject;
pub use policy::KeyPolicyPatch;
pub use settings::ProjectSettings;
pub use update::UpdateProject;

use keyplane_entity::{
    Permission, Scope,
    id::ProjectId,
    project,
    slug::{self, SlugError},
};
use sea_orm::{ColumnTrait, QueryFilter};

use crate::{Actor, Control, Error};

/// The availability of a slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlugStatus {
    /// The slug is available.
    Available,
    /// A project has or had the slug.
    Taken,
    /// The slug is a reserved word.
    Reserved,
    /// The slug has an invalid form.
    Malformed,
}

impl Control {
    /// The availability of a slug. The answer depends on every project, so it needs access to the
    /// instance.
    pub async fn slug_status(&self, actor: &Actor, text: &str) -> Result<SlugStatus, Error> {
        actor.require(Permission::Read, Scope::Instance)?;
        Ok(match slug::validate(text) {
            Err(SlugError::Malformed) => SlugStatus::Malformed,
            Err(SlugError::Reserved) => SlugStatus::Reserved,
            Ok(()) if self.scope_of_slug(text).await?.is_some() => SlugStatus::Taken,
            Ok(()) => SlugStatus::Available,
        })
    }

    /// A project that the actor can see.
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
