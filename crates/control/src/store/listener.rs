//! The state of listening: whether this process receives the change notices of other replicas, and
//! which replicas listen.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};
use uuid::Uuid;

use super::{notice::Notice, replicas::Replicas};

/// How long after it was sent a heartbeat proves that notices arrive. A process whose listening
/// connection receives nothing answers from its caches for at most this long.
pub(super) const TRUST: Duration = Duration::from_millis(1_500);

/// Whether caches may be used, and which other replicas listen.
#[derive(Debug)]
pub(super) struct Listener {
    /// ID of this process among the replicas.
    pub(super) own: Uuid,
    pub(super) start: Instant,
    /// Milliseconds after `start` until which caches may be used; `i64::MAX` without replicas.
    trusted_until: AtomicI64,
    /// Whether the loop that listens was started.
    pub(super) listens: AtomicBool,
    /// The number of the last heartbeat.
    beats: AtomicU64,
    pub(super) replicas: Replicas,
    /// Commits of other replicas that were heard of and must be confirmed.
    unconfirmed: Mutex<Vec<Uuid>>,
    pub(super) more: Notify,
}

impl Listener {
    /// `own`: the id of this process; `replicas`: whether other processes may commit to the same
    /// database.
    pub(super) fn new(own: Uuid, replicas: bool) -> Self {
        Self {
            own,
            start: Instant::now(),
            trusted_until: AtomicI64::new(if replicas { 0 } else { i64::MAX }),
            listens: AtomicBool::new(false),
            beats: AtomicU64::new(0),
            replicas: Replicas::default(),
            unconfirmed: Mutex::default(),
            more: Notify::new(),
        }
    }

    pub(super) fn is_alive(&self) -> bool {
        let until = self.trusted_until.load(Ordering::Acquire);
        until == i64::MAX || self.millis(Instant::now()) < until
    }

    /// Notes that the loop that listens runs from now on.
    pub(super) fn start(&self) {
        self.listens.store(true, Ordering::Release);
    }

    /// Whether this process should hear of commits but does not.
    pub(super) fn is_deaf(&self) -> bool {
        self.listens.load(Ordering::Acquire) && !self.is_alive()
    }

    pub(super) fn millis(&self, at: Instant) -> i64 {
        i64::try_from(at.duration_since(self.start).as_millis()).unwrap_or(i64::MAX)
    }

    /// A heartbeat with a new number: one that arrives twice or late proves nothing about the next.
    pub(super) fn beat(&self) -> Notice {
        Notice::Alive { by: self.own, beat: self.beats.fetch_add(1, Ordering::Relaxed) + 1 }
    }

    /// Whether a heartbeat came back since caches were last distrusted.
    pub(super) fn has_heard(&self) -> bool {
        self.trusted_until.load(Ordering::Acquire) > 0
    }

    pub(super) fn trust_from(&self, sent: Instant) {
        self.trusted_until.store(self.millis(sent + TRUST), Ordering::Release);
    }

    pub(super) fn distrust(&self) {
        self.trusted_until.store(0, Ordering::Release);
    }

    pub(super) fn confirm(&self, commit: Uuid) {
        self.unconfirmed.lock().unwrap_or_else(PoisonError::into_inner).push(commit);
        self.more.notify_one();
    }

    pub(super) fn take_unconfirmed(&self) -> Vec<Uuid> {
        std::mem::take(&mut *self.unconfirmed.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_heartbeats_are_alike() {
        let listener = Listener::new(Uuid::from_u128(1), true);
        assert_ne!(listener.beat(), listener.beat());
    }
}
