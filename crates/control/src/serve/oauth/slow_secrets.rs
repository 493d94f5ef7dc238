//! The verification of client secrets by the slow hash of another server.
//!
//! A stranger who knows a `client_id` can ask for it as often as the stranger likes, so the work has
//! limits of its own: half of the processors, 128 MiB, one hash at a time for each project, and a few
//! requests of each project, application and source that verify or wait. A source has few enough that
//! it locks out no other one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::available_parallelism,
    time::Duration,
};

use keyplane_entity::id::{ApplicationId, ProjectId};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::{
    error::Error,
    known::{ImportedSecret, PresentedSecret},
    source_network::SourceNetwork,
};

/// Maximum number of requests of one project that verify or wait.
const SHARE_OF_PROJECT: usize = 32;
/// Maximum number of requests of one application that verify or wait.
const SHARE_OF_APPLICATION: usize = 8;
/// Maximum number of requests of one source that verify or wait, in all projects.
const SHARE_OF_SOURCE: usize = 4;
/// The same, for one application.
const SHARE_AT_APPLICATION: usize = 2;
/// The same as [`SHARE_OF_SOURCE`], of a source that has used up its failed requests.
const SHARE_OF_SPENT_SOURCE: usize = 1;
/// Memory of all hashes that run, in MiB; one takes up to 64 MiB.
const MEMORY_MIB: u32 = 128;
/// How long a request waits for its turn.
const WAIT: Duration = Duration::from_secs(5);

/// Verifies secrets by slow hashes, a few at a time.
#[derive(Clone)]
pub(super) struct SlowSecrets(Arc<SlowState>);

struct SlowState {
    /// One permit for each hash that runs.
    turns: Arc<Semaphore>,
    /// One permit for each MiB that a hash takes.
    memory: Arc<Semaphore>,
    crowd: Mutex<Crowd>,
}

/// The requests that verify or wait.
#[derive(Default)]
struct Crowd {
    /// The turn of each project that has some.
    gates: HashMap<ProjectId, Arc<Semaphore>>,
    seats: HashMap<Share, usize>,
}

/// What a seat is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Share {
    Project(ProjectId),
    Application(ApplicationId),
    Source(SourceNetwork),
    At(ApplicationId, SourceNetwork),
}

/// A request that wants a secret verified.
#[derive(Clone, Copy, Debug)]
pub(super) struct Visitor {
    pub(super) project: ProjectId,
    pub(super) application: ApplicationId,
    /// `None` if it is not known.
    pub(super) source: Option<SourceNetwork>,
    /// Whether the source has used up its failed requests.
    pub(super) is_spent: bool,
}

/// A seat in the crowd, given back when the work is done.
struct Seat {
    state: Arc<SlowState>,
    gate: Arc<Semaphore>,
    visitor: Visitor,
}

/// Why a secret was not verified.
#[derive(Debug)]
pub(super) enum NotVerified {
    /// Too many requests wait already.
    Crowded,
    Failed(Error),
}

