//! Time and identifiers, both made from what the binary injects.

use std::sync::{Mutex, PoisonError};

use keyplane_auth::Entropy;
use keyplane_entity::Timestamp;
use uuid::Uuid;

/// Tells the time. The binary's reads the system clock, a test's is set by hand.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

/// Makes `UUIDv7` values that only ever grow within this process (RFC 9562, section 6.2,
/// method 1: a counter in `rand_a`), so that rows made in one millisecond keep their order.
///
/// The other random bits are drawn once: they tell processes apart, which is all that is asked of
/// an identifier that is no secret, and each request has one.
#[derive(Debug)]
pub(crate) struct Ids {
    last: Mutex<(u64, u16)>,
    process: [u8; 8],
}

impl Ids {
    pub(crate) fn new(entropy: &dyn Entropy) -> Self {
        let mut process = [0; 8];
        entropy.fill(&mut process);
        Self { last: Mutex::default(), process }
    }

    pub(crate) fn next(&self, now: Timestamp) -> Uuid {
        let (millis, counter) = self.tick(u64::try_from(now.0).unwrap_or(0));
        let mut random = [0; 10];
        random[..2].copy_from_slice(&counter.to_be_bytes());
        random[2..].copy_from_slice(&self.process);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn tick(&self, now: u64) -> (u64, u16) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = match *last {
            (millis, _) if now > millis => (now, 0),
            // Twelve bits count within a millisecond; beyond them the next one is borrowed.
            (millis, 0x0fff) => (millis + 1, 0),
            (millis, counter) => (millis, counter + 1),
        };
        *last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;

    impl Entropy for Zeros {
        fn fill(&self, out: &mut [u8]) {
            out.fill(0);
        }
    }

    #[test]
    fn identifiers_grow_even_when_the_clock_stands_or_goes_back() {
        let ids = Ids::new(&Zeros);
        let mut last = Uuid::nil();
        for round in 0..10_000 {
            let next = ids.next(Timestamp(1_000_000 - round % 3));
            assert!(next > last);
            last = next;
        }
        assert_eq!(last.get_version_num(), 7);
    }
}
