//! The turns of sign-ins that ask providers: how many there are at once, in all and for each source.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::source_network::SourceNetwork;

/// Requests to providers at once.
const ALL: usize = 32;
/// Requests to providers at once for one source, an IPv4 address or an IPv6 /64: anyone can bring a
/// false code, for which a provider may take 5 seconds.
const SOURCE: usize = 8;

/// The turns. Nothing waits for one.
#[derive(Debug)]
pub(super) struct SignInTurns {
    all: Arc<Semaphore>,
    /// The turns of each source that has some taken.
    sources: Mutex<HashMap<SourceNetwork, Weak<Semaphore>>>,
}

/// A turn; it ends when it is dropped.
#[expect(dead_code, reason = "the permits are held, not read")]
#[derive(Debug)]
pub(super) struct SignInTurn(OwnedSemaphorePermit, Option<OwnedSemaphorePermit>);

impl SignInTurns {
    pub(super) fn new() -> Self {
        Self { all: Arc::new(Semaphore::new(ALL)), sources: Mutex::default() }
    }

    /// A turn, if the source and all together have one left.
    pub(super) fn take(&self, source: Option<IpAddr>) -> Option<SignInTurn> {
        let own = match source {
            Some(source) => Some(self.of(source.into()).try_acquire_owned().ok()?),
            None => None,
        };
        let all = Arc::clone(&self.all).try_acquire_owned().ok()?;
        Some(SignInTurn(all, own))
    }

    fn of(&self, source: SourceNetwork) -> Arc<Semaphore> {
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        sources.retain(|_, turns| turns.strong_count() > 0);

        let kept = sources.entry(source).or_default();
        kept.upgrade().unwrap_or_else(|| {
            let turns = Arc::new(Semaphore::new(SOURCE));
            *kept = Arc::downgrade(&turns);
            turns
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_has_a_share_of_the_turns_and_gets_it_back() {
        let turns = SignInTurns::new();
        let source = |number: u8| Some(IpAddr::from([192, 0, 2, number]));
        let mut taken: Vec<_> = (0..SOURCE).filter_map(|_| turns.take(source(1))).collect();
        assert_eq!(taken.len(), SOURCE);
        assert!(turns.take(source(1)).is_none());

        taken.extend(
            (2..=4)
                .flat_map(|one| (0..SOURCE).map(move |_| source(one)))
                .filter_map(|one| turns.take(one)),
        );
        assert_eq!(taken.len(), ALL);
        assert!(turns.take(source(5)).is_none() && turns.take(None).is_none());
        drop(taken);
        assert!(turns.take(source(1)).is_some());
        assert_eq!(turns.sources.lock().unwrap().len(), 1);
    }
}
