//! Reads of keys in a transaction that holds the lock of their scope.

use keyplane_entity::{
    Scope,
    id::{KeyId, ProjectId},
    key::{self},
    project,
};
use sea_orm::{ColumnTrait, QueryFilter};

use crate::{error::Error, operate::write::Write};

impl Write {
    /// The key, read under its scope's lock.
    pub(crate) async fn key(&self, scope: Scope, id: KeyId) -> Result<key::Model, Error> {
        key::Entity::in_scope(scope)
            .filter(key::Column::Id.eq(id))
            .one(self.db())
            .await?
            .ok_or(Error::NotFound("key"))
    }

    /// The key's project, unless it is the instance's.
    pub(crate) async fn project_of(&self, scope: Scope) -> Result<Option<project::Model>, Error> {
        match scope.project() {
            Some(id) => self.project(id).await.map(Some),
            None => Ok(None),
        }
    }
}

/// The project of a signing key.
pub(super) fn project_of_key(key: &key::Model) -> Result<ProjectId, Error> {
    key.scope().project().ok_or_else(|| Error::Internal("a signing key of the instance".into()))
}
