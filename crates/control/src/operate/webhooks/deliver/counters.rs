//! Numbers of deliveries, for an operator.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The number of deliveries of a process since its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeliveryCounts {
    /// Attempts that the receiver accepted.
    pub delivered: u64,
    /// Attempts that failed.
    pub failed: u64,
    /// Webhooks that were disabled because their receiver failed or is gone.
    pub disabled: u64,
}

/// The counters of them.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(super) delivered: AtomicU64,
    pub(super) failed: AtomicU64,
    pub(super) disabled: AtomicU64,
}

impl Counters {
    pub(super) fn read(&self) -> DeliveryCounts {
        DeliveryCounts {
            delivered: self.delivered.load(Relaxed),
            failed: self.failed.load(Relaxed),
            disabled: self.disabled.load(Relaxed),
        }
    }
}

/// Counts one more.
pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}
