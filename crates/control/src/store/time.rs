//! The time for decisions. A process whose clock is far off refuses to decide.

use std::time::Duration;

use keyplane_entity::Timestamp;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use tokio::time::Instant;

use super::{drift, handle::Store};
use crate::error::Error;

/// The pause between two comparisons.
const EACH: Duration = Duration::from_secs(3);
/// The smallest difference that is logged, in milliseconds.
const LOGGED: i64 = 5_000;
/// The pause between two log lines about the same difference.
const LOG_AGAIN: Duration = Duration::from_mins(1);

impl Store {
    /// The current time: the database's if the clocks were compared, else this process's own.
    pub(crate) fn now(&self) -> Timestamp {
        self.inner.drift.time(Instant::now()).unwrap_or_else(|| self.inner.clock.now())
    }

    /// Refuses while this process's clock is off. A step of the clock counts at once, even while
    /// the database is unreachable: the monotonic clock continues the last comparison.
    pub(crate) fn require_clock(&self) -> Result<(), Error> {
        match self.ahead() {
            Some(ahead) if ahead.abs() >= drift::OFF => {
                Err(Error::ClockOff { seconds: ahead / 1000 })
            }
            Some(_) | None => Ok(()),
        }
    }

    /// How far this process's clock is ahead of the database's, in milliseconds.
    pub(crate) fn ahead(&self) -> Option<i64> {
        let database = self.inner.drift.estimate(Instant::now())?;
        Some(self.inner.clock.now().0 - database)
    }

    /// Compares the clocks until its task is aborted.
    pub(crate) async fn watch_clock(self) {
        let mut logged_at: Option<Instant> = None;
        loop {
            if let Err(error) = self.compare_clocks().await {
                tracing::debug!(%error, "the database's clock could not be read");
            }
            let ahead = self.ahead().filter(|ahead| ahead.abs() >= LOGGED);
            if ahead.is_some() && logged_at.is_none_or(|at| at.elapsed() >= LOG_AGAIN) {
                self.log_drift();
                logged_at = Some(Instant::now());
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
        let Some(row) = self.read().query_one_raw(statement).await? else {
            return Ok(());
        };
        self.inner.drift.record_answer(Timestamp(row.try_get("", "now")?), asked, Instant::now());
        Ok(())
    }

    /// Logs how far the clock is off, if the difference is large enough.
    pub(crate) fn log_drift(&self) {
        let Some(ahead) = self.ahead().filter(|ahead| ahead.abs() >= LOGGED) else { return };
        if ahead.abs() >= drift::OFF {
            tracing::error!(
                ahead_ms = ahead,
                "this machine's clock differs from the database's by 30 s or more: not ready until \
                 it is corrected",
            );
        } else {
            tracing::warn!(ahead_ms = ahead, "this machine's clock differs from the database's");
        }
    }
}
