//! The real clocks. No other module reads them.

use std::{
    sync::LazyLock,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use keyplane_control::Clock;
use keyplane_entity::Timestamp;

/// When the process asked for its uptime first.
static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The operating system's clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the others ask")]
    fn now(&self) -> Timestamp {
        // A clock set before 1970 reads as the epoch: every key is then pending, so all is refused.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn uptime(&self) -> Duration {
        STARTED.elapsed()
    }
}