impl SlowSecrets {
    pub(super) fn new() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        Self::with_turns((cores / 2).max(1))
    }

    fn with_turns(turns: usize) -> Self {
        let turns = Arc::new(Semaphore::new(turns));
        let memory = Arc::new(Semaphore::new(MEMORY_MIB as usize));
        Self(Arc::new(SlowState { turns, memory, crowd: Mutex::default() }))
    }

    /// Whether the hash is that of the presented secret.
    pub(super) async fn verify(
        &self,
        visitor: Visitor,
        secret: &Arc<ImportedSecret>,
        presented: PresentedSecret<'_>,
    ) -> Result<bool, NotVerified> {
        let seat = self.enter(visitor).ok_or(NotVerified::Crowded)?;
        let turn = timeout(WAIT, seat.turn(secret.hash.memory_mib())).await;
        let turn = turn.map_err(|_| NotVerified::Crowded)??;
        // A request before this one may have brought the same secret.
        if secret.verified.get().is_some() {
            return Ok(secret.is_verified(presented));
        }

        let (hash, text) = (Arc::clone(secret), presented.text.clone());
        let work = move || {
            // The work ends even if its request is gone, so it holds its turn itself.
            let _held = (turn, seat);
            hash.hash.verify(&text)
        };
        let verified = tokio::task::spawn_blocking(work).await;
        let verified = verified.map_err(|error| NotVerified::failed("hash", error))?;
        if verified {
            let _ = secret.verified.set(*presented.digest);
        }
        Ok(verified)
    }

    fn enter(&self, visitor: Visitor) -> Option<Seat> {
        let mut crowd = self.0.crowd();
        let taken = |share: &Share| crowd.seats.get(share).copied().unwrap_or_default();
        if visitor.shares().any(|(share, most)| taken(&share) >= most) {
            return None;
        }

        for (share, _) in visitor.shares() {
            *crowd.seats.entry(share).or_default() += 1;
        }
        let gate = crowd.gates.entry(visitor.project);
        let gate = Arc::clone(gate.or_insert_with(|| Arc::new(Semaphore::new(1))));
        Some(Seat { state: Arc::clone(&self.0), gate, visitor })
    }
}

impl SlowState {
    fn crowd(&self) -> MutexGuard<'_, Crowd> {
        self.crowd.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visitor {
    /// What its seat is counted for, each with the maximum.
    fn shares(self) -> impl Iterator<Item = (Share, usize)> {
        let of_source = if self.is_spent { SHARE_OF_SPENT_SOURCE } else { SHARE_OF_SOURCE };
        let own = [
            (Share::Project(self.project), SHARE_OF_PROJECT),
            (Share::Application(self.application), SHARE_OF_APPLICATION),
        ];
        let at_source = self.source.map(|source| {
            let at = Share::At(self.application, source);
            [(Share::Source(source), of_source), (at, SHARE_AT_APPLICATION)]
        });
        own.into_iter().chain(at_source.into_iter().flatten())
    }
}

impl Seat {
    /// The turn of the project, then one of all projects, then the memory.
    async fn turn(&self, memory_mib: u32) -> Result<[OwnedSemaphorePermit; 3], NotVerified> {
        let closed = |error| NotVerified::failed("turn", error);
        let gate = Arc::clone(&self.gate).acquire_owned().await.map_err(closed)?;
        let turn = Arc::clone(&self.state.turns).acquire_owned().await.map_err(closed)?;
        let memory = memory_mib.min(MEMORY_MIB);
        let memory = Arc::clone(&self.state.memory).acquire_many_owned(memory).await;
        Ok([gate, turn, memory.map_err(closed)?])
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut crowd = self.state.crowd();
        for (share, _) in self.visitor.shares() {
            let Some(seats) = crowd.seats.get_mut(&share) else { continue };
            *seats = seats.saturating_sub(1);
            if *seats == 0 {
                crowd.seats.remove(&share);
            }
        }
        if !crowd.seats.contains_key(&Share::Project(self.visitor.project)) {
            crowd.gates.remove(&self.visitor.project);
        }
    }
}

impl NotVerified {
    fn failed(what: &'static str, error: impl std::fmt::Display) -> Self {
        Self::Failed(Error::internal(what, error))
    }
}

#[cfg(test)]
mod tests {
    use std::{future::poll_fn, net::Ipv4Addr, task::Poll};

    use uuid::Uuid;

    use super::*;

    fn visitor(project: u128, application: u128, source: u32) -> Visitor {
        Visitor {
            project: ProjectId(Uuid::from_u128(project)),
            application: ApplicationId(Uuid::from_u128(application)),
            source: Some(SourceNetwork::from(std::net::IpAddr::from(Ipv4Addr::from(source)))),
            is_spent: false,
        }
    }

