//! The readiness of this process for load balancers, at most a second old.
//!
//! To add a condition, write a method of [`Readiness`] that returns `Option<Fault>` and add it to
//! [`Readiness::find_faults`]. The reason is public: it holds no path, address or name.

use std::{
    borrow::Cow,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use tokio::{
    sync::Mutex,
    task::JoinError,
    time::{Instant, timeout},
};

use crate::{
    error::{self, Error},
    store::Store,
};

/// How long a verdict is reused before the next probe.
const KEPT: Duration = Duration::from_secs(1);
/// How long the database may take to answer a probe.
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);
/// The public text about a process that does not hear of commits.
const NO_NOTICES: &str = "not receiving change notices from other replicas: answers come from the \
    database, not from caches";
/// The public text about documents in an outage.
const STALE_DOCUMENTS: &str = "the database is away: JWKS and discovery documents come from memory \
    and may show a key that was revoked elsewhere";
/// The public text of a fault that only the log describes.
const UNEXPECTED: &str = "internal error, see the log";

/// A kind of work that a ready process can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadyPath {
    /// Everything that reads: public documents, checks, introspection, queries.
    Serve,
    /// Everything that writes: mutations, spent assertions, opaque tokens.
    Write,
}

impl ReadyPath {
    /// Name of the path in the answer of `/readyz` and in the log.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::Write => "write",
        }
    }
}

/// The reason why a path does not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The path that does not work.
    pub path: ReadyPath,
    /// What is wrong. The text is public and holds no internal details.
    pub reason: Cow<'static, str>,
}

/// The last verdict, and the lock that admits one probe at a time.
#[derive(Default)]
struct Verdict {
    last: RwLock<Option<(Instant, Arc<[Fault]>)>>,
    probing: Arc<Mutex<()>>,
}

impl Verdict {
    fn last(&self) -> Option<(Instant, Arc<[Fault]>)> {
        self.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn fresh(&self) -> Option<Arc<[Fault]>> {
        self.last().filter(|(at, _)| at.elapsed() < KEPT).map(|(_, faults)| faults)
    }

    /// Stores a verdict. Returns whether it differs from the one before.
    fn store(&self, faults: &Arc<[Fault]>) -> bool {
        let mut last = self.last.write().unwrap_or_else(PoisonError::into_inner);
        let before = last.replace((Instant::now(), Arc::clone(faults)));
        before.map_or(!faults.is_empty(), |(_, before)| before != *faults)
    }

    /// The verdict of a probe; if the probe panicked, nothing counts as working.
    fn verdict(&self, probe: Result<Arc<[Fault]>, JoinError>) -> Arc<[Fault]> {
        probe.unwrap_or_else(|error| {
            tracing::error!(%error, "not ready: the probe of readiness failed");
            let faults = unknown();
            self.store(&faults);
            faults
        })
    }
}

/// Whether this process can work.
#[derive(Clone)]
pub(super) struct Readiness {
    store: Store,
    verdict: Arc<Verdict>,
}

impl Readiness {
    pub(super) fn new(store: Store) -> Self {
        Self { store, verdict: Arc::default() }
    }

    /// The faults that keep this process from working, at most a second old; empty if it is ready.
    /// While one request waits for a probe, the others get the previous verdict.
    pub(super) async fn faults(&self) -> Arc<[Fault]> {
        let readiness = &self.verdict;
        // The verdict of a moment ago does not know of an outage that has just begun.
        let is_overtaken = |faults: &[Fault]| faults.is_empty() && self.store.is_away();
        if let Some(faults) = readiness.fresh().filter(|faults| !is_overtaken(faults)) {
            return faults;
        }

        let Ok(turn) = Arc::clone(&readiness.probing).try_lock_owned() else {
            if let Some((_, faults)) = readiness.last() {
                return faults;
            }
            let _first = readiness.probing.lock().await;
            return readiness.last().map_or_else(unknown, |(_, faults)| faults);
        };

        // The probe runs in its own task, so that it completes even if the request is cancelled.
        let own = self.clone();
        let probe = tokio::spawn(async move {
            let faults = own.probe().await;
            drop(turn);
            faults
        });
        readiness.verdict(probe.await)
    }

