//! The real clock. No other module reads it.

use std::time::{SystemTime, UNIX_EPOCH};

use keyplane_control::Clock;
use keyplane_entity::Timestamp;

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
}
