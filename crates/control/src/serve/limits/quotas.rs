//! Quotas of applications: access tokens a minute.

use std::{
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use governor::{
    Quota, RateLimiter,
    clock::Clock as _,
    middleware::NoOpMiddleware,
    state::{InMemoryState, NotKeyed},
};
use keyplane_entity::{application, id::ApplicationId};

use super::{budget::Uptime, recent::Recent};

/// Half of the number of applications that are remembered.
const HALF: usize = 65_536;

type Limiter = RateLimiter<NotKeyed, InMemoryState, Uptime, NoOpMiddleware<Duration>>;

/// The tokens that this process issued to applications with a quota. A changed quota starts full.
pub(super) struct Quotas {
    uptime: Uptime,
    limiters: Mutex<Recent<ApplicationId, (NonZeroU32, Arc<Limiter>)>>,
}

impl Quotas {
    pub(super) fn new(uptime: Uptime) -> Self {
        Self { uptime, limiters: Mutex::new(Recent::new(HALF)) }
    }

    /// Takes one token from an application's quota; if it is used up, returns the time until the
    /// next.
    pub(super) fn take(&self, application: &application::Model) -> Result<(), Duration> {
        let quota = application.tokens_per_minute.map(|count| u32::try_from(count).unwrap_or(1));
        let Some(quota) = quota.and_then(NonZeroU32::new) else { return Ok(()) };

        let limiter = self.limiter(application.id, quota);
        limiter.check().map_err(|refused| refused.wait_time_from(self.uptime.now()))
    }

    fn limiter(&self, application: ApplicationId, quota: NonZeroU32) -> Arc<Limiter> {
        let mut limiters = self.limiters.lock().unwrap_or_else(PoisonError::into_inner);
        match limiters.get(&application) {
            Some((known, limiter)) if known == quota => limiter,
            Some(_) | None => {
                let limiter =
                    Limiter::direct_with_clock(Quota::per_minute(quota), self.uptime.clone());
                let limiter = Arc::new(limiter);
                limiters.insert(application, (quota, Arc::clone(&limiter)));
                limiter
            }
        }
    }
}
