//! Time and identifiers, both derived from what the binary injects.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use keyplane_auth::Entropy;
use keyplane_entity::Timestamp;
use uuid::Uuid;

/// A clock. The binary's reads the system clock; a test sets its own.
pub trait Clock: Send + Sync {
    /// The current time.
    fn now(&self) -> Timestamp;

    /// The time since some moment before the process started; never goes back. A clock whose `now` may
    /// be set while the process runs has another source for it.
    fn uptime(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.now().0).unwrap_or(0))
    }
}

/// Makes `UUIDv7` values that only ever grow within this process (RFC 9562, section 6.2, method 1:
/// a counter in `rand_a`), so that rows made in one millisecond keep their order. The 62 bits after
/// the counter are random in each value, so the ID of a future row cannot be predicted.
#[derive(Debug, Default)]
pub(crate) struct Ids(Ticks);

impl Ids {
    pub(crate) fn next(&self, now: Timestamp, entropy: &dyn Entropy) -> Uuid {
        let mut random = [0; 8];
        entropy.fill(&mut random);
        self.0.next(now, random)
    }
}

/// Makes request IDs. Request IDs are not secret, so their random bits are drawn once per process,
/// to tell processes apart. They share nothing with [`Ids`].
#[derive(Debug)]
pub(crate) struct RequestIds {
    ticks: Ticks,
    process: [u8; 8],
}

impl RequestIds {
    pub(crate) fn new(entropy: &dyn Entropy) -> Self {
        let mut process = [0; 8];
        entropy.fill(&mut process);
        Self { ticks: Ticks::default(), process }
    }

    pub(crate) fn next(&self, now: Timestamp) -> Uuid {
        self.ticks.next(now, self.process)
    }
}

/// The last millisecond that was used, and how often.
#[derive(Debug, Default)]
struct Ticks(Mutex<(u64, u16)>);

impl Ticks {
    fn next(&self, now: Timestamp, rand_b: [u8; 8]) -> Uuid {
        let (millis, counter) = self.tick(u64::try_from(now.0).unwrap_or(0));
        let mut random = [0; 10];
        random[..2].copy_from_slice(&counter.to_be_bytes());
        random[2..].copy_from_slice(&rand_b);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn tick(&self, now: u64) -> (u64, u16) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *last = match *last {
            (millis, _) if now > millis => (now, 0),
            // Twelve bits count within a millisecond; beyond them the next millisecond is used.
            (millis, 0x0fff) => (millis + 1, 0),
            (millis, counter) => (millis, counter + 1),
        };
        *last
    }
}

#[cfg(test)]
mod tests {
    use std::{
        collections::HashSet,
        sync::atomic::{AtomicU64, Ordering},
    };

    use super::*;

    /// Numbers that never repeat.
    #[derive(Default)]
    struct Numbers(AtomicU64);

    impl Entropy for Numbers {
        fn fill(&self, out: &mut [u8]) {
            let number = self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes();
            out.copy_from_slice(&number);
        }
    }

    #[test]
    fn identifiers_grow_even_when_the_clock_stands_or_goes_back() {
        let (ids, entropy) = (Ids::default(), Numbers::default());
        let mut last = Uuid::nil();
        for round in 0..10_000 {
            let next = ids.next(Timestamp(1_000_000 - round % 3), &entropy);
            assert!(next > last);
            last = next;
        }
        assert_eq!(last.get_version_num(), 7);
    }

    #[test]
    fn each_identifier_has_random_bits_of_its_own_that_no_request_id_shows() {
        let entropy = Numbers::default();
        let (ids, requests) = (Ids::default(), RequestIds::new(&entropy));
        let behind_the_counter = |id: Uuid| id.as_u128() & ((1 << 62) - 1);
        let mut seen = HashSet::from([behind_the_counter(requests.next(Timestamp(1)))]);
        for _ in 0..1000 {
            assert!(seen.insert(behind_the_counter(ids.next(Timestamp(1), &entropy))));
        }
        assert!(seen.contains(&behind_the_counter(requests.next(Timestamp(1)))));
    }
}
