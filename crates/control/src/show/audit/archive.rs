//! The audit log of a database.

use keyplane_auth::JwkSet;
use keyplane_entity::{Scope, id::ProjectId, instance, project};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    error::Error,
    store::{
        audit,
        database::{Database, Reader},
    },
};

/// The audit log of a database, to read. It needs no master key, and works while servers run.
#[derive(Clone, Debug)]
pub struct AuditArchive {
    pub(super) database: Database,
}

/// Which events to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditSelection {
    /// Which chains.
    pub scope: AuditScope,
    /// The first event, from 1; more than 1 only for one chain.
    pub from_sequence: i64,
}

/// Which chains to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditScope {
    /// Every chain, those of deleted projects included.
    All,
    /// The chain of the instance.
    Instance,
    /// The chain of a project, by its slug; also of a deleted one.
    Project(String),
}

/// Why the audit log cannot be read or written out.
#[derive(Debug, thiserror::Error)]
pub enum AuditReadError {
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
    /// The file that is read or written.
    #[error(transparent)]
    File(#[from] std::io::Error),
    /// No project has the slug.
    #[error("no project has the slug {0:?}")]
    NoProject(String),
    /// The keys that should verify checkpoints.
    #[error("the checkpoint keys cannot be used: {0}")]
    Keys(String),
}

impl AuditArchive {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    /// The public keys of checkpoints as a JWK Set, oldest first; empty before the first checkpoint.
    pub async fn checkpoint_keys(&self) -> Result<JwkSet, Error> {
        Ok(audit::jwks(&audit::keys(self.db()).await?))
    }

    pub(super) fn db(&self) -> &Reader {
        &self.database.read
    }

    pub(super) async fn public_url(&self) -> Result<String, Error> {
        let instance = instance::Entity::find_by_id(instance::ID).one(self.db()).await?;
        Ok(instance.map(|instance| instance.public_url).unwrap_or_default())
    }

    /// The scope that a selection names; `None` for every one.
    pub(super) async fn scope(&self, of: &AuditScope) -> Result<Option<Scope>, AuditReadError> {
        match of {
            AuditScope::All => Ok(None),
            AuditScope::Instance => Ok(Some(Scope::Instance)),
            AuditScope::Project(slug) => {
                let named = project::Entity::find().filter(project::Column::Slug.eq(slug));
                let found = named.one(self.db()).await.map_err(Error::from)?;
                let found = found.ok_or_else(|| AuditReadError::NoProject(slug.clone()))?;
                Ok(Some(Scope::Project(found.id)))
            }
        }
    }

    /// The scopes after `after`, in order: those with a head, then those without one.
    pub(super) async fn scopes(&self, after: Option<Uuid>) -> Result<Vec<Uuid>, Error> {
        let chains = audit::chains(self.db(), after).await?;
        Ok(chains.into_iter().map(|chain| chain.scope_id).collect())
    }

    /// The slug of a project, also of a deleted one.
    pub(super) async fn slug(&self, scope: Uuid) -> Result<Option<String>, Error> {
        let Some(id) = Scope::from_id(scope).project() else { return Ok(None) };
        let row = project::Entity::find_by_id(ProjectId(id.0)).one(self.db()).await?;
        Ok(row.map(|row| row.slug))
    }
}
