//! How long a webhook waits after a failure.

use keyplane_auth::Entropy;
use keyplane_entity::Timestamp;

/// The pauses after the first failures of an event, in seconds; then [`LAST_PAUSE`].
const PAUSES: [i64; 5] = [5, 30, 120, 600, 1800];
/// The pause after every further failure, in seconds.
const LAST_PAUSE: i64 = 3600;
/// How long an event is tried before its webhook is disabled, in seconds: 5 days.
const GIVE_UP_SECONDS: i64 = 5 * 86_400;

/// The time of the next attempt after `failures` failures of one event, the first of them at
/// `first`; `None` if the webhook is to be disabled. A pause is up to a fifth longer, so that
/// webhooks that failed together do not come back together.
pub(super) fn next_attempt(
    failures: u64,
    first: Timestamp,
    now: Timestamp,
    entropy: &dyn Entropy,
) -> Option<Timestamp> {
    if now >= first.plus_seconds(GIVE_UP_SECONDS) {
        return None;
    }
    let step = usize::try_from(failures.saturating_sub(1)).unwrap_or(usize::MAX);
    let pause = PAUSES.get(step).copied().unwrap_or(LAST_PAUSE);
    let mut random = [0; 2];
    entropy.fill(&mut random);
    let jitter = pause * 200 * i64::from(u16::from_be_bytes(random)) / i64::from(u16::MAX);
    Some(Timestamp(now.plus_seconds(pause).0 + jitter))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Always the same byte.
    struct Same(u8);

    impl Entropy for Same {
        fn fill(&self, out: &mut [u8]) {
            out.fill(self.0);
        }
    }

    fn pause(failures: u64, byte: u8) -> i64 {
        let now = Timestamp::from_seconds(1_000_000);
        let next = next_attempt(failures, now, now, &Same(byte));
        next.map_or(-1, |next| next.millis_since(now))
    }

    #[test]
    fn pauses_grow_to_an_hour_with_a_jitter_of_a_fifth() {
        let shortest: Vec<_> = (1..=7).map(|failures| pause(failures, 0) / 1000).collect();
        assert_eq!(shortest, [5, 30, 120, 600, 1800, 3600, 3600]);
        let longest: Vec<_> = (1..=7).map(|failures| pause(failures, 255) / 1000).collect();
        assert_eq!(longest, [6, 36, 144, 720, 2160, 4320, 4320]);
    }

    #[test]
    fn an_event_is_given_up_five_days_after_its_first_failure() {
        let first = Timestamp::from_seconds(1_000_000);
        let after = |seconds| next_attempt(99, first, first.plus_seconds(seconds), &Same(0));
        assert!(after(5 * 86_400 - 1).is_some());
        assert_eq!(after(5 * 86_400), None);
    }
}
