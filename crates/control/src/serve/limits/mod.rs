//! Limits of failed requests, by where they come from, and quotas of applications.
//!
//! Failures are counted, successes are not. Three rules keep the limits from locking a client out:
//!
//! - A failure counts for its source, and for the client that it names at this source alone. So a
//!   client's budget cannot be used up from elsewhere.
//! - What a client has proven to be its own counts only for this client, and is judged only by its
//!   budget.
//! - A used-up budget turns the answer to a failure into "too many requests". Good credentials are still
//!   accepted. Only the signatures that such a source wants verified wait for each other: a few at a
//!   time are verified, and the others are refused unseen, so that a flood leaves the other cores alone.

mod budget;
mod quotas;
mod recent;

use std::{
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread::available_parallelism,
    time::Duration,
};

use keyplane_entity::{application, id::ApplicationId};
use tokio::sync::{Semaphore, SemaphorePermit};

use self::{
    budget::{Budget, Uptime},
    quotas::Quotas,
};
use crate::{source_network::SourceNetwork, store::Clock};

/// The limits that an operator sets; 0 is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitSettings {
    /// Failed requests a minute of one source, an IPv4 address or an IPv6 /64. The budget is one
    /// minute's number and refills evenly.
    pub failures_per_source: u32,
    /// The same, of requests that name one client.
    pub failures_per_client: u32,
    /// Key pairs of one scope that may wait to be generated.
    pub key_pairs_per_scope: usize,
}

/// How often this process refused requests because of a limit, since its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitCounts {
    /// Failed requests of a source that had used up its budget.
    pub failures_of_source: u64,
    /// Failed requests in the name of a client that had used up its budget at their source.
    pub failures_of_client: u64,
    /// Requests of a source, or of a client at a source, with a used-up budget, whose signature was
    /// not verified because other such requests took their turn.
    pub unverified: u64,
    /// Token requests beyond the quota of their application.
    pub quota: u64,
    /// Requests whose client secret was not verified by the slow hash of another server, because too
    /// many of their application, project or source waited, or because they waited too long.
    pub slow_hashes: u64,
    /// Key pairs that were not generated because too many of their scope, or of all projects, waited.
    pub key_pairs: u64,
}

/// How long to wait before the next request, in seconds, at least 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfter(pub u64);

impl From<Duration> for RetryAfter {
    fn from(wait: Duration) -> Self {
        let whole = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Self(whole.max(1))
    }
}

/// The client of a failed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blamed {
    /// The request names this client, or none, and proved nothing.
    Named(Option<ApplicationId>),
    /// The request carries what only this client could have got or made, such as an expired token.
    Proven(ApplicationId),
}

/// The limits of one process.
#[derive(Clone)]
pub(crate) struct Limits(Arc<LimitState>);

struct LimitState {
    sources: Option<Budget<SourceNetwork>>,
    clients: Option<Budget<(ApplicationId, SourceNetwork)>>,
    quotas: Quotas,
    /// The turns of requests with a used-up budget.
    turns: Semaphore,
    counts: LimitCounters,
}

#[derive(Default)]
struct LimitCounters {
    failures_of_source: AtomicU64,
    failures_of_client: AtomicU64,
    unverified: AtomicU64,
    quota: AtomicU64,
    slow_hashes: AtomicU64,
}

/// The right to have a signature verified, held meanwhile; `None` where it needs none.
pub(crate) type Turn<'a> = Option<SemaphorePermit<'a>>;

impl Limits {
    pub(crate) fn new(clock: Arc<dyn Clock>, settings: LimitSettings) -> Self {
        let uptime = Uptime(clock);
        let cores = available_parallelism().map_or(1, usize::from);
        Self(Arc::new(LimitState {
            sources: Budget::new(settings.failures_per_source, &uptime),
            clients: Budget::new(settings.failures_per_client, &uptime),
            quotas: Quotas::new(uptime),
            turns: Semaphore::new((cores / 2).max(1)),
            counts: LimitCounters::default(),
        }))
    }

