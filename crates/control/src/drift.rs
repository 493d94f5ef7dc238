//! How far this process's clock is from the database's.
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

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use keyplane_entity::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use tokio::time::Instant;

use crate::{Control, Error};

/// The pause between two comparisons.
const EACH: Duration = Duration::from_secs(3);
/// The smallest difference that is logged, in milliseconds.
const TOLD: i64 = 5_000;
/// The smallest difference at which this process makes no decisions, in milliseconds. If the
/// database's clock goes back by as much, this process follows it at once.
const OFF: i64 = 30_000;
/// The pause between two log lines about the same difference.
const TELL_AGAIN: Duration = Duration::from_mins(1);
/// No comparison was made, or no time was shown, yet.
const UNKNOWN: i64 = i64::MIN;

/// What comparisons with the database's clock have shown.
#[derive(Debug)]
pub(crate) struct Drift {
    start: Instant,
    /// The database's time at `start`, in Unix milliseconds.
    database_at_start: AtomicI64,
    /// The latest time that this process used, in Unix milliseconds.
    shown: AtomicI64,
}

impl Drift {
    pub(crate) fn new() -> Self {
        Self {
            start: Instant::now(),
            database_at_start: AtomicI64::new(UNKNOWN),
            shown: AtomicI64::new(UNKNOWN),
        }
    }

    /// Notes that the database's clock showed `database` at some moment from `asked` to `answered`.
    fn learn(&self, database: Timestamp, asked: Instant, answered: Instant) {
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
    fn estimate(&self, at: Instant) -> Option<i64> {
        let at_start = self.database_at_start.load(Ordering::Acquire);
        (at_start != UNKNOWN).then(|| at_start + self.millis(at))
    }

    /// The time that this process uses at `at`: the estimate, but no earlier than the time shown
    /// before; `None` before the first comparison.
    fn time(&self, at: Instant) -> Option<Timestamp> {
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

impl Control {
    /// The current time: the database's if the clocks were compared, else this process's own.
    pub fn now(&self) -> Timestamp {
        self.inner.drift.time(Instant::now()).unwrap_or_else(|| self.inner.clock.now())
    }

    /// Refuses while this process's clock is off. A step of the clock counts at once, even while
    /// the database is unreachable: the monotonic clock continues the last comparison.
    pub(crate) fn require_clock(&self) -> Result<(), Error> {
        match self.ahead() {
            Some(ahead) if ahead.abs() >= OFF => Err(Error::ClockOff { seconds: ahead / 1000 }),
            Some(_) | None => Ok(()),
        }
    }

    /// How far this process's clock is ahead of the database's, in milliseconds.
    fn ahead(&self) -> Option<i64> {
        let database = self.inner.drift.estimate(Instant::now())?;
        Some(self.inner.clock.now().0 - database)
    }

    /// Compares the clocks until its task is aborted.
    pub(crate) async fn watch_clock(self) {
        let mut told_at: Option<Instant> = None;
        loop {
            if let Err(error) = self.compare_clocks().await {
                tracing::debug!(%error, "the database's clock could not be read");
            }
            let ahead = self.ahead().filter(|ahead| ahead.abs() >= TOLD);
            if ahead.is_some() && told_at.is_none_or(|at| at.elapsed() >= TELL_AGAIN) {
                self.tell_of_clock();
                told_at = Some(Instant::now());
            }
            tokio::time::sleep(EACH).await;
        }
    }

    /// Reads the database's clock, if it is another one than the process's own.
    pub(crate) async fn compare_clocks(&self) -> Result<(), DbErr> {
        if !self.inner.compares_clocks {
            return Ok(());
        }
        let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now";
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        let asked = Instant::now();
        let Some(row) = self.inner.database.read.query_one_raw(statement).await? else {
            return Ok(());
        };
        self.inner.drift.learn(Timestamp(row.try_get("", "now")?), asked, Instant::now());
        Ok(())
    }

    /// Logs how far the clock is off, if the difference is large enough.
    pub(crate) fn tell_of_clock(&self) {
        let Some(ahead) = self.ahead().filter(|ahead| ahead.abs() >= TOLD) else { return };
        if ahead.abs() >= OFF {
            tracing::error!(
                ahead_ms = ahead,
                "this machine's clock differs from the database's by 30 s or more: not ready until \
                 it is set right",
            );
        } else {
            tracing::warn!(ahead_ms = ahead, "this machine's clock differs from the database's");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 1_800_000_000_000;

    /// A clock that was compared once, with an answer that took no time, when the database's clock
    /// showed noon.
    fn compared() -> (Drift, impl Fn(u64) -> Instant) {
        let drift = Drift::new();
        let start = drift.start;
        drift.learn(Timestamp(NOON), start, start);
        (drift, move |millis| start + Duration::from_millis(millis))
    }

    fn shown(drift: &Drift, at: Instant) -> i64 {
        drift.time(at).unwrap().0 - NOON
    }

    #[test]
    fn the_first_answer_counts_from_the_middle_of_its_wait() {
        let drift = Drift::new();
        assert_eq!(drift.time(drift.start), None);
        drift.learn(Timestamp(NOON), drift.start, drift.start + Duration::from_secs(8));
        assert_eq!(shown(&drift, drift.start), -4_000);
    }

    #[test]
    fn a_slow_answer_that_contradicts_nothing_moves_nothing() {
        let (drift, at) = compared();
        // The question waits 8 s for a connection, or the answer takes 8 s to arrive.
        for read in [10_999, 3_001] {
            drift.learn(Timestamp(NOON + read), at(3_000), at(11_000));
            assert_eq!(shown(&drift, at(11_000)), 11_000);
        }
    }

    #[test]
    fn a_quick_answer_after_a_slow_first_one_puts_the_clock_right() {
        let drift = Drift::new();
        let at = |millis| drift.start + Duration::from_millis(millis);
        drift.learn(Timestamp(NOON), at(0), at(8_000));
        drift.learn(Timestamp(NOON + 3_000), at(11_000), at(11_002));
        let off = shown(&drift, at(11_002)) - 3_002;
        assert!((-2..=2).contains(&off), "{off} ms");
    }

    #[test]
    fn the_time_stands_still_until_a_database_whose_clock_went_back_has_caught_up() {
        let (drift, at) = compared();
        assert_eq!(shown(&drift, at(1_000)), 1_000);
        drift.learn(Timestamp(NOON - 3_000), at(1_000), at(1_000));
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
            drift.learn(Timestamp(NOON + step), at(0), at(0));
            assert_eq!(shown(&drift, at(0)), step);
        }
    }
}
