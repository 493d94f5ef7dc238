//! A number of events a minute for each of many keys.

use std::{
    hash::Hash,
    num::NonZeroU32,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use governor::{Quota, RateLimiter, clock::Clock as _, middleware::NoOpMiddleware};

use super::recent::{Recent, States};
use crate::store::Clock;

/// Half of the number of keys that are remembered. 32,768 keys take about 3 MiB.
const HALF: usize = 16_384;

/// The monotonic time of the process, for the rate limiters.
#[derive(Clone)]
pub(super) struct Uptime(pub(super) Arc<dyn Clock>);

impl governor::clock::Clock for Uptime {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.0.uptime()
    }
}

/// So many events a minute for each key (GCRA): a minute's number at once, then one whenever its part
/// of a minute has passed.
pub(super) struct Budget<K: Copy + Eq + Hash> {
    limiter: RateLimiter<K, States<K>, Uptime, NoOpMiddleware<Duration>>,
    /// The keys whose budget is used up, and until when.
    spent: Mutex<Recent<K, Duration>>,
    /// The latest of these times in milliseconds, so that a request usually reads one number.
    spent_until: AtomicU64,
}

impl<K: Copy + Eq + Hash> Budget<K> {
    /// `None` for no limit.
    pub(super) fn new(per_minute: u32, uptime: &Uptime) -> Option<Self> {
        let quota = Quota::per_minute(NonZeroU32::new(per_minute)?);
        let limiter = RateLimiter::new(quota, States::new(HALF), uptime.clone());
        let spent = Mutex::new(Recent::new(HALF));
        Some(Self { limiter, spent, spent_until: AtomicU64::new(0) })
    }

    /// Takes one event from a key's budget; if it is used up, returns the time until the next.
    pub(super) fn take(&self, key: K) -> Result<(), Duration> {
        let Err(refused) = self.limiter.check_key(&key) else { return Ok(()) };

        let now = self.limiter.clock().now();
        let wait = refused.wait_time_from(now);
        let until = now + wait;
        self.spent.lock().unwrap_or_else(PoisonError::into_inner).insert(key, until);
        self.spent_until.fetch_max(millis(until) + 1, Ordering::Relaxed);
        Err(wait)
    }

    /// Whether the budget of any key may be used up.
    pub(super) fn is_any_spent(&self) -> bool {
        let until = self.spent_until.load(Ordering::Relaxed);
        until > 0 && millis(self.limiter.clock().now()) < until
    }

    /// Whether the last event of a key was refused, and the next would be.
    pub(super) fn is_spent(&self, key: K) -> bool {
        if !self.is_any_spent() {
            return false;
        }
        let now = self.limiter.clock().now();
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.get(&key).is_some_and(|until| now < until)
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX - 1)
}
