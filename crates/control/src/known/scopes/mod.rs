//! The cache of each scope, and its invalidation.
//!
//! A scope's entry starts empty; requests that find it in the map fill it. A commit removes the
//! whole entry from the map, or names the part that it changed, and then only that part is
//! forgotten. A fill that races the commit writes to an entry, or to a cell of one, that later
//! requests do not find. A value found here was therefore read after the last commit that this
//! process heard of. A request that took its entry earlier notices by the entry's version.

use std::{
    collections::HashMap,
    convert::Infallible,
    ops::Deref,
    sync::{Arc, PoisonError, RwLock},
};

use keyplane_auth::TokenId;
use keyplane_entity::{
    Timestamp,
    id::{ApplicationId, FederatedIdentityId, TrustedIssuerId},
    project,
};
use quick_cache::{DefaultHashBuilder, Lifecycle, UnitWeighter, sync::Cache};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::{
    admin_keys::AdminKey,
    apis::{ClientGrants, ProjectApis},
    change::Change,
    client_ids::ClientIdAliases,
    clients::Client,
    document::{Document, DocumentKind},
    issuer_keys::IssuerKeys,
    operator_sessions::KeptSessions,
    revoked_tokens::RevokedTokens,
    slot::{AbsentKeys, Cells, Slot},
    trusted_issuers::{IssuerIdentities, ProjectIssuers},
    version::Version,
};
use crate::{
    error::Error,
    figures::{CacheFigures, figures_of},
    store::News,
};

/// Maximum number of cached scopes; the least used are dropped first. With its documents a scope takes
/// about 4 KiB.
const MAX_SCOPES: usize = 16_384;
/// Maximum number of cached slugs.
const MAX_SLUGS: usize = 65_536;
/// Maximum number of cached admin keys of one scope.
const MAX_ADMIN_KEYS: usize = 256;
/// Maximum number of cached clients of one scope.
const MAX_CLIENTS: usize = 20_000;
/// Maximum number of cached IDs that belong to no client, over all scopes: about 6 MiB. Further IDs
/// of deleted applications are looked up in the database.
const MAX_UNKNOWN_CLIENTS: usize = 65_536;

/// Maximum number of issuers of one scope whose federated identities are cached, and of cached issuers
/// without one, over all scopes.
const MAX_ISSUERS: usize = 1_024;
/// Maximum number of federated identities whose issuer is cached, over all scopes: about 4 MiB.
const MAX_IDENTITIES: usize = 65_536;

/// The caches of one process.
pub(crate) struct ScopeCache {
    scopes: Cache<Uuid, Arc<ScopeEntry>, UnitWeighter, DefaultHashBuilder, Farewell>,
    /// Slugs never change and are never reused, so this needs no invalidation.
    pub(super) slugs: Cache<Box<str>, Uuid>,
    /// The issuer of each federated identity; `None` for one that was deleted. It never changes, and
    /// no ID is reused, so this needs no invalidation.
    pub(super) identity_issuers: Cache<FederatedIdentityId, Option<TrustedIssuerId>>,
    unknown_clients: Arc<AbsentKeys<ApplicationId>>,
    bare_issuers: Arc<AbsentKeys<TrustedIssuerId>>,
}

/// Tells an entry that is dropped to save memory that it hears of no further commits.
#[derive(Clone, Default)]
struct Farewell;

impl Lifecycle<Uuid, Arc<ScopeEntry>> for Farewell {
    type RequestState = ();

    fn on_evict(&self, (): &mut (), _: Uuid, entry: Arc<ScopeEntry>) {
        entry.version.end();
    }
}

/// The cached values of one scope.
pub(crate) struct ScopeEntry {
    /// Whether commits are told to the entry: not to one that only one request has.
    pub(super) hears: bool,
    pub(super) version: Version,
    pub(super) project: OnceCell<Option<Arc<project::Model>>>,
    admin_keys: RwLock<HashMap<Box<str>, Arc<AdminKey>>>,
    jwks: RwLock<Option<Arc<Document>>>,
    discovery: RwLock<Option<Arc<Document>>>,
    /// Applications by ID.
    pub(crate) clients: Cells<ApplicationId, Arc<Client>>,
    /// Other values of `client_id`.
    pub(super) aliases: Slot<Arc<ClientIdAliases>>,
    /// Grants by application ID.
    pub(crate) grants: Cells<ApplicationId, Arc<ClientGrants>>,
    pub(crate) apis: Slot<Arc<ProjectApis>>,
    pub(crate) trusted_issuers: Slot<Arc<ProjectIssuers>>,
    /// Federated identities by issuer.
    pub(crate) identities: Cells<TrustedIssuerId, Arc<IssuerIdentities>>,
    pub(crate) issuer: OnceCell<Arc<IssuerKeys>>,
    revoked: RwLock<Arc<RevokedTokens>>,
    /// Sessions of operators' rules.
    pub(super) operator_sessions: Slot<Arc<KeptSessions>>,
}

impl ScopeEntry {
    fn new(
        hears: bool,
        unknown_clients: &Arc<AbsentKeys<ApplicationId>>,
        bare_issuers: &Arc<AbsentKeys<TrustedIssuerId>>,
    ) -> Self {
        Self {
            hears,
            version: Version::default(),
            project: OnceCell::default(),
            admin_keys: RwLock::default(),
            jwks: RwLock::default(),
            discovery: RwLock::default(),
            clients: Cells::new(MAX_CLIENTS, unknown_clients),
            aliases: Slot::default(),
            grants: Cells::new(MAX_CLIENTS, unknown_clients),
            apis: Slot::default(),
            trusted_issuers: Slot::default(),
            identities: Cells::new(MAX_ISSUERS, bare_issuers),
            issuer: OnceCell::default(),
            revoked: RwLock::default(),
            operator_sessions: Slot::default(),
        }
    }
}

