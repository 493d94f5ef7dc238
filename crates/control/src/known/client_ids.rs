//! The values of `client_id` that name the applications of a project.

use std::{collections::HashMap, sync::Arc};

use keyplane_entity::{
    Scope, client_id_alias,
    id::{ApplicationId, ProjectId},
};
use sea_orm::ConnectionTrait;

use super::{handle::Known, scopes::ScopeEntry};
use crate::error::Error;

/// Maximum length of an alias, in bytes.
pub(crate) const MAX_ALIAS: usize = 255;

/// The aliases of a project's applications. All of them are held, so that a value that names no
/// application costs a look-up in memory.
#[derive(Default)]
pub(crate) struct ClientIdAliases(HashMap<Box<str>, ApplicationId>);

impl ClientIdAliases {
    async fn load(db: &impl ConnectionTrait, project: ProjectId) -> Result<Self, Error> {
        let rows = client_id_alias::Entity::in_project(project).all(db).await?;
        let pairs = rows.into_iter().map(|row| (row.alias.into(), row.application_id));
        Ok(Self(pairs.collect()))
    }

    fn get(&self, alias: &str) -> Option<ApplicationId> {
        self.0.get(alias).copied()
    }
}

impl Known {
    /// The ID of the application that a `client_id` names in a project: the ID itself, whether or not
    /// an application has it, or that of an alias.
    pub(crate) async fn named(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        client_id: &str,
    ) -> Result<Option<ApplicationId>, Error> {
        match client_id.parse() {
            Ok(id) => Ok(Some(id)),
            Err(_) => self.aliased(entry, scope, client_id).await,
        }
    }

    /// The application that has an alias in a project.
    pub(crate) async fn aliased(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        alias: &str,
    ) -> Result<Option<ApplicationId>, Error> {
        let Some(project) = scope.project() else { return Ok(None) };
        if alias.len() > MAX_ALIAS {
            return Ok(None);
        }
        let load = || async {
            let _permit = self.cold_lookup().await?;
            Ok(Arc::new(ClientIdAliases::load(self.store().read(), project).await?))
        };
        Ok(entry.aliases.get(load).await?.get(alias))
    }
}

impl ScopeEntry {
    /// Like [`Known::named`], from what is in memory.
    pub(crate) fn named_now(&self, client_id: &str) -> Option<ApplicationId> {
        let aliased = || self.aliases.kept()?.get(client_id);
        client_id.parse().ok().or_else(aliased)
    }
}
