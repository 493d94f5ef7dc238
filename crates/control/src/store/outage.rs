//! The time in which the database is away: what may still be answered, for how long, and the log
//! about it.

use std::time::Duration;

use super::{database::Reach, handle::Store};
use crate::error::Error;

/// The longest grace.
pub const MAX_OUTAGE_GRACE: Duration = Duration::from_mins(5);

/// How long memory counts while the database is away.
#[derive(Clone, Copy, Debug)]
pub struct OutageLimits {
    /// Cached values, after the last moment at which the process was sure to know every commit; at
    /// most [`MAX_OUTAGE_GRACE`]. Zero: not at all.
    pub grace: Duration,
    /// JWKS and discovery documents that were served before.
    pub stale_documents: Duration,
}

impl Default for OutageLimits {
    /// No grace, and documents for an hour.
    fn default() -> Self {
        Self { grace: Duration::ZERO, stale_documents: Duration::from_hours(1) }
    }
}

/// What an outage of the database does to this process, for operators and metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outage {
    /// How long the database has been away; `None` if it answers.
    pub away_for: Option<Duration>,
    /// How much longer cached values count; `None` outside of the grace.
    pub grace_left: Option<Duration>,
    /// Number of outages since the start.
    pub outages: u64,
    /// Number of pieces of work that were refused or given up in outages since the start.
    pub refused: u64,
}

impl Store {
    /// What an outage of the database does to this process now.
    pub(crate) fn outage(&self) -> Outage {
        let Some(reach) = self.database().reach() else { return Outage::default() };
        Outage {
            away_for: reach.away_for(),
            grace_left: self.grace_left(),
            outages: reach.outages(),
            refused: reach.refused(),
        }
    }

    /// Whether the database is away.
    pub(crate) fn is_away(&self) -> bool {
        self.database().reach().is_some_and(Reach::is_away)
    }

    /// Refuses at once while the database is away.
    pub(crate) fn require_database(&self) -> Result<(), Error> {
        match self.database().reach() {
            Some(reach) => Ok(reach.require()?),
            None => Ok(()),
        }
    }

    /// How much longer cached values count although the process cannot hear of commits; `None`
    /// outside of the grace of an outage. It is measured on the monotonic clock.
    pub(crate) fn grace_left(&self) -> Option<Duration> {
        let grace = self.inner.outage_limits.grace.min(MAX_OUTAGE_GRACE);
        if grace.is_zero() || !self.is_away() || self.inner.listener.is_alive() {
            return None;
        }
        grace.checked_sub(self.inner.listener.unsure_for()).filter(|left| !left.is_zero())
    }

    /// Whether documents that were served before may be served from memory after the database could
    /// not be read for `failing_for`, or has been away for longer.
    pub(crate) fn serves_stale_documents(&self, failing_for: Duration) -> bool {
        let most = self.inner.outage_limits.stale_documents;
        let away = self.database().reach().and_then(Reach::away_for);
        !most.is_zero() && away.unwrap_or_default().max(failing_for) <= most
    }

    pub(super) fn log_outage(&self, reason: &str) {
        let limits = &self.inner.outage_limits;
        tracing::error!(
            reason,
            grace_seconds = limits.grace.as_secs(),
            stale_documents_seconds = limits.stale_documents.as_secs(),
            "the database is away: what needs it is answered 503; JWKS and discovery documents \
             come from memory and may show a key that was revoked elsewhere",
        );
        if !limits.grace.is_zero() {
            tracing::warn!(
                grace_seconds = limits.grace.as_secs(),
                "checks, introspection and tokens are answered from caches for the grace",
            );
        }
    }
}

/// Logs the end of an outage.
pub(super) fn log_return(lasted: Duration) {
    let away_ms = u64::try_from(lasted.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(away_ms, "the database answers again");
}
