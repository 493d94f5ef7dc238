//! A clock that stands still or follows the real time, and that the test can move.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use keyplane_control::Clock;
use keyplane_entity::Timestamp;

/// The initial time of every world: 2026-03-01T12:00:00Z.
pub(crate) const START: Timestamp = Timestamp(1_772_366_400_000);

/// The clock of one world; its replicas share it.
pub(crate) struct TestClock {
    time: AtomicI64,
    /// For a running clock, the instant at which it started.
    since: Option<Instant>,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        Self { time: AtomicI64::new(START.0), since: None }
    }

    /// A running clock with the real time, until the test moves it.
    #[expect(clippy::disallowed_methods, reason = "what is held against the database's clock")]
    pub(crate) fn real() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let time = AtomicI64::new(i64::try_from(now.as_millis()).unwrap());
        Self { time, since: Some(Instant::now()) }
    }

    pub(crate) fn is_real(&self) -> bool {
        self.since.is_some()
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.time.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    pub(crate) fn set(&self, now: Timestamp) {
        self.time.store(now.0, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let passed = self.since.map_or(0, |since| since.elapsed().as_millis());
        Timestamp(self.time.load(Ordering::SeqCst) + i64::try_from(passed).unwrap())
    }
}