    fn seats(slow: &SlowSecrets, visitors: impl Iterator<Item = Visitor>) -> Vec<Seat> {
        visitors.filter_map(|visitor| slow.enter(visitor)).collect()
    }

    async fn is_waiting<T>(work: impl Future<Output = T>) -> bool {
        let mut work = Box::pin(work);
        poll_fn(|context| Poll::Ready(work.as_mut().poll(context).is_pending())).await
    }

    #[test]
    fn a_source_locks_out_neither_another_source_nor_another_application() {
        let slow = SlowSecrets::new();
        let mut held = seats(&slow, (0..20).map(|_| visitor(1, 1, 7)));
        assert_eq!(held.len(), SHARE_AT_APPLICATION);
        assert!(slow.enter(visitor(1, 1, 8)).is_some(), "from elsewhere");

        held.extend(seats(&slow, (0..20).map(|application| visitor(1, application, 7))));
        held.extend(seats(&slow, (0..20).map(|project| visitor(project, 100 + project, 7))));
        assert_eq!(held.len(), SHARE_OF_SOURCE);
        assert!(slow.enter(visitor(1, 2, 8)).is_some());

        held.pop();
        assert!(slow.enter(visitor(1, 9, 7)).is_some());
    }

    #[test]
    fn a_source_that_has_used_up_its_failures_has_one_seat() {
        let slow = SlowSecrets::new();
        let spent = |application| Visitor { is_spent: true, ..visitor(1, application, 7) };
        let held = slow.enter(spent(1)).expect("a seat");
        assert!(slow.enter(spent(2)).is_none());
        assert!(slow.enter(visitor(1, 1, 8)).is_some());
        drop(held);
        assert!(slow.enter(spent(2)).is_some());
    }

    #[test]
    fn a_flood_from_many_sources_takes_the_share_of_its_application_and_project_alone() {
        let slow = SlowSecrets::new();
        let mut held = seats(&slow, (0..20).map(|source| visitor(1, 1, source)));
        assert_eq!(held.len(), SHARE_OF_APPLICATION);

        held.extend(seats(
            &slow,
            (0..200).map(|one| visitor(1, 2 + u128::from(one / 8), 50 + one)),
        ));
        assert_eq!(held.len(), SHARE_OF_PROJECT);
        assert!(slow.enter(visitor(1, 99, 999)).is_none());
        assert!(slow.enter(visitor(2, 1000, 999)).is_some());

        held.pop();
        assert!(slow.enter(visitor(1, 99, 999)).is_some());
    }

    #[test]
    fn a_crowd_without_requests_takes_no_memory() {
        let slow = SlowSecrets::new();
        drop(seats(&slow, (0..100).map(|one| visitor(u128::from(one % 3), u128::from(one), one))));
        let crowd = slow.0.crowd();
        assert!(crowd.seats.is_empty() && crowd.gates.is_empty());
    }

    #[tokio::test]
    async fn one_hash_of_a_project_runs_at_a_time() {
        let slow = SlowSecrets::with_turns(8);
        let [first, second] = [1, 2].map(|one| slow.enter(visitor(1, one, 7)).expect("a seat"));
        let turn = first.turn(1).await.expect("a turn");
        assert!(is_waiting(second.turn(1)).await);
        drop(turn);
        assert!(second.turn(1).await.is_ok());
    }

    #[tokio::test]
    async fn the_hashes_that_run_take_128_mib_at_most() {
        let slow = SlowSecrets::with_turns(8);
        let [first, second, third] =
            [1, 2, 3].map(|one| slow.enter(visitor(one, one, 7)).expect("a seat"));
        let turns = (first.turn(64).await.expect("64"), second.turn(60).await.expect("60"));
        assert!(is_waiting(third.turn(5)).await);
        assert!(third.turn(4).await.is_ok());
        drop(turns);
        assert!(third.turn(64).await.is_ok());
    }
}
