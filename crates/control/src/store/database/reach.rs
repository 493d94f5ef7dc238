//! Whether the database answers. One probe finds out; every other piece of work is raced against
//! its verdict, so that nothing waits for a database that is away.
//!
//! A piece of work that is not answered for [`DOUBT`] asks for a probe at once. A database that is
//! slow answers the probe, and the work goes on waiting; one that is away does not.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{DbErr, RuntimeErr};
use tokio::{
    sync::{Notify, watch},
    time::{Instant, sleep},
};

/// How long a piece of work waits before it asks for a probe, and before it asks again.
const DOUBT: Duration = Duration::from_millis(70);
/// An outage that was shorter leaves connections in use: those that broke say so themselves.
const LONG: Duration = Duration::from_secs(1);

/// The verdict of the probe, shared by all connections of a process.
#[derive(Clone, Debug)]
pub(crate) struct Reach(Arc<ReachState>);

#[derive(Debug)]
struct ReachState {
    verdict: watch::Sender<ProbeVerdict>,
    /// Whether a probe runs. Without one nothing is refused: commands wait for their time-outs.
    is_probed: AtomicBool,
    /// A copy of the verdict that costs requests one load.
    is_away: AtomicBool,
    doubted: Notify,
    outages: AtomicU64,
    refused: AtomicU64,
}

#[derive(Clone, Copy, Debug, Default)]
struct ProbeVerdict {
    away_since: Option<Instant>,
    /// The end of the last long outage: connections that were opened before it are not used again.
    fresh_from: Option<Instant>,
}

impl Reach {
    pub(super) fn new() -> Self {
        Self(Arc::new(ReachState {
            verdict: watch::Sender::new(ProbeVerdict::default()),
            is_probed: AtomicBool::new(false),
            is_away: AtomicBool::new(false),
            doubted: Notify::new(),
            outages: AtomicU64::new(0),
            refused: AtomicU64::new(0),
        }))
    }

    /// Notes that a probe runs from now on.
    pub(crate) fn start(&self) {
        self.0.is_probed.store(true, Ordering::Release);
    }

    /// Whether a probe runs.
    pub(super) fn is_probed(&self) -> bool {
        self.0.is_probed.load(Ordering::Acquire)
    }

    /// Whether the database is away.
    pub(crate) fn is_away(&self) -> bool {
        self.0.is_away.load(Ordering::Acquire)
    }

    /// How long the database has been away; `None` if it answers.
    pub(crate) fn away_for(&self) -> Option<Duration> {
        self.0.verdict.borrow().away_since.map(|since| since.elapsed())
    }

    /// Number of outages since the start.
    pub(crate) fn outages(&self) -> u64 {
        self.0.outages.load(Ordering::Relaxed)
    }

    /// Number of pieces of work that were refused or given up because the database was away.
    pub(crate) fn refused(&self) -> u64 {
        self.0.refused.load(Ordering::Relaxed)
    }

    /// Refuses while the database is away.
    pub(crate) fn require(&self) -> Result<(), DbErr> {
        if self.is_away() { Err(self.refusal()) } else { Ok(()) }
    }

    /// Runs a piece of work until the database is away.
    pub(crate) async fn unless_away<T>(
        &self,
        work: impl Future<Output = Result<T, DbErr>>,
    ) -> Result<T, DbErr> {
        if !self.is_probed() {
            return work.await;
        }
        self.require()?;

        let mut verdict = self.0.verdict.subscribe();
        let mut work = pin!(work);
        loop {
            tokio::select! {
                // An answer that has arrived counts, whatever the verdict.
                biased;
                done = &mut work => return done,
                _ = verdict.wait_for(|verdict| verdict.away_since.is_some()) => {
                    return Err(self.refusal());
                }
                () = sleep(DOUBT) => self.doubt(),
            }
        }
    }

    /// Asks for a probe at once.
    pub(crate) fn doubt(&self) {
        self.0.doubted.notify_one();
    }

    /// Waits until a piece of work doubts that the database answers.
    pub(crate) async fn doubted(&self) {
        self.0.doubted.notified().await;
    }

    /// Waits while the database is away. `true`: it was.
    pub(crate) async fn wait_until_back(&self) -> bool {
        let was_away = self.is_away();
        let mut verdict = self.0.verdict.subscribe();
        // The sender lives as long as this.
        let _ = verdict.wait_for(|verdict| verdict.away_since.is_none()).await;
        was_away
    }

    /// Notes that the database does not answer. `true`: it did before.
    pub(crate) fn lose(&self, now: Instant) -> bool {
        let lost = self.0.verdict.send_if_modified(|verdict| {
            let answered = verdict.away_since.is_none();
            if answered {
                verdict.away_since = Some(now);
                self.0.is_away.store(true, Ordering::Release);
            }
            answered
        });
        if lost {
            self.0.outages.fetch_add(1, Ordering::Relaxed);
        }
        lost
    }

    /// Notes that the database answers. Returns how long it was away, if it was.
    pub(crate) fn find(&self, now: Instant) -> Option<Duration> {
        let mut away = None;
        self.0.verdict.send_if_modified(|verdict| {
            let Some(since) = verdict.away_since.take() else { return false };
            let lasted = now.duration_since(since);
            if lasted >= LONG {
                verdict.fresh_from = Some(now);
            }
            away = Some(lasted);
            self.0.is_away.store(false, Ordering::Release);
            true
        });
        away
    }

    /// Whether a connection that was opened at `opened_at` has seen a long outage. It may be dead
    /// without knowing.
    pub(super) fn is_stale(&self, opened_at: Instant) -> bool {
        self.0.verdict.borrow().fresh_from.is_some_and(|from| opened_at < from)
    }

    fn refusal(&self) -> DbErr {
        self.0.refused.fetch_add(1, Ordering::Relaxed);
        DbErr::Conn(RuntimeErr::Internal("the database is away".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    fn probed() -> Reach {
        let reach = Reach::new();
        reach.start();
        reach
    }

    #[tokio::test]
    async fn work_that_waits_asks_for_a_probe_and_ends_when_the_database_is_away() {
        let reach = probed();
        let waiting = reach.unless_away(pending::<Result<(), DbErr>>());
        let probe = async {
            reach.doubted().await;
            assert!(reach.lose(Instant::now()));
            assert!(!reach.lose(Instant::now()), "it was away before");
        };
        let (ended, ()) = tokio::join!(waiting, probe);
        assert!(ended.is_err());
        assert_eq!((reach.outages(), reach.refused()), (1, 1));

        let refused = reach.unless_away(ready(Ok(()))).await;
        assert!(refused.is_err(), "it begins no work meanwhile");
        assert!(reach.find(Instant::now()).is_some());
        assert!(reach.unless_away(ready(Ok(()))).await.is_ok());
    }

    #[tokio::test]
    async fn without_a_probe_work_is_left_to_its_own_time_out() {
        let reach = Reach::new();
        reach.lose(Instant::now());
        assert!(reach.unless_away(ready(Ok(()))).await.is_ok());
    }

    #[test]
    fn connections_that_have_seen_a_long_outage_are_not_used_again() {
        let reach = probed();
        let start = Instant::now();
        for (lasts, is_stale) in [(LONG / 2, false), (LONG, true)] {
            reach.lose(start);
            assert_eq!(reach.find(start + lasts), Some(lasts));
            assert_eq!(reach.is_stale(start), is_stale);
        }
        assert!(!reach.is_stale(start + LONG));
    }
}