impl ScopeCache {
    pub(crate) fn new() -> Self {
        Self {
            scopes: Cache::with(
                MAX_SCOPES,
                MAX_SCOPES as u64,
                UnitWeighter,
                DefaultHashBuilder::default(),
                Farewell,
            ),
            slugs: Cache::new(MAX_SLUGS),
            identity_issuers: Cache::new(MAX_IDENTITIES),
            unknown_clients: Arc::new(AbsentKeys::new(MAX_UNKNOWN_CLIENTS)),
            bare_issuers: Arc::new(AbsentKeys::new(MAX_ISSUERS)),
        }
    }

    /// The entry of a scope, empty if nothing of it is cached.
    pub(super) fn entry(&self, scope: Uuid) -> Arc<ScopeEntry> {
        let empty = || Ok::<_, Infallible>(self.make(true));
        let Ok(entry) = self.scopes.get_or_insert_with(&scope, empty);
        entry
    }

    /// An entry that no other request finds.
    pub(super) fn fresh(&self) -> Arc<ScopeEntry> {
        self.make(false)
    }

    fn make(&self, hears: bool) -> Arc<ScopeEntry> {
        Arc::new(ScopeEntry::new(hears, &self.unknown_clients, &self.bare_issuers))
    }

    /// Forgets what a commit changed: the part of a scope, or the whole scope; every scope after a
    /// time in which commits of other processes may have been missed.
    pub(crate) fn hear(&self, news: &News) {
        match news {
            News::Missed => self.scopes.drain().for_each(|(_, entry)| entry.version.end()),
            News::Changed { scope, part } => {
                match part.as_ref().map(|part| part.as_str().parse()) {
                    Some(Ok(change)) => self.forget(*scope, change),
                    // A part that this version does not know may be any part.
                    Some(Err(_)) | None => {
                        if let Some((_, entry)) = self.scopes.remove(scope) {
                            entry.version.end();
                        }
                    }
                }
            }
        }
    }

    /// The numbers of the caches.
    pub(super) fn figures(&self) -> [CacheFigures; 3] {
        let (scopes, slugs) = (&self.scopes, &self.slugs);
        [
            figures_of!("scopes", scopes),
            figures_of!("slugs", slugs),
            self.unknown_clients.figures("unknown_clients"),
        ]
    }

    fn forget(&self, scope: Uuid, change: Change) {
        let Some(entry) = self.scopes.get(&scope) else { return };
        match change {
            Change::Application(id) => entry.clients.forget(&id),
            Change::ClientIdAliases => entry.aliases.forget(),
            Change::Grants(id) => entry.grants.forget(&id),
            Change::Apis => entry.apis.forget(),
            Change::TrustedIssuers => entry.trusted_issuers.forget(),
            Change::FederatedIdentities(id) => entry.identities.forget(&id),
            Change::OperatorSessions => entry.operator_sessions.forget(),
            // The list of revoked tokens is asked last, and grows under the requests that hold it.
            Change::Token(id) => return entry.note_revoked(id),
            // Fetched keys are kept by their source, in no scope.
            Change::TrustedIssuerKeys(_) | Change::Uncached => return,
        }
        entry.version.advance();
    }

    /// Whether this is the entry of a scope.
    #[cfg(test)]
    pub(super) fn is_kept(&self, scope: Uuid, entry: &Arc<ScopeEntry>) -> bool {
        self.scopes.peek(&scope).is_some_and(|kept| Arc::ptr_eq(&kept, entry))
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
    pub(crate) fn document(&self, kind: DocumentKind, now: Timestamp) -> Option<Arc<Document>> {
        let kept = self.place_of(kind).read().unwrap_or_else(PoisonError::into_inner);
        kept.clone().filter(|document| document.holds_at(now))
    }

    pub(crate) fn keep_document(&self, kind: DocumentKind, document: Arc<Document>) {
        *self.place_of(kind).write().unwrap_or_else(PoisonError::into_inner) = Some(document);
    }

    fn place_of(&self, kind: DocumentKind) -> &RwLock<Option<Arc<Document>>> {
        match kind {
            DocumentKind::Jwks => &self.jwks,
            DocumentKind::Discovery => &self.discovery,
        }
    }
}

/// The entry of a scope as a request took it.
#[derive(Clone)]
pub(crate) struct ScopeView {
    entry: Arc<ScopeEntry>,
    /// The version before the request read anything.
    version: u64,
}

impl ScopeView {
    pub(super) fn of(entry: Arc<ScopeEntry>) -> Self {
        let version = entry.version.get();
        Self { entry, version }
    }

    /// Refuses with [`Error::Outdated`] if a commit came since the request took the entry, or may have
    /// come unheard.
    pub(crate) fn require_current(&self) -> Result<(), Error> {
        if self.entry.version.is_still(self.version) { Ok(()) } else { Err(Error::Outdated) }
    }
}

impl Deref for ScopeView {
    type Target = ScopeEntry;

    fn deref(&self) -> &ScopeEntry {
        &self.entry
    }
}

#[cfg(test)]
mod tests;
