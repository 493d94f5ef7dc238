//! Keys by id, for mutations.

use keyplane_auth::validate_kid;
use keyplane_entity::{
    Permission, Scope,
    id::{KeyId, ProjectId},
    key::{self, Purpose},
    project,
};
use sea_orm::{ColumnTrait, QueryFilter, Select};

use crate::{Actor, Control, Error, write::Write};

/// The keys of a query that have this `kid`. `None` for a text that is out of a kid's form: no key
/// has it, and no database is asked (PostgreSQL refuses a NUL character).
pub(crate) fn of_kid(query: Select<key::Entity>, kid: &str) -> Option<Select<key::Entity>> {
    validate_kid(kid).ok().map(|()| query.filter(key::Column::Kid.eq(kid)))
}

impl Control {
    /// Whose the key is, for the lock to take; a foreign key looks as if it did not exist.
    pub(crate) async fn scope_of_key(&self, actor: &Actor, id: KeyId) -> Result<Scope, Error> {
        let key = key::Entity::live()
            .filter(key::Column::Id.eq(id))
            .one(&self.inner.database.read)
            .await?
            .filter(|key| actor.sees(key.scope()))
            .ok_or(Error::NotFound("key"))?;
        Ok(key.scope())
    }
}

impl Write<'_> {
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

/// Refuses unless the actor may change keys of this purpose and, for an admin key, holds all
/// that the key holds.
pub(super) fn require_change(actor: &Actor, key: &key::Model) -> Result<(), Error> {
    match key.purpose {
        Purpose::Admin => {
            actor.require(Permission::AdminKeysWrite, key.scope())?;
            actor.require_all(key.permissions.unwrap_or_default())
        }
        Purpose::Application | Purpose::Signing => {
            actor.require(Permission::KeysWrite, key.scope())
        }
    }
}

/// The project that a signing key is of.
pub(super) fn project_of_key(key: &key::Model) -> Result<ProjectId, Error> {
    key.scope().project().ok_or_else(|| Error::Internal("a signing key of the instance".into()))
}
