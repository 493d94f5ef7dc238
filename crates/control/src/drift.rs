//! How far this process's clock is from the database's.
//!
//! Replicas agree on states and ends only as far as their clocks agree. On PostgreSQL each of them
//! therefore uses the database's clock: it reads it every few seconds and continues from there with
//! its monotonic clock. A process whose own clock is far off decides nothing until the clock is
//! corrected. SQLite has one process, whose clock is the only one.

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
/// The smallest difference at which this process decides nothing, in milliseconds.
const OFF: i64 = 30_000;
/// The pause between two log lines about the same difference.
const TELL_AGAIN: Duration = Duration::from_mins(1);
/// Nothing was compared yet.
const UNKNOWN: i64 = i64::MIN;

/// The last comparison with the database's clock.
#[derive(Debug)]
pub(crate) struct Drift {
    start: Instant,
    /// The database's time at `start`, in Unix milliseconds.
    database_at_start: AtomicI64,
}

impl Drift {
    pub(crate) fn new() -> Self {
        Self { start: Instant::now(), database_at_start: AtomicI64::new(UNKNOWN) }
    }

    /// Notes that the database's clock showed `database` at `at`.
    fn learn(&self, database: Timestamp, at: Instant) {
        self.database_at_start.store(database.0 - self.millis(at), Ordering::Release);
    }

    /// What the database's clock shows now; `None` before the first comparison.
    pub(crate) fn database_now(&self) -> Option<Timestamp> {
        let at_start = self.database_at_start.load(Ordering::Acquire);
        (at_start != UNKNOWN).then(|| Timestamp(at_start + self.millis(Instant::now())))
    }

    fn millis(&self, at: Instant) -> i64 {
        i64::try_from(at.saturating_duration_since(self.start).as_millis()).unwrap_or(i64::MAX)
    }
}

impl Control {
    /// The time now: the database's, where it was compared.
    pub fn now(&self) -> Timestamp {
        self.inner.drift.database_now().unwrap_or_else(|| self.inner.clock.now())
    }

    /// Refuses while this process's clock is off. A step of the clock counts at once, also while
    /// the database is away: the last comparison is carried on by the monotonic clock.
    pub(crate) fn require_clock(&self) -> Result<(), Error> {
        match self.ahead() {
            Some(ahead) if ahead.abs() >= OFF => Err(Error::ClockOff { seconds: ahead / 1000 }),
            Some(_) | None => Ok(()),
        }
    }

    /// How far this process's clock is ahead of the database's, in milliseconds.
    fn ahead(&self) -> Option<i64> {
        let database = self.inner.drift.database_now()?;
        Some(self.inner.clock.now().0 - database.0)
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

    /// Reads the database's clock, where there is one beside the process's own.
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
        // It was read at some moment between the question and the answer.
        self.inner.drift.learn(Timestamp(row.try_get("", "now")?), asked + asked.elapsed() / 2);
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
