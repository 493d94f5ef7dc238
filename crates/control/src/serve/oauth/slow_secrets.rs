//! The verification of client secrets by the slow hash of another server.
//!
//! A stranger who knows a `client_id` can ask for it as often as the stranger likes, so the work has
//! limits: half of the processors, one hash at a time for each project, and a few waiting requests of
//! each project and each application. The memory of a hash is bounded when it is imported.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    thread::available_parallelism,
    time::Duration,
};

use keyplane_entity::{
    application,
    id::{ApplicationId, ProjectId},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::{
    error::Error,
    known::{ImportedSecret, PresentedSecret},
};

/// Maximum number of requests of one project that verify or wait.
const SHARE_OF_PROJECT: usize = 32;
/// Maximum number of requests of one application that verify or wait.
const SHARE_OF_APPLICATION: usize = 8;
/// How long a request waits for its turn.
const WAIT: Duration = Duration::from_secs(5);

/// Verifies secrets by slow hashes, a few at a time.
#[derive(Clone)]
pub(super) struct SlowSecrets(Arc<SlowState>);

struct SlowState {
    /// One permit for each hash that runs.
    turns: Arc<Semaphore>,
    projects: Mutex<HashMap<ProjectId, Crowd>>,
}

/// The requests of a project that verify or wait.
struct Crowd {
    /// The turn of the project.
    gate: Arc<Semaphore>,
    by_application: HashMap<ApplicationId, usize>,
}

/// A seat in the crowd, given back when the work is done.
struct Seat {
    state: Arc<SlowState>,
    gate: Arc<Semaphore>,
    project: ProjectId,
    application: ApplicationId,
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
        let turns = Arc::new(Semaphore::new((cores / 2).max(1)));
        Self(Arc::new(SlowState { turns, projects: Mutex::default() }))
    }

    /// Whether the hash is that of the presented secret.
    pub(super) async fn verify(
        &self,
        application: &application::Model,
        secret: &Arc<ImportedSecret>,
        presented: PresentedSecret<'_>,
    ) -> Result<bool, NotVerified> {
        let seat = self.enter(application.project_id, application.id);
        let seat = seat.ok_or(NotVerified::Crowded)?;
        let turn = timeout(WAIT, seat.turn()).await.map_err(|_| NotVerified::Crowded)??;
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

    fn enter(&self, project: ProjectId, application: ApplicationId) -> Option<Seat> {
        let mut projects = self.0.projects.lock().unwrap_or_else(PoisonError::into_inner);
        let crowd = projects.entry(project).or_insert_with(Crowd::new);
        let all: usize = crowd.by_application.values().sum();
        let own = crowd.by_application.entry(application).or_default();
        if all >= SHARE_OF_PROJECT || *own >= SHARE_OF_APPLICATION {
            // It is not empty, so the last seat that is given back removes it.
            crowd.by_application.retain(|_, count| *count > 0);
            return None;
        }

        *own += 1;
        let (state, gate) = (Arc::clone(&self.0), Arc::clone(&crowd.gate));
        Some(Seat { state, gate, project, application })
    }
}

impl Crowd {
    fn new() -> Self {
        Self { gate: Arc::new(Semaphore::new(1)), by_application: HashMap::new() }
    }
}

impl Seat {
    /// The turn of the project, then one of all projects.
    async fn turn(&self) -> Result<[OwnedSemaphorePermit; 2], NotVerified> {
        let closed = |error| NotVerified::failed("turn", error);
        let gate = Arc::clone(&self.gate).acquire_owned().await.map_err(closed)?;
        let turn = Arc::clone(&self.state.turns).acquire_owned().await.map_err(closed)?;
        Ok([gate, turn])
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut projects = self.state.projects.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(crowd) = projects.get_mut(&self.project) else { return };
        if let Some(own) = crowd.by_application.get_mut(&self.application) {
            *own = own.saturating_sub(1);
        }
        crowd.by_application.retain(|_, count| *count > 0);
        if crowd.by_application.is_empty() {
            projects.remove(&self.project);
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
    use std::{future::poll_fn, task::Poll};

    use uuid::Uuid;

    use super::*;

    fn ids(project: u128, application: u128) -> (ProjectId, ApplicationId) {
        (ProjectId(Uuid::from_u128(project)), ApplicationId(Uuid::from_u128(application)))
    }

    fn enter(slow: &SlowSecrets, project: u128, application: u128) -> Option<Seat> {
        let (project, application) = ids(project, application);
        slow.enter(project, application)
    }

    #[test]
    fn a_flood_takes_the_share_of_its_own_application_and_project_alone() {
        let slow = SlowSecrets::new();
        let mut seats: Vec<_> = (0..20).filter_map(|_| enter(&slow, 1, 1)).collect();
        assert_eq!(seats.len(), SHARE_OF_APPLICATION);

        for application in 2..20 {
            seats.extend((0..20).filter_map(|_| enter(&slow, 1, application)));
        }
        assert_eq!(seats.len(), SHARE_OF_PROJECT);
        assert!(enter(&slow, 1, 99).is_none());
        assert!(enter(&slow, 2, 1).is_some());

        seats.pop();
        assert!(enter(&slow, 1, 99).is_some());
    }

    #[test]
    fn a_crowd_without_requests_takes_no_memory() {
        let slow = SlowSecrets::new();
        let seats: Vec<_> = (0..100).filter_map(|one| enter(&slow, one % 3, one)).collect();
        drop(seats);
        assert!(slow.0.projects.lock().expect("a lock").is_empty());
    }

    #[tokio::test]
    async fn one_hash_of_a_project_runs_at_a_time() {
        let slow = SlowSecrets::new();
        let (first, second) = (enter(&slow, 1, 1).expect("a seat"), enter(&slow, 1, 2));
        let second = second.expect("a seat");
        let turn = first.turn().await.expect("a turn");
        let mut waiting = Box::pin(second.turn());
        let polled = poll_fn(|context| Poll::Ready(waiting.as_mut().poll(context).is_pending()));
        assert!(polled.await);
        drop(turn);
        assert!(waiting.await.is_ok());
    }
}
