//! A clock that stands still until the test moves it.

use std::sync::atomic::{AtomicI64, Ordering};

use keyplane_control::Clock;
use keyplane_entity::Timestamp;

/// When every world begins: 2026-03-01T12:00:00Z.
pub(crate) const START: Timestamp = Timestamp(1_772_366_400_000);

/// The clock of one world; its replicas share it.
pub(crate) struct TestClock(AtomicI64);

impl TestClock {
    pub(crate) fn new() -> Self {
        Self(AtomicI64::new(START.0))
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    pub(crate) fn set(&self, now: Timestamp) {
        self.0.store(now.0, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}
