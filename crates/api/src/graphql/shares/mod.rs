//! Limits on requests under way, running queries and unread answers, for the admin keys of one scope
//! and for those of all projects together.
//!
//! A share belongs to a scope and not to a key, because an admin key can make further ones. What the
//! projects leave is the instance's, so that an operator can always revoke a key.

use std::{
    collections::HashMap,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::StatusCode,
    response::Response,
};
use futures_util::FutureExt as _;
use http_body_util::{BodyExt as _, Collected};
use keyplane_entity::Scope;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::refusal::Refusal;

/// Maximum number of requests of one scope under way, from the head to the answer.
const REQUESTS_OF_SCOPE: usize = 64;
/// Maximum number of running queries of one scope; others wait. Each holds memory while it runs.
const RUNNING_OF_SCOPE: usize = 8;
/// Maximum number of running queries of all projects. With those of the instance they are 32.
const RUNNING_OF_PROJECTS: usize = 24;
/// Maximum bytes of unread answers of one scope.
const WAITING_OF_SCOPE: usize = 64 * 1024 * 1024;
/// Maximum bytes of unread answers of all projects. With those of the instance they are 256 MiB.
const WAITING_OF_PROJECTS: usize = 192 * 1024 * 1024;
/// How long a query waits for its turn.
const TURN_TIMEOUT: Duration = Duration::from_secs(10);

/// The shares of all scopes.
pub(crate) struct Shares {
    running_of_projects: Arc<Semaphore>,
    turn_timeout: Duration,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    /// Bytes of the answers of all projects.
    waiting_of_projects: usize,
    scopes: HashMap<Scope, Share>,
}

/// The share of one scope, kept only while the scope has requests or unread answers.
struct Share {
    running: Arc<Semaphore>,
    requests: usize,
    waiting: usize,
    holders: usize,
}

/// A request of one scope.
pub(crate) struct Visit {
    holding: Holding,
    /// The turn of the scope, and for a project that of all projects.
    turn: Option<(OwnedSemaphorePermit, Option<OwnedSemaphorePermit>)>,
}

/// A request of one scope that is under way, then the bytes of its answer that wait.
struct Holding {
    shares: Arc<Shares>,
    scope: Scope,
    is_under_way: bool,
    bytes: usize,
}

impl Shares {
    pub(crate) fn new() -> Arc<Self> {
        Self::with_timeout(TURN_TIMEOUT)
    }

    fn with_timeout(turn_timeout: Duration) -> Arc<Self> {
        Arc::new(Self {
            running_of_projects: Arc::new(Semaphore::new(RUNNING_OF_PROJECTS)),
            turn_timeout,
            table: Mutex::default(),
        })
    }