    /// Counts a failed request. Returns how long to wait if a budget is used up.
    pub(crate) fn failed(&self, source: Option<IpAddr>, blamed: Blamed) -> Option<RetryAfter> {
        let (state, source) = (&*self.0, SourceNetwork::from(source?));
        let (client, is_proven) = match blamed {
            Blamed::Named(client) => (client, false),
            Blamed::Proven(client) => (Some(client), true),
        };

        // What is beyond a client's budget does not count for its source, which others may share.
        if let Some((client, budget)) = client.zip(state.clients.as_ref())
            && let Err(wait) = budget.take((client, source))
        {
            state.counts.failures_of_client.fetch_add(1, Ordering::Relaxed);
            return Some(wait.into());
        }
        if is_proven {
            return None;
        }
        let wait = state.sources.as_ref()?.take(source).err()?;
        state.counts.failures_of_source.fetch_add(1, Ordering::Relaxed);
        Some(wait.into())
    }

    /// The turn of a request whose signature is to be verified. A request with a used-up budget gets
    /// one only if few others like it have theirs. `client`: the client that the request names, asked
    /// only where a budget is used up.
    pub(crate) fn turn(
        &self,
        source: Option<IpAddr>,
        client: impl FnOnce() -> Option<ApplicationId>,
    ) -> Result<Turn<'_>, RetryAfter> {
        let Some(source) = source.map(SourceNetwork::from) else { return Ok(None) };
        if !self.is_spent(source, client) {
            return Ok(None);
        }
        self.0.turns.try_acquire().map(Some).map_err(|_| {
            self.0.counts.unverified.fetch_add(1, Ordering::Relaxed);
            RetryAfter::from(Duration::ZERO)
        })
    }

    /// Whether a source has used up its failed requests.
    pub(crate) fn has_spent(&self, source: Option<IpAddr>) -> bool {
        source.map(SourceNetwork::from).is_some_and(|source| self.is_spent(source, || None))
    }

    /// Whether a source, or a client at it, has used up its failed requests.
    pub(crate) fn has_spent_as(&self, source: Option<IpAddr>, client: ApplicationId) -> bool {
        source.map(SourceNetwork::from).is_some_and(|source| self.is_spent(source, || Some(client)))
    }

    fn is_spent(
        &self,
        source: SourceNetwork,
        client: impl FnOnce() -> Option<ApplicationId>,
    ) -> bool {
        let LimitState { sources, clients, .. } = &*self.0;
        if sources.as_ref().is_some_and(|budget| budget.is_spent(source)) {
            return true;
        }
        let Some(budget) = clients.as_ref().filter(|budget| budget.is_any_spent()) else {
            return false;
        };
        client().is_some_and(|client| budget.is_spent((client, source)))
    }

    /// Takes a token from an application's quota.
    pub(crate) fn take_token(&self, application: &application::Model) -> Result<(), RetryAfter> {
        self.0.quotas.take(application).map_err(|wait| {
            self.0.counts.quota.fetch_add(1, Ordering::Relaxed);
            wait.into()
        })
    }

    /// Counts a request whose secret was not verified because too many slow hashes wait.
    pub(crate) fn crowded(&self) -> RetryAfter {
        self.0.counts.slow_hashes.fetch_add(1, Ordering::Relaxed);
        RetryAfter(1)
    }

    /// The counts so far; those of key pairs are the factory's.
    pub(crate) fn counts(&self, key_pairs: u64) -> LimitCounts {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        let LimitCounters {
            failures_of_source,
            failures_of_client,
            unverified,
            quota,
            slow_hashes,
        } = &self.0.counts;
        LimitCounts {
            failures_of_source: of(failures_of_source),
            failures_of_client: of(failures_of_client),
            unverified: of(unverified),
            quota: of(quota),
            slow_hashes: of(slow_hashes),
            key_pairs,
        }
    }
}

#[cfg(test)]
mod tests;
