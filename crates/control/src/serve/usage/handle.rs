//! Counting calls, and writing the counts.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use keyplane_entity::usage_count::{HOUR, Outcome};
use tokio::sync::Notify;
use uuid::Uuid;

use super::{
    call::Call,
    outcome::HasOutcome,
    rows::{add_rows, note_uses, rows},
    tallies::{Counted, Credential, Last, Tallies, Tally, UsageSubject},
};
use crate::{error::Error, known::Used, store::Store};

/// Maximum number of counts of one transaction, each of one to three rows: on SQLite, mutations wait
/// for it.
const BATCH: usize = 500;

/// The calls of keys, client secrets, applications and APIs.
#[derive(Clone)]
pub(crate) struct Usage {
    store: Store,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    tallies: Tallies,
    /// Wakes who writes the counts, when they have become many.
    many: Notify,
    /// Calls that found no place in memory since the start.
    lost: AtomicU64,
    /// Those of them that were logged.
    logged: AtomicU64,
}

/// What this process holds of the usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageFigures {
    /// Counts in memory that are not written yet: at most 229,376.
    pub waiting: usize,
    /// Calls since the start that are not counted, because the memory was full while the database
    /// could not be written.
    pub lost_calls: u64,
}

impl Usage {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, inner: Arc::default() }
    }

    /// Counts a call by its result. A failure of the server is not counted.
    pub(crate) fn count<T, E: HasOutcome>(&self, call: &Call, result: &Result<T, E>) {
        match result {
            Ok(_) => self.add(call, Outcome::Accepted),
            Err(refusal) => {
                if let Some(kind) = refusal.outcome() {
                    self.add(call, call.reason(kind));
                }
            }
        }
    }

    fn add(&self, call: &Call, outcome: Outcome) {
        let last = Last { at: call.at, source: call.source };
        let subject = UsageSubject {
            credential: credential(call),
            application: call.application.map_or(Uuid::nil(), Uuid::from),
            api: call.api.map_or(Uuid::nil(), Uuid::from),
            hour: u32::try_from(call.at.0.div_euclid(HOUR)).unwrap_or_default(),
        };
        if subject.credential == Credential::None && subject.application.is_nil() {
            return;
        }
        self.add_one(&subject, outcome, last);

        let alone = UsageSubject { application: Uuid::nil(), api: Uuid::nil(), ..subject };
        if let Some(used) = call.companion {
            self.add_one(&UsageSubject { credential: own(used), ..alone }, outcome, last);
        }
        if let (Some(_), Some(key)) = (call.credential, call.signed_with) {
            self.add_one(
                &UsageSubject { credential: Credential::Signing(key.0), ..alone },
                outcome,
                last,
            );
        }
        for api in &call.further_apis {
            let credential = Credential::None;
            self.add_one(&UsageSubject { credential, api: api.0, ..subject }, outcome, last);
        }
    }

    fn add_one(&self, subject: &UsageSubject, outcome: Outcome, last: Last) {
        match self.inner.tallies.count(subject, outcome, last) {
            Counted::Yes => {}
            Counted::YesAndMany => self.inner.many.notify_one(),
            Counted::No => {
                self.inner.lost.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    /// Waits until the counts are so many that they should be written.
    pub(crate) async fn grow_many(&self) {
        self.inner.many.notified().await;
    }

    /// Writes the counts, in small transactions. Counts that cannot be written now are kept for the
    /// next time, also if the caller stops waiting.
    pub(crate) async fn flush(&self) -> Result<(), Error> {
        let outcome = self.write_all().await;
        self.log_lost();
        outcome
    }

    async fn write_all(&self) -> Result<(), Error> {
        for counts in self.inner.tallies.take() {
            let mut taken = Taken { inner: &self.inner, counts };
            while !taken.counts.is_empty() {
                let rest = taken.counts.len().saturating_sub(BATCH);
                self.write(&taken.counts[rest..]).await?;
                taken.counts.truncate(rest);
            }
        }
        Ok(())
    }

    async fn write(&self, counts: &[(UsageSubject, Tally)]) -> Result<(), Error> {
        let rows = rows(counts);
        let tx = self.store.begin().await?;
        add_rows(&tx, &rows).await?;
        note_uses(&tx, counts).await?;
        self.store.database().commit(tx).await
    }

    fn log_lost(&self) {
        let lost = self.inner.lost.load(Ordering::Relaxed);
        let calls = lost - self.inner.logged.swap(lost, Ordering::Relaxed).min(lost);
        if calls > 0 {
            tracing::error!(
                calls,
                "calls are missing from the usage: the memory for counts is full, and the database \
                 could not be written"
            );
        }
    }

    /// What this process holds now.
    pub(crate) fn figures(&self) -> UsageFigures {
        UsageFigures {
            waiting: self.inner.tallies.len(),
            lost_calls: self.inner.lost.load(Ordering::Relaxed),
        }
    }
}

/// Counts that were taken to be written. What is left of them when it is dropped is put back.
struct Taken<'a> {
    inner: &'a Inner,
    counts: Vec<(UsageSubject, Tally)>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let lost = self.inner.tallies.put_back(&self.counts);
        self.inner.lost.fetch_add(lost, Ordering::Relaxed);
    }
}

/// The credential of a call: the caller's own, or else the key that signed its token.
fn credential(call: &Call) -> Credential {
    match (call.credential, call.signed_with) {
        (Some(used), _) => own(used),
        (None, Some(key)) => Credential::Signing(key.0),
        (None, None) => Credential::None,
    }
}

fn own(used: Used) -> Credential {
    match used {
        Used::Key(id) => Credential::Own(id.0),
        Used::Secret(id) => Credential::Own(id.0),
        Used::Identity(id) => Credential::Own(id.0),
    }
}
