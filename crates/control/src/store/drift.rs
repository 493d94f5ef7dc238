//! The difference between this process's clock and the database's.
//!
//! Replicas agree on states and ends only as far as their clocks agree. On PostgreSQL each of them
//! therefore uses the database's clock: it reads it every few seconds and continues from there with
//! its monotonic clock. An answer proves only that the database's clock showed its time at some
//! moment between the question and the answer, so a slow answer corrects the estimate only as far
//! as the two disagree. Within a process the time never goes back: if the estimate does, the time
//! stands still until the estimate has caught up.
//!
//! A process whose own clock is far off makes no decisions until the clock is corrected. SQLite has
//! one process, whose clock is the only one.

use std::sync::atomic::{AtomicI64, Ordering};

use keyplane_entity::Timestamp;
use tokio::time::Instant;

/// The smallest difference at which this process makes no decisions, in milliseconds. If the
/// database's clock goes back by as much, this process follows it at once.
pub(super) const OFF: i64 = 30_000;
/// No comparison was made, or no time was shown, yet.
const UNKNOWN: i64 = i64::MIN;

/// What comparisons with the database's clock have shown.
#[derive(Debug)]
pub(super) struct Drift {
    start: Instant,
    /// The database's time at `start`, in Unix milliseconds.
    database_at_start: AtomicI64,
    /// The latest time that this process used, in Unix milliseconds.
    shown: AtomicI64,
}

impl Drift {
    pub(super) fn new() -> Self {
        Self {
            start: Instant::now(),
            database_at_start: AtomicI64::new(UNKNOWN),
            shown: AtomicI64::new(UNKNOWN),
        }
    }

    /// Notes that the database's clock showed `database` at some moment from `asked` to `answered`.
    pub(super) fn record_answer(&self, database: Timestamp, asked: Instant, answered: Instant) {
        let latest = database.0 - self.millis(asked);
        let earliest = database.0 - self.millis(answered);
        let at_start = match self.database_at_start.load(Ordering::Acquire) {
            UNKNOWN => earliest.midpoint(latest),
            known => known.clamp(earliest, latest),
        };
        self.database_at_start.store(at_start, Ordering::Release);
    }

    /// What the database's clock shows at `at`, as far as is known; `None` before the first
    /// comparison.
    pub(super) fn estimate(&self, at: Instant) -> Option<i64> {
        let at_start = self.database_at_start.load(Ordering::Acquire);
        (at_start != UNKNOWN).then(|| at_start + self.millis(at))
    }

    /// The time that this process uses at `at`: the estimate, but no earlier than the time shown
    /// before; `None` before the first comparison.
    pub(super) fn time(&self, at: Instant) -> Option<Timestamp> {
        let estimate = self.estimate(at)?;
        let shown = self.shown.load(Ordering::Acquire);
        if estimate > shown {
            // Another thread may have shown a later time meanwhile.
            return Some(Timestamp(self.shown.fetch_max(estimate, Ordering::AcqRel).max(estimate)));
        }
        if shown - estimate < OFF {
            return Some(Timestamp(shown));
        }
        self.shown.store(estimate, Ordering::Release);
        Some(Timestamp(estimate))
    }

    fn millis(&self, at: Instant) -> i64 {
        i64::try_from(at.saturating_duration_since(self.start).as_millis()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOON: i64 = 1_800_000_000_000;

    /// A clock that was compared once, with an answer that took no time, when the database's clock
    /// showed noon.
    fn compared() -> (Drift, impl Fn(u64) -> Instant) {
        let drift = Drift::new();
        let start = drift.start;
        drift.record_answer(Timestamp(NOON), start, start);
        (drift, move |millis| start + Duration::from_millis(millis))
    }

    fn shown(drift: &Drift, at: Instant) -> i64 {
        drift.time(at).unwrap().0 - NOON
    }

    #[test]
    fn the_first_answer_counts_from_the_middle_of_its_wait() {
        let drift = Drift::new();
        assert_eq!(drift.time(drift.start), None);
        drift.record_answer(Timestamp(NOON), drift.start, drift.start + Duration::from_secs(8));
        assert_eq!(shown(&drift, drift.start), -4_000);
    }

    #[test]
    fn a_slow_answer_that_contradicts_nothing_moves_nothing() {
        let (drift, at) = compared();
        // The question waits 8 s for a connection, or the answer takes 8 s to arrive.
        for read in [10_999, 3_001] {
            drift.record_answer(Timestamp(NOON + read), at(3_000), at(11_000));
            assert_eq!(shown(&drift, at(11_000)), 11_000);
        }
    }

    #[test]
    fn a_quick_answer_after_a_slow_first_one_puts_the_clock_right() {
        let drift = Drift::new();
        let at = |millis| drift.start + Duration::from_millis(millis);
        drift.record_answer(Timestamp(NOON), at(0), at(8_000));
        drift.record_answer(Timestamp(NOON + 3_000), at(11_000), at(11_002));
        let off = shown(&drift, at(11_002)) - 3_002;
        assert!((-2..=2).contains(&off), "{off} ms");
    }

    #[test]
    fn the_time_stands_still_until_a_database_whose_clock_went_back_has_caught_up() {
        let (drift, at) = compared();
        assert_eq!(shown(&drift, at(1_000)), 1_000);
        drift.record_answer(Timestamp(NOON - 3_000), at(1_000), at(1_000));
        assert_eq!(drift.estimate(at(1_000)), Some(NOON - 3_000));
        for (millis, expected) in [(1_000, 1_000), (4_999, 1_000), (5_000, 1_000), (5_001, 1_001)] {
            assert_eq!(shown(&drift, at(millis)), expected, "at {millis}");
        }
        // An instant that another thread read before.
        assert_eq!(shown(&drift, at(4_000)), 1_001);
    }

    #[test]
    fn a_database_whose_clock_goes_ahead_or_far_back_is_followed_at_once() {
        let (drift, at) = compared();
        for step in [OFF, 0, 5_000, 5_000 - OFF] {
            drift.record_answer(Timestamp(NOON + step), at(0), at(0));
            assert_eq!(shown(&drift, at(0)), step);
        }
    }
}
