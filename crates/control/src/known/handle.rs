//! The handle of this floor, which finds the cache entry of each scope.

use std::{future::poll_fn, pin::pin, sync::Arc, task::Poll, time::Duration};

use keyplane_entity::{Scope, project, slug};
use sea_orm::{ColumnTrait, ConnAcquireErr, DbErr, EntityTrait, QueryFilter, QuerySelect};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout,
};
use uuid::Uuid;

use super::{
    document_sources::DocumentSources,
    issuer_keys::ParsedKeys,
    master_key_file::MasterKeyFile,
    opaque_cache::OpaqueTokens,
    refreshed_issuers::RefreshedIssuers,
    scopes::{ScopeCache, ScopeEntry, ScopeView},
    sealer::Sealer,
    slot::fill,
};
use crate::{
    error::Error,
    figures::CacheFigures,
    public_url::PublicUrl,
    store::{
        News, Process, Store,
        database::{Database, sole},
    },
};

/// Maximum number of concurrent look-ups of uncached values, so that unknown kids and slugs cannot
/// take every connection.
const MAX_COLD_LOOKUPS: usize = 8;
/// How long a request waits for a look-up permit.
const COLD_WAIT: Duration = Duration::from_secs(20);

/// What this process knows of each scope.
#[derive(Clone)]
pub(crate) struct Known {
    pub(super) inner: Arc<KnownState>,
}

pub(super) struct KnownState {
    pub(super) store: Store,
    public_url: PublicUrl,
    pub(super) sealer: Sealer,
    pub(super) cache: Arc<ScopeCache>,
    pub(super) parsed: ParsedKeys,
    pub(super) opaque: OpaqueTokens,
    cold: Semaphore,
    pub(super) document_sources: Arc<DocumentSources>,
    refreshed_issuers: Arc<RefreshedIssuers>,
}

impl Known {
    /// Makes the store on an open database, and the caches that hear of each of its commits.
    pub(crate) fn open(
        database: Database,
        process: Process,
        public_url: PublicUrl,
        master_keys: MasterKeyFile,
    ) -> Self {
        let cache = Arc::new(ScopeCache::new());
        let document_sources = Arc::new(DocumentSources::default());
        let refreshed_issuers = Arc::new(RefreshedIssuers::default());
        let (heard, sources) = (Arc::clone(&cache), Arc::clone(&document_sources));
        let refreshed = Arc::clone(&refreshed_issuers);
        let hear = move |news: News| {
            heard.hear(&news);
            sources.hear(&news);
            refreshed.hear(&news);
        };

        let store = Store::new(database, process, Box::new(hear));
        let sealer = Sealer::new(store.clone(), master_keys);
        let inner = KnownState {
            store,
            public_url,
            sealer,
            cache,
            parsed: ParsedKeys::default(),
            opaque: OpaqueTokens::default(),
            cold: Semaphore::new(MAX_COLD_LOOKUPS),
            document_sources,
            refreshed_issuers,
        };
        Self { inner: Arc::new(inner) }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The base of every issuer.
    pub(crate) fn public_url(&self) -> &PublicUrl {
        &self.inner.public_url
    }

    /// Trusted issuers whose keys an operator wants fetched again.
    pub(crate) fn refreshed_issuers(&self) -> &RefreshedIssuers {
        &self.inner.refreshed_issuers
    }

    pub(crate) fn sealer(&self) -> &Sealer {
        &self.inner.sealer
    }

    /// The numbers of the caches.
    pub(crate) fn cache_figures(&self) -> Vec<CacheFigures> {
        let KnownState { cache, parsed, opaque, .. } = &*self.inner;
        cache.figures().into_iter().chain([parsed.figures(), opaque.figures()]).collect()
    }

    /// The entry of a scope. While this process cannot be sure to hear of commits on other
    /// replicas, it is a fresh entry that no other request finds, except in the grace of an outage.
    pub(crate) fn scope_entry(&self, scope: Scope) -> ScopeView {
        ScopeView::of(if self.store().trusts_caches() {
            self.inner.cache.entry(scope.id())
        } else {
            self.inner.cache.fresh()
        })
    }

    /// The output of `work`. If it has to be waited for, a view of an entry that may not have heard of
    /// commits meanwhile counts no longer.
    pub(crate) async fn waiting<T>(&self, entry: &ScopeEntry, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let first = poll_fn(|context| Poll::Ready(work.as_mut().poll(context)));
        if let Poll::Ready(done) = first.await {
            return done;
        }

        let done = work.await;
        if !entry.hears || !self.store().trusts_caches() {
            // Not its end: once the caches are trusted again, later requests may take it.
            entry.version.advance();
        }
        done
    }

    /// A permit for one look-up of an uncached value.
    pub(crate) async fn cold_lookup(&self) -> Result<SemaphorePermit<'_>, Error> {
        let permit = timeout(COLD_WAIT, self.inner.cold.acquire())
            .await
            .map_err(|_| Error::Unavailable(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)))?;
        permit.map_err(|error| Error::internal("cache", error))
    }

    /// The scope of a project by its slug, deleted or not.
    pub(crate) async fn scope_of_slug(&self, slug: &str) -> Result<Option<Scope>, Error> {
        if let Some(id) = self.inner.cache.slugs.get(slug) {
            return Ok(Some(Scope::from_id(id)));
        }
        if slug::validate(slug).is_err() {
            return Ok(None);
        }
        Box::pin(self.look_up_slug(slug)).await
    }

    async fn look_up_slug(&self, slug: &str) -> Result<Option<Scope>, Error> {
        let _permit = self.cold_lookup().await?;
        let id: Option<Uuid> = project::Entity::find()
            .select_only()
            .column(project::Column::Id)
            .filter(project::Column::Slug.eq(slug))
            .into_tuple()
            .one(self.store().read())
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
            Ok::<_, Error>(sole(project, self.store().read()).await?.map(Arc::new))
        };
        fill(&entry.project, load).await.cloned()
    }
}
