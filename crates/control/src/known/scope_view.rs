//! The entry of a scope as a request took it, and whether what the request read of it still counts.
//!
//! A request may wait between what it reads and what it does with it: for a slow hash, for the keys of
//! another server, for the database. So every use case that decides from memory ends with
//! [`ScopeView::require_current`], and judges the whole request again on a new view if a commit came
//! between.

use std::{
    ops::Deref,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::Poll,
};

use super::{handle::Known, scopes::ScopeEntry};
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

    fn get(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// The entry of a scope as a request took it.
#[derive(Clone)]
pub(crate) struct ScopeView {
    entry: Arc<ScopeEntry>,
    /// The version before the request read anything.
    version: u64,
}

impl ScopeView {
    pub(super) fn of(entry: Arc<ScopeEntry>) -> Self {
        let version = entry.version.get();
        Self { entry, version }
    }

    /// Refuses with [`Error::Outdated`] if a commit came since the request took the entry, or may have
    /// come unheard.
    pub(crate) fn require_current(&self) -> Result<(), Error> {
        let version = self.entry.version.get();
        if version == self.version && version & ENDED == 0 { Ok(()) } else { Err(Error::Outdated) }
    }
}

impl Deref for ScopeView {
    type Target = ScopeEntry;

    fn deref(&self) -> &ScopeEntry {
        &self.entry
    }
}

impl Known {
    /// The output of `work`. If it has to be waited for, a view of an entry that may not have heard of
    /// commits meanwhile counts no longer.
    pub(crate) async fn waiting<T>(&self, entry: &ScopeEntry, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        let first = std::future::poll_fn(|context| Poll::Ready(work.as_mut().poll(context)));
        if let Poll::Ready(done) = first.await {
            return done;
        }

        let done = work.await;
        if !entry.hears || !self.store().trusts_caches() {
            // Not its end: once the caches are trusted again, later requests may take it.
            entry.version.advance();
        }
        done
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
    use uuid::Uuid;

    use super::*;
    use crate::{
        known::{Change, scopes::ScopeCache},
        store::{News, Part},
    };

    const SCOPE: Uuid = Uuid::from_u128(7);

    fn is_current_after(news: &News) -> bool {
        let cache = ScopeCache::new();
        let view = ScopeView::of(cache.entry(SCOPE));
        cache.hear(news);
        view.require_current().is_ok()
    }

    #[test]
    fn a_view_ends_with_the_first_commit_to_what_was_read() {
        let changed = |scope, part| News::Changed { scope, part };
        assert!(!is_current_after(&changed(SCOPE, None)));
        assert!(!is_current_after(&changed(SCOPE, Some(Part::new(Change::Apis)))));
        assert!(!is_current_after(&News::Missed));

        assert!(is_current_after(&changed(SCOPE, Some(Part::new(Change::Uncached)))));
        assert!(is_current_after(&changed(Uuid::from_u128(8), None)));
    }

    #[test]
    fn an_entry_that_is_gone_counts_for_no_later_view_of_it() {
        let cache = ScopeCache::new();
        let entry = cache.entry(SCOPE);
        cache.hear(&News::Changed { scope: SCOPE, part: None });
        assert!(ScopeView::of(entry).require_current().is_err());
        assert!(ScopeView::of(cache.entry(SCOPE)).require_current().is_ok());
    }

    #[test]
    fn an_entry_that_was_dropped_to_save_memory_no_longer_counts() {
        let cache = ScopeCache::new();
        let views: Vec<_> = (0..40_000_u128)
            .map(|one| (one, ScopeView::of(cache.entry(Uuid::from_u128(one)))))
            .collect();
        let mut dropped = 0;
        for (one, view) in views {
            let is_kept = cache.is_kept(Uuid::from_u128(one), &view.entry);
            assert_eq!(view.require_current().is_ok(), is_kept, "{one}");
            dropped += u32::from(!is_kept);
        }
        assert!(dropped > 0);
    }

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