    /// Lets a request of `scope` in. One of a project is refused while too many requests or
    /// answers of it wait; one of the instance is not, since it may be a mutation.
    pub(crate) fn enter(self: &Arc<Self>, scope: Scope) -> Result<Visit, Refusal> {
        let mut table = self.lock();
        if scope != Scope::Instance {
            table.check_room(scope, 1)?;
        }

        let share = table.scopes.entry(scope).or_insert_with(|| Share {
            running: Arc::new(Semaphore::new(RUNNING_OF_SCOPE)),
            requests: 0,
            waiting: 0,
            holders: 0,
        });
        share.requests += 1;
        share.holders += 1;
        let shares = Arc::clone(self);
        let holding = Holding { shares, scope, is_under_way: true, bytes: 0 };
        Ok(Visit { holding, turn: None })
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    /// Refuses `more` requests of `scope` where too many are under way, and any where too many
    /// bytes wait.
    fn check_room(&self, scope: Scope, more: usize) -> Result<(), Refusal> {
        let share = self.scopes.get(&scope);
        if share.is_some_and(|share| share.requests + more > REQUESTS_OF_SCOPE) {
            return Err(Refusal::RequestsWait(StatusCode::TOO_MANY_REQUESTS));
        }
        self.check_bytes(scope, 1)
    }

    /// Refuses `more` bytes of an answer that would be too many.
    fn check_bytes(&self, scope: Scope, more: usize) -> Result<(), Refusal> {
        let waiting = self.scopes.get(&scope).map_or(0, |share| share.waiting);
        if waiting.saturating_add(more) > WAITING_OF_SCOPE {
            return Err(Refusal::AnswersWait(StatusCode::TOO_MANY_REQUESTS));
        }
        let of_projects = self.waiting_of_projects.saturating_add(more);
        if scope != Scope::Instance && of_projects > WAITING_OF_PROJECTS {
            return Err(Refusal::AnswersWait(StatusCode::SERVICE_UNAVAILABLE));
        }
        Ok(())
    }
}

impl Visit {
    /// Waits until one more query of the scope may run, and returns whether there was a wait: the
    /// actor must be judged again after one. Refuses where too many wait, or where the wait takes too
    /// long. Mutations do not wait here: they must be answered, and they queue at their own locks.
    pub(crate) async fn take_turn(&mut self) -> Result<bool, Refusal> {
        let Holding { shares, scope, .. } = &self.holding;
        let of_scope = {
            let table = shares.lock();
            table.check_room(*scope, 0)?;
            table.scopes.get(scope).map(|share| Arc::clone(&share.running))
        };
        let Some(of_scope) = of_scope else { return Ok(false) };
        let of_projects = Arc::clone(&shares.running_of_projects);

        // First the scope's own turn: a query that waits for that takes no place of others.
        let mut turn = pin!(async {
            let of_scope = of_scope.acquire_owned().await.ok()?;
            let of_projects = match scope {
                Scope::Instance => None,
                Scope::Project(_) => Some(of_projects.acquire_owned().await.ok()?),
            };
            Some((of_scope, of_projects))
        });
        if let Some(at_once) = turn.as_mut().now_or_never() {
            self.turn = at_once;
            return Ok(false);
        }
        let turn = tokio::time::timeout(shares.turn_timeout, turn).await;
        self.turn = turn.map_err(|_| Refusal::RequestsWait(StatusCode::SERVICE_UNAVAILABLE))?;
        Ok(true)
    }

    /// Counts the answer's bytes until the client has read them or the connection is gone. Refuses
    /// the answer of a query when too many bytes are unread.
    pub(crate) async fn keep(self, answer: Response) -> Result<Response, Refusal> {
        let Self { mut holding, turn } = self;
        let (parts, body) = answer.into_parts();
        // The body is complete in memory, so that reading it cannot fail.
        let bytes = body.collect().await.map_or_else(|_| Bytes::new(), Collected::to_bytes);
        holding.add(bytes.len(), turn.is_none())?;
        let counted = Bytes::from_owner(Counted { bytes, _holding: holding });
        Ok(Response::from_parts(parts, Body::from(counted)))
    }
}

impl Holding {
    fn add(&mut self, bytes: usize, is_needed: bool) -> Result<(), Refusal> {
        let mut table = self.shares.lock();
        if !is_needed {
            table.check_bytes(self.scope, bytes)?;
        }

        let Some(share) = table.scopes.get_mut(&self.scope) else { return Ok(()) };
        share.requests -= 1;
        self.is_under_way = false;
        share.waiting += bytes;
        if self.scope != Scope::Instance {
            table.waiting_of_projects += bytes;
        }
        self.bytes = bytes;
        Ok(())
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let mut table = self.shares.lock();
        if self.scope != Scope::Instance {
            table.waiting_of_projects -= self.bytes;
        }

        let Some(share) = table.scopes.get_mut(&self.scope) else { return };
        share.requests -= usize::from(self.is_under_way);
        share.waiting -= self.bytes;
        share.holders -= 1;
        if share.holders == 0 {
            table.scopes.remove(&self.scope);
        }
    }
}

/// Bytes, and what counts them.
struct Counted {
    bytes: Bytes,
    _holding: Holding,
}

impl AsRef<[u8]> for Counted {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests;
