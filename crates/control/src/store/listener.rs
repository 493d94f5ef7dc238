//! The state of listening: whether this process receives the change notices of other replicas, and
//! which replicas listen.

use std::{
    collections::HashSet,
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

/// Maximum number of positions that wait until the outbox is read; further notices count twice.
const MAX_HEARD: usize = 100_000;

/// Whether caches may be used, and which other replicas listen.
#[derive(Debug)]
pub(super) struct Listener {
    /// ID of this process among the replicas.
    pub(super) own: Uuid,
    pub(super) start: Instant,
    /// Milliseconds after `start` until which a heartbeat proves that notices arrive; `i64::MAX`
    /// without replicas.
    heard_until: AtomicI64,
    /// As `heard_until`, by reading the outbox, which counts only while no heartbeat arrives.
    read_until: AtomicI64,
    /// Milliseconds after `start` at which this process was last sure to know every commit.
    sure_at: AtomicI64,
    /// Positions of notices that were heard and not read from the outbox yet.
    heard: Mutex<HashSet<i64>>,
    /// Whether a heartbeat came back on the present listening connection.
    has_heard: AtomicBool,
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
            heard_until: AtomicI64::new(if replicas { 0 } else { i64::MAX }),
            read_until: AtomicI64::new(0),
            sure_at: AtomicI64::new(0),
            has_heard: AtomicBool::new(false),
            heard: Mutex::default(),
            listens: AtomicBool::new(false),
            beats: AtomicU64::new(0),
            replicas: Replicas::default(),
            unconfirmed: Mutex::default(),
            more: Notify::new(),
        }
    }

    /// Whether caches may be used.
    pub(super) fn is_alive(&self) -> bool {
        self.is_hearing() || self.millis(Instant::now()) < self.read_until.load(Ordering::Acquire)
    }

    /// Whether a heartbeat proves that notices arrive.
    pub(super) fn is_hearing(&self) -> bool {
        let until = self.heard_until.load(Ordering::Acquire);
        until == i64::MAX || self.millis(Instant::now()) < until
    }

    /// How long ago this process was sure to know every commit.
    pub(super) fn unsure_for(&self) -> Duration {
        let since = self.millis(Instant::now()) - self.sure_at.load(Ordering::Acquire);
        Duration::from_millis(u64::try_from(since).unwrap_or(0))
    }

    /// Notes that the loop that listens runs from now on.
    pub(super) fn start(&self) {
        self.listens.store(true, Ordering::Release);
    }

    /// Whether this process should hear of commits but does not.
    pub(super) fn misses_notices(&self) -> bool {
        self.listens.load(Ordering::Acquire) && !self.is_alive()
    }

    pub(super) fn millis(&self, at: Instant) -> i64 {
        i64::try_from(at.duration_since(self.start).as_millis()).unwrap_or(i64::MAX)
    }

    /// A heartbeat with a new number: one that arrives twice or late proves nothing about the next.
    pub(super) fn beat(&self) -> Notice {
        Notice::Alive { by: self.own, beat: self.beats.fetch_add(1, Ordering::Relaxed) + 1 }
    }

    /// Whether a heartbeat came back on the present listening connection.
    pub(super) fn has_heard(&self) -> bool {
        self.has_heard.load(Ordering::Acquire)
    }

    /// Notes that the heartbeat that was sent at `sent` came back.
    pub(super) fn trust_from(&self, sent: Instant) {
        self.has_heard.store(true, Ordering::Release);
        self.heard_until.store(self.millis(sent + TRUST), Ordering::Release);
        self.sure_at.fetch_max(self.millis(sent), Ordering::AcqRel);
    }

    /// Notes that the whole outbox was read by a question of `asked`.
    pub(super) fn trust_read_from(&self, asked: Instant) {
        self.read_until.store(self.millis(asked + TRUST), Ordering::Release);
        self.sure_at.fetch_max(self.millis(asked), Ordering::AcqRel);
    }

    /// Notes that the listening connection is gone.
    pub(super) fn hang_up(&self) {
        self.has_heard.store(false, Ordering::Release);
    }

    /// Distrusts what was heard, until a heartbeat comes back.
    pub(super) fn distrust(&self) {
        self.hang_up();
        self.heard_until.store(0, Ordering::Release);
    }

    /// Distrusts the caches: nothing is heard or read any more.
    pub(super) fn end(&self) {
        self.distrust();
        self.read_until.store(0, Ordering::Release);
    }

    /// Notes that the notices at these positions were heard.
    pub(super) fn note_heard(&self, positions: impl Iterator<Item = i64>) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.len() < MAX_HEARD {
            heard.extend(positions);
        }
    }

    /// Whether the notice at a position was heard. It is asked once for each position.
    pub(super) fn take_heard(&self, position: i64) -> bool {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).remove(&position)
    }

    /// Forgets the positions up to `position`.
    pub(super) fn forget_heard(&self, position: i64) {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.retain(|heard| *heard > position);
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
