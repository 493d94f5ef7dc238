//! The cache of each scope, and its invalidation.
//!
//! A scope's entry starts empty; requests that find it in the map fill it. A commit removes the
//! whole entry from the map, or names the part that it changed, and then only that part is
//! forgotten. A fill that races the commit writes to an entry, or to a cell of one, that later
//! requests do not find. A value found here was therefore read after the last commit that this
//! process heard of.

mod change;
mod slot;

pub(crate) use change::Change;
pub(crate) use slot::fill;
use slot::{Nothings, Shelf, Slot};

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use keyplane_auth::TokenId;
use keyplane_entity::{Scope, Timestamp, id::ApplicationId, project};
use quick_cache::sync::Cache;
use sea_orm::{ColumnTrait, ConnAcquireErr, DbErr, EntityTrait, QueryFilter, QuerySelect};
use tokio::{
    sync::{OnceCell, Semaphore},
    time::timeout,
};
use uuid::Uuid;

use crate::{
    Control, Error,
    api::{Apis, Grants},
    database::sole,
    guard::AdminKey,
    oauth::{Client, IssuerKeys, RevokedTokens},
    publish::Document,
};

/// Maximum number of cached scopes; the least used are dropped first.
const MAX_SCOPES: usize = 4096;
/// Maximum number of cached slugs.
const MAX_SLUGS: usize = 65_536;
/// Maximum number of cached admin keys of one scope.
const MAX_ADMIN_KEYS: usize = 256;
/// Maximum number of cached clients of one scope.
const MAX_CLIENTS: usize = 20_000;
/// Maximum number of cached IDs that belong to no client, over all scopes: about 6 MiB. Further IDs
/// of deleted applications are looked up in the database.
const MAX_UNKNOWN_CLIENTS: usize = 65_536;
/// Maximum number of concurrent look-ups of uncached values, so that unknown kids and slugs cannot
/// take every connection.
const MAX_COLD_LOOKUPS: usize = 8;
/// How long a request waits for a look-up permit.
const COLD_WAIT: Duration = Duration::from_secs(20);

/// The caches of one process.
pub(crate) struct ScopeCache {
    scopes: Cache<Uuid, Arc<ScopeEntry>>,
    /// Slugs never change and are never reused, so this needs no invalidation.
    slugs: Cache<Box<str>, Uuid>,
    unknown_clients: Arc<Nothings<ApplicationId>>,
    cold: Semaphore,
}

/// The cached values of one scope.
pub(crate) struct ScopeEntry {
    project: OnceCell<Option<Arc<project::Model>>>,
    admin_keys: RwLock<HashMap<Box<str>, Arc<AdminKey>>>,
    documents: [RwLock<Option<Arc<Document>>>; 2],
    /// Applications by ID.
    pub(crate) clients: Shelf<ApplicationId, Arc<Client>>,
    /// Grants by application ID.
    pub(crate) grants: Shelf<ApplicationId, Arc<Grants>>,
    pub(crate) apis: Slot<Arc<Apis>>,
    pub(crate) issuer: OnceCell<Arc<IssuerKeys>>,
    revoked: RwLock<Arc<RevokedTokens>>,
}

impl ScopeEntry {
    fn new(unknown_clients: &Arc<Nothings<ApplicationId>>) -> Self {
        Self {
            project: OnceCell::default(),
            admin_keys: RwLock::default(),
            documents: Default::default(),
            clients: Shelf::new(MAX_CLIENTS, unknown_clients),
            grants: Shelf::new(MAX_CLIENTS, unknown_clients),
            apis: Slot::default(),
            issuer: OnceCell::default(),
            revoked: RwLock::default(),
        }
    }
}

impl ScopeCache {
    pub(crate) fn new() -> Self {
        Self {
            scopes: Cache::new(MAX_SCOPES),
            slugs: Cache::new(MAX_SLUGS),
            unknown_clients: Arc::new(Nothings::new(MAX_UNKNOWN_CLIENTS)),
            cold: Semaphore::new(MAX_COLD_LOOKUPS),
        }
    }

