//! Whether what a request read of a scope still counts.
//!
//! A request may wait between what it reads and what it does with it: for a slow hash, for the keys of
//! another server, for the database. So every use case that decides from memory ends with
//! `ScopeView::require_current`, and judges the whole request again on a new view if a commit came
//! between.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::Error;

/// The bit of a version whose entry hears of no further commits.
const ENDED: u64 = 1 << 63;
/// Maximum number of times that a request is judged.
const MAX_ROUNDS: u8 = 5;

/// How many changes an entry has heard of, and whether it still hears of them.
#[derive(Default)]
pub(super) struct Version(AtomicU64);

impl Version {
    /// Notes a change, after its part was forgotten.
    pub(super) fn advance(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }

    /// Notes that the entry hears of no further changes.
    pub(super) fn end(&self) {
        self.0.fetch_or(ENDED, Ordering::AcqRel);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }

    /// Whether nothing has changed since the version was `seen`, before anything was read.
    pub(super) fn is_still(&self, seen: u64) -> bool {
        let version = self.get();
        version == seen && version & ENDED == 0
    }
}

/// An error of a use case that may say that what was read is outdated.
pub(crate) trait MayBeOutdated {
    /// Whether the request is to be judged again.
    fn is_outdated(&self) -> bool;
}

impl MayBeOutdated for Error {
    fn is_outdated(&self) -> bool {
        matches!(self, Self::Outdated)
    }
}

/// How often a request was judged.
#[derive(Default)]
pub(crate) struct Rounds(u8);

impl Rounds {
    /// Whether a request with this result is judged again: its view was outdated, and not for the
    /// fifth time.
    pub(crate) fn again<T, E: MayBeOutdated>(&mut self, result: &Result<T, E>) -> bool {
        self.0 += 1;
        result.as_ref().is_err_and(MayBeOutdated::is_outdated) && self.0 < MAX_ROUNDS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_judged_five_times_at_most() {
        let (mut rounds, mut judged) = (Rounds::default(), 1);
        while rounds.again::<(), Error>(&Err(Error::Outdated)) {
            judged += 1;
        }
        assert_eq!(judged, 5);
        assert!(!Rounds::default().again::<_, Error>(&Ok(())));
        assert!(!Rounds::default().again::<(), _>(&Err(Error::NotFound("test"))));
    }
}