    async fn probe(&self) -> Arc<[Fault]> {
        let faults: Arc<[Fault]> = self.find_faults().await.into();
        if self.verdict.store(&faults) {
            if faults.is_empty() {
                tracing::info!("ready again");
            }
            for fault in faults.iter() {
                tracing::error!(path = fault.path.as_str(), reason = %fault.reason, "not ready");
            }
        }
        faults
    }

    /// Every condition of readiness, each with its own method.
    async fn find_faults(&self) -> Vec<Fault> {
        let lost = self.store.database().file_fault().await;
        if let Some(fault) = lost {
            // What is read now comes from memory and from a file that the next start cannot find.
            let reason = Cow::from(fault.to_string());
            return [ReadyPath::Serve, ReadyPath::Write]
                .map(|path| Fault { path, reason: reason.clone() })
                .into();
        }
        let (serve, write) = tokio::join!(self.read_fault(), self.write_fault());
        [serve, write, self.clock_fault()].into_iter().flatten().collect()
    }

    /// What is answered from memory, or slower than intended; each text is public.
    pub(super) fn degraded(&self) -> Vec<String> {
        if !self.store.is_away() {
            return self
                .store
                .misses_notices()
                .then(|| NO_NOTICES.to_owned())
                .into_iter()
                .collect();
        }

        let grace = self.store.grace_left().map(|left| {
            let seconds = left.as_secs();
            format!(
                "the database is away: checks, introspection and tokens are answered from caches \
                 for {seconds} more seconds"
            )
        });
        let stale =
            self.store.serves_stale_documents(Duration::ZERO).then(|| STALE_DOCUMENTS.to_owned());
        grace.into_iter().chain(stale).collect()
    }

    fn clock_fault(&self) -> Option<Fault> {
        let error = self.store.require_clock().err()?;
        Some(Fault { path: ReadyPath::Serve, reason: error.to_string().into() })
    }

    async fn read_fault(&self) -> Option<Fault> {
        fault_of(ReadyPath::Serve, self.store.database().probe_read()).await
    }

    async fn write_fault(&self) -> Option<Fault> {
        fault_of(ReadyPath::Write, self.store.database().probe_write()).await
    }
}

/// The verdict if no probe reached one: what is not known to work counts as broken.
fn unknown() -> Arc<[Fault]> {
    [ReadyPath::Serve, ReadyPath::Write]
        .map(|path| Fault { path, reason: Cow::from(UNEXPECTED) })
        .into()
}

/// The fault that a probe of the database finds.
async fn fault_of(
    path: ReadyPath,
    probe: impl Future<Output = Result<(), Error>>,
) -> Option<Fault> {
    let reason = match timeout(PROBE_TIMEOUT, probe).await {
        Ok(Ok(())) => return None,
        Ok(Err(Error::Unavailable(cause))) => error::unavailability(&cause).into(),
        Ok(Err(error)) => {
            tracing::error!(path = path.as_str(), %error, "a probe of readiness failed");
            Cow::from(UNEXPECTED)
        }
        Err(_) => {
            format!("the database did not answer within {} s", PROBE_TIMEOUT.as_secs()).into()
        }
    };
    Some(Fault { path, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_process_whose_probe_panics_is_not_ready() {
        let readiness = Verdict::default();
        let probe = tokio::spawn(async { panic!("a fault of the program") });
        let faults = readiness.verdict(probe.await);
        let paths: Vec<_> = faults.iter().map(|fault| fault.path).collect();
        assert_eq!(paths, [ReadyPath::Serve, ReadyPath::Write]);
        assert_eq!(readiness.fresh(), Some(faults), "requests that come at once get it too");
    }
}
