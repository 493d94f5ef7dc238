//! Whether a slug is free for a new project.

use keyplane_entity::{
    Permission, Scope,
    slug::{self, SlugError},
};

use super::handle::Projects;
use crate::{error::Error, known::Actor};

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

impl Projects {
    /// The availability of a slug. The answer depends on every project, so it needs access to the
    /// instance.
    pub async fn slug_status(&self, actor: &Actor, text: &str) -> Result<SlugStatus, Error> {
        actor.require(Permission::Read, Scope::Instance)?;
        Ok(match slug::validate(text) {
            Err(SlugError::Malformed) => SlugStatus::Malformed,
            Err(SlugError::Reserved) => SlugStatus::Reserved,
            Ok(()) if self.known.scope_of_slug(text).await?.is_some() => SlugStatus::Taken,
            Ok(()) => SlugStatus::Available,
        })
    }
}