    /// Forgets what a commit changed in a scope: `only` this, or the whole scope.
    pub(crate) fn apply(&self, scope: Uuid, only: Option<Change>) {
        let Some(change) = only else { return drop(self.scopes.remove(&scope)) };
        let Some(entry) = self.scopes.get(&scope) else { return };
        match change {
            Change::Application(id) => entry.clients.forget(&id),
            Change::Grants(id) => entry.grants.forget(&id),
            Change::Apis => entry.apis.forget(),
            Change::Token(id) => entry.note_revoked(id),
        }
    }

    /// Forgets every scope. Called after a time in which commits of other processes may have been
    /// missed.
    pub(crate) fn drop_all(&self) {
        self.scopes.clear();
    }
}

impl ScopeEntry {
    pub(crate) fn admin_key(&self, kid: &str) -> Option<Arc<AdminKey>> {
        self.admin_keys.read().unwrap_or_else(PoisonError::into_inner).get(kid).cloned()
    }

    pub(crate) fn keep_admin_key(&self, key: &Arc<AdminKey>) {
        let mut keys = self.admin_keys.write().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= MAX_ADMIN_KEYS {
            keys.clear();
        }
        keys.insert(key.model.kid.as_str().into(), Arc::clone(key));
    }

    /// The project's revoked tokens.
    pub(crate) fn revoked_tokens(&self) -> Arc<RevokedTokens> {
        Arc::clone(&self.revoked.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn note_revoked(&self, id: TokenId) {
        if !self.revoked_tokens().add(id) {
            // A list that is being read may lack the token, so later requests read a new list.
            *self.revoked.write().unwrap_or_else(PoisonError::into_inner) = Arc::default();
        }
    }

    /// The cached document of the project, if it is valid at `now`.
    pub(crate) fn document(&self, index: usize, now: Timestamp) -> Option<Arc<Document>> {
        let slot = self.documents[index].read().unwrap_or_else(PoisonError::into_inner);
        slot.clone().filter(|document| document.holds_at(now))
    }

    pub(crate) fn keep_document(&self, index: usize, document: Arc<Document>) {
        *self.documents[index].write().unwrap_or_else(PoisonError::into_inner) = Some(document);
    }
}

impl Control {
    /// The entry of a scope. While this process cannot be sure to hear of commits on other
    /// replicas, it is a fresh entry that no other request finds.
    pub(crate) fn scope_entry(&self, scope: Scope) -> Arc<ScopeEntry> {
        let cache = &self.inner.cache;
        let empty = || Arc::new(ScopeEntry::new(&cache.unknown_clients));
        if !self.inner.listener.is_alive() {
            return empty();
        }
        let Ok(entry) =
            cache.scopes.get_or_insert_with(&scope.id(), || Ok::<_, Infallible>(empty()));
        entry
    }

    /// A permit for one look-up of an uncached value.
    pub(crate) async fn cold_lookup(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Error> {
        let permit = timeout(COLD_WAIT, self.inner.cache.cold.acquire())
            .await
            .map_err(|_| Error::Unavailable(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)))?;
        permit.map_err(|error| Error::internal("cache", error))
    }

    /// The scope of a project by its slug, deleted or not.
    pub(crate) async fn scope_of_slug(&self, slug: &str) -> Result<Option<Scope>, Error> {
        if let Some(id) = self.inner.cache.slugs.get(slug) {
            return Ok(Some(Scope::from_id(id)));
        }
        if keyplane_entity::slug::validate(slug).is_err() {
            return Ok(None);
        }
        let _permit = self.cold_lookup().await?;
        let id: Option<Uuid> = project::Entity::find()
            .select_only()
            .column(project::Column::Id)
            .filter(project::Column::Slug.eq(slug))
            .into_tuple()
            .one(&self.inner.database.read)
            .await?;
        Ok(id.map(|id| {
            self.inner.cache.slugs.insert(slug.into(), id);
            Scope::from_id(id)
        }))
    }

    /// The project of an entry; `None` for the instance and for a deleted project.
    pub(crate) async fn cached_project(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
    ) -> Result<Option<Arc<project::Model>>, Error> {
        let Some(id) = scope.project() else { return Ok(None) };
        let load = || async {
            let _permit = self.cold_lookup().await?;
            let project = project::Entity::live().filter(project::Column::Id.eq(id));
            Ok::<_, Error>(sole(project, &self.inner.database.read).await?.map(Arc::new))
        };
        fill(&entry.project, load).await.cloned()
    }
}
