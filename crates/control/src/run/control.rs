//! The control plane: the handles of all use cases.

use std::{fmt, sync::Arc};

use keyplane_entity::Timestamp;
use uuid::Uuid;

use super::{
    audit_stream::AuditStream,
    figures::{KeyFigures, Reused},
    handles::Handles,
    readiness::Fault,
    sweep,
};
use crate::{
    error::Error,
    known::Known,
    operate::{
        apis::Apis, applications::Applications, checkpoints::Checkpoints,
        client_secrets::ClientSecrets, federated_identities::FederatedIdentities, grants::Grants,
        keys::Keys, operators::Operators, projects::Projects, sealing::Sealing, sign_in::SignIn,
        trusted_issuers::TrustedIssuers, webhooks::Webhooks,
    },
    outside::KeySets,
    public_url::PublicUrl,
    serve::{
        documents::Documents,
        gateway::GatewayCheck,
        guard::Guard,
        limits::LimitCounts,
        oauth::Tokens,
        usage::{Usage, UsageFigures},
    },
    show::{
        inspect::Inspector,
        lists::{Lists, Lookups},
    },
    store::{Outage, Store},
};

/// The control plane, shared by all entry points.
#[derive(Clone)]
pub struct Control {
    inner: Arc<Handles>,
}

impl Control {
    pub(super) fn new(handles: Handles) -> Self {
        Self { inner: Arc::new(handles) }
    }

    pub(super) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(super) fn usage(&self) -> &Usage {
        &self.inner.usage
    }

    pub(super) fn known(&self) -> &Known {
        &self.inner.known
    }

    pub(super) fn key_dates(&self) -> &Reused<Arc<[KeyFigures]>> {
        &self.inner.key_dates
    }

    /// Events that the audit stream has not delivered yet.
    pub(super) fn pending_events(&self) -> &Reused<u64> {
        &self.inner.pending_events
    }

    /// Projects, each an issuer.
    pub fn projects(&self) -> &Projects {
        &self.inner.projects
    }

    /// Applications of projects.
    pub fn applications(&self) -> &Applications {
        &self.inner.applications
    }

    /// Client secrets of applications.
    pub fn client_secrets(&self) -> &ClientSecrets {
        &self.inner.client_secrets
    }

    /// Signed checkpoints of the audit log.
    pub fn checkpoints(&self) -> &Checkpoints {
        &self.inner.checkpoints
    }

    /// The stream of the audit log; `None` if it is not configured.
    pub fn audit_stream(&self) -> Option<&AuditStream> {
        self.inner.audit_stream.as_ref()
    }

    /// Keys of every purpose.
    pub fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    /// APIs of projects.
    pub fn apis(&self) -> &Apis {
        &self.inner.apis
    }

    /// Grants of APIs to applications.
    pub fn grants(&self) -> &Grants {
        &self.inner.grants
    }

    /// The master keys, and what is sealed with them.
    pub fn sealing(&self) -> &Sealing {
        &self.inner.sealing
    }

    /// Webhooks of projects and of the instance.
    pub fn webhooks(&self) -> &Webhooks {
        &self.inner.webhooks
    }

    /// Trusted issuers of projects.
    pub fn trusted_issuers(&self) -> &TrustedIssuers {
        &self.inner.trusted_issuers
    }

    /// Federated identities of applications.
    pub fn federated_identities(&self) -> &FederatedIdentities {
        &self.inner.federated_identities
    }

    /// The keys of outside issuers.
    pub fn key_sets(&self) -> &KeySets {
        &self.inner.key_sets
    }

    /// Operators' issuers, their rules and sessions.
    pub fn operators(&self) -> &Operators {
        &self.inner.operators
    }

    /// Sign-in of operators.
    pub fn sign_in(&self) -> &SignIn {
        &self.inner.sign_in
    }

    /// The guard of the Admin API.
    pub fn guard(&self) -> &Guard {
        &self.inner.guard
    }

    /// Access tokens.
    pub fn tokens(&self) -> &Tokens {
        &self.inner.tokens
    }

    /// The gateway check.
    pub fn gateway(&self) -> &GatewayCheck {
        &self.inner.gateway
    }

    /// The public documents of projects.
    pub fn documents(&self) -> &Documents {
        &self.inner.documents
    }

    /// Lists of rows.
    pub fn lists(&self) -> &Lists {
        &self.inner.lists
    }

    /// Rows by their IDs and names.
    pub fn lookups(&self) -> &Lookups {
        &self.inner.lookups
    }

    /// The inspection of tokens.
    pub fn inspector(&self) -> &Inspector {
        &self.inner.inspector
    }

    /// The base of every issuer.
    pub fn public_url(&self) -> &PublicUrl {
        self.inner.known.public_url()
    }

    /// The version of the binary.
    pub fn version(&self) -> &'static str {
        self.inner.version
    }

    /// The time that decisions go by: the database's if the clocks were compared, else this
    /// process's own.
    pub fn now(&self) -> Timestamp {
        self.inner.store.now()
    }

    /// A fresh id for a request.
    pub fn request_id(&self) -> Uuid {
        self.inner.store.request_id()
    }

    /// The faults that keep this process from working, at most a second old; empty if it is ready.
    /// While one request waits for a probe, the others get the previous verdict.
    pub async fn readiness(&self) -> Arc<[Fault]> {
        self.inner.readiness.faults().await
    }

    /// What is answered from memory, or slower than intended; each text is public.
    pub fn degraded(&self) -> Vec<String> {
        self.inner.readiness.degraded()
    }

    /// How often this process refused requests because of a limit, since its start.
    pub fn limit_counts(&self) -> LimitCounts {
        self.inner.limits.counts(self.inner.factory.refused())
    }

    /// What an outage of the database does to this process now.
    pub fn outage(&self) -> Outage {
        self.inner.store.outage()
    }

    /// Writes the calls that were counted since the last time. Counts that cannot be written now are
    /// kept for the next time.
    pub async fn flush_usage(&self) -> Result<(), Error> {
        self.inner.usage.flush().await
    }

    /// What this process holds of the usage.
    pub fn usage_figures(&self) -> UsageFigures {
        self.inner.usage.figures()
    }

    /// Deletes spent assertions, revoked tokens, opaque tokens, secrets of webhooks and sessions of
    /// operators that ended a day ago, and attempts of deliveries after 30 days, folds old usage, and deletes the usage of
    /// what was deleted, by the database's clock.
    pub async fn sweep(&self) -> Result<(), Error> {
        sweep::sweep(&self.inner.store).await?;
        self.inner.usage_sweep.sweep().await
    }
}

impl fmt::Debug for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Control").field("public_url", self.public_url()).finish_non_exhaustive()
    }
}
