//! What the public documents of a project are made of, kept apart from the caches: JWKS, discovery
//! and the resource metadata of its APIs are served from it while the database is away.
//!
//! A commit that changes a project leaves its source in place, for the database may go away before
//! it is read again. The source is read again at once, in the background.

use std::{
    collections::HashSet,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use keyplane_entity::{
    Scope, Timestamp,
    key::{self, Purpose},
    project,
};
use quick_cache::sync::Cache;
use sea_orm::{ColumnTrait, QueryFilter};
use tokio::{sync::Notify, time::Instant};
use uuid::Uuid;

use super::{apis::ProjectApis, change::Change, handle::Known};
use crate::{
    error::Error,
    store::{News, database::sole},
};

/// Maximum number of projects, a few KiB each; the least used are dropped first.
const MAX_SOURCES: usize = 16_384;

/// The sources of the documents that this process has served.
pub(crate) struct DocumentSources {
    by_scope: Cache<Uuid, Arc<DocumentSource>>,
    apis: Cache<Uuid, ApiSource>,
    changed: Mutex<HashSet<Uuid>>,
    /// Number of changes so far: the age of what is read.
    changes: AtomicU64,
    more: Notify,
    /// Since when no source could be read.
    failing_since: Mutex<Option<Instant>>,
}

/// A project and its signing keys, as they were when they were read.
pub(crate) struct DocumentSource {
    pub(crate) project: Arc<project::Model>,
    keys: Vec<key::Model>,
    age: u64,
}

/// The APIs of a project, as they were when they were read.
#[derive(Clone)]
struct ApiSource {
    apis: Arc<ProjectApis>,
    age: u64,
}

impl Default for DocumentSources {
    fn default() -> Self {
        Self {
            by_scope: Cache::new(MAX_SOURCES),
            apis: Cache::new(MAX_SOURCES),
            changed: Mutex::default(),
            changes: AtomicU64::new(0),
            more: Notify::new(),
            failing_since: Mutex::default(),
        }
    }
}

impl DocumentSources {
    /// The age of what is read from now on.
    pub(crate) fn age(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    pub(crate) fn get(&self, scope: Scope) -> Option<Arc<DocumentSource>> {
        self.by_scope.get(&scope.id())
    }

    /// The APIs of a project whose resource metadata this process has served.
    pub(crate) fn apis(&self, scope: Scope) -> Option<Arc<ProjectApis>> {
        self.apis.get(&scope.id()).map(|source| source.apis)
    }

    /// How long no source could be read; begins to count now if the last attempt succeeded.
    pub(crate) fn failing_for(&self) -> Duration {
        self.failing_since().get_or_insert_with(Instant::now).elapsed()
    }

    fn failing_since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.failing_since.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps what was read since `age`, unless something newer is kept.
    pub(crate) fn keep(&self, project: Arc<project::Model>, keys: Vec<key::Model>, age: u64) {
        *self.failing_since() = None;
        let id = project.id.0;
        if self.by_scope.peek(&id).is_none_or(|kept| kept.age <= age) {
            let keys = keys.into_iter().map(|key| key::Model { sealed_private_key: None, ..key });
            let source = DocumentSource { project, keys: keys.collect(), age };
            self.by_scope.insert(id, Arc::new(source));
        }
    }

    /// Like [`Self::keep`], for the APIs. Nothing is done for those that are kept already, since each
    /// request for a document offers them.
    pub(crate) fn keep_apis(&self, scope: Scope, apis: Arc<ProjectApis>, age: u64) {
        let id = scope.id();
        if self.apis.peek(&id).is_some_and(|kept| Arc::ptr_eq(&kept.apis, &apis)) {
            return;
        }
        *self.failing_since() = None;
        if self.apis.peek(&id).is_none_or(|kept| kept.age <= age) {
            self.apis.insert(id, ApiSource { apis, age });
        }
    }

    /// Notes what a commit changed: what is kept of it must be read again.
    pub(super) fn hear(&self, news: &News) {
        let scopes: Vec<_> = match news {
            News::Changed { scope, part } => {
                let is_kept = match part.as_ref().map(|part| part.as_str().parse()) {
                    Some(Ok(Change::Apis)) => self.keeps_apis(*scope),
                    // These are in no document.
                    Some(Ok(
                        Change::Application(_)
                        | Change::ClientIdAliases
                        | Change::Grants(_)
                        | Change::TrustedIssuers
                        | Change::TrustedIssuerKeys(_)
                        | Change::FederatedIdentities(_)
                        | Change::OperatorSessions
                        | Change::Token(_)
                        | Change::Uncached,
                    )) => return,
                    // A part that this version does not know may be any part.
                    Some(Err(_)) | None => self.keeps_keys(*scope) || self.keeps_apis(*scope),
                };
                is_kept.then_some(*scope).into_iter().collect()
            }
            News::Missed => {
                let of_apis = self.apis.iter().map(|(scope, _)| scope);
                self.by_scope.iter().map(|(scope, _)| scope).chain(of_apis).collect()
            }
        };

        self.changes.fetch_add(1, Ordering::AcqRel);
        if !scopes.is_empty() {
            self.changed().extend(scopes);
            self.more.notify_one();
        }
    }

    fn keeps_keys(&self, scope: Uuid) -> bool {
        self.by_scope.peek(&scope).is_some()
    }

    fn keeps_apis(&self, scope: Uuid) -> bool {
        self.apis.peek(&scope).is_some()
    }

    fn take_changed(&self) -> Option<Uuid> {
        let mut changed = self.changed();
        let next = changed.iter().next().copied()?;
        changed.remove(&next);
        Some(next)
    }

    fn changed(&self) -> MutexGuard<'_, HashSet<Uuid>> {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DocumentSource {
    /// The keys that have neither expired nor been revoked at `now`.
    pub(crate) fn keys(&self, now: Timestamp) -> Vec<key::Model> {
        self.keys.iter().filter(|key| !key.state(now).has_ended()).cloned().collect()
    }
}

impl Known {
    pub(crate) fn document_sources(&self) -> &DocumentSources {
        &self.inner.document_sources
    }

    /// The signing keys of a scope that have neither expired nor been revoked at `now`.
    pub(crate) async fn document_keys(
        &self,
        scope: Scope,
        now: Timestamp,
    ) -> Result<Vec<key::Model>, Error> {
        let _permit = self.cold_lookup().await?;
        let keys = key::Entity::of_purpose(scope, Purpose::Signing).filter(key::not_ended(now));
        Ok(keys.all(self.store().read()).await?)
    }

    /// Waits until a project with a kept source has changed, and reads the sources of all that have
    /// changed again. After an error the rest is read at the next call.
    pub(crate) async fn refresh_document_sources(&self) -> Result<(), Error> {
        let sources = self.document_sources();
        if sources.changed().is_empty() {
            sources.more.notified().await;
        }
        while let Some(id) = sources.take_changed() {
            if let Err(error) = self.refresh_document_source(id).await {
                sources.changed().insert(id);
                return Err(error);
            }
        }
        Ok(())
    }

    async fn refresh_document_source(&self, id: Uuid) -> Result<(), Error> {
        let sources = self.document_sources();
        let (age, scope) = (sources.age(), Scope::from_id(id));
        let project = project::Entity::live().filter(project::Column::Id.eq(id));
        let Some(project) = sole(project, self.store().read()).await? else {
            sources.by_scope.remove(&id);
            sources.apis.remove(&id);
            return Ok(());
        };

        if sources.keeps_apis(id) {
            let apis = ProjectApis::load(self.store().read(), project.id).await?;
            sources.keep_apis(scope, Arc::new(apis), age);
        }
        if sources.keeps_keys(id) {
            let keys = self.document_keys(scope, self.store().now()).await?;
            sources.keep(Arc::new(project), keys, age);
        }
        Ok(())
    }
}
