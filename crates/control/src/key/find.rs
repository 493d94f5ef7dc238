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

/// The keys of a query that have this `kid`. `None` for a text that cannot be a kid: no key has it,
/// and the database is not queried (PostgreSQL refuses a NUL character).
pub(crate) fn of_kid(query: Select<key::Entity>, kid: &str) -> Option<Select<key::Entity>> {
    validate_kid(kid).ok().map(|()| query.filter(key::Column::Kid.eq(kid)))
}

impl Control {
    /// A key that the actor can see; a foreign key looks as if it did not exist. Scope, purpose,
    /// custody and algorithm of a key never change. Read everything else again under the lock.
    pub(crate) async fn key(&self, actor: &Actor, id: KeyId) -> Result<key::Model, Error> {
        key::Entity::live()
            .filter(key::Column::Id.eq(id))
            .one(&self.inner.database.read)
            .await?
            .filter(|key| actor.sees(key.scope()))
            .ok_or(Error::NotFound("key"))
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

/// The permission that changes keys of this purpose.
pub(super) fn change_permission(purpose: Purpose) -> Permission {
    match purpose {
        Purpose::Admin => Permission::AdminKeysWrite,
        Purpose::Application | Purpose::Signing => Permission::KeysWrite,
    }
}

/// Refuses unless the actor may change keys of this purpose and, for an admin key, has all
/// permissions of the key.
pub(super) fn require_change(actor: &Actor, key: &key::Model) -> Result<(), Error> {
    actor.require(change_permission(key.purpose), key.scope())?;
    // Only admin keys have permissions.
    actor.require_all(key.permissions.unwrap_or_default())
}

/// The project of a signing key.
pub(super) fn project_of_key(key: &key::Model) -> Result<ProjectId, Error> {
    key.scope().project().ok_or_else(|| Error::Internal("a signing key of the instance".into()))
}
