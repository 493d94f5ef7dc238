//! Limits on running queries and unread answers, for each admin key and for all keys together.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::{Body, Bytes},
    http::StatusCode,
    response::Response,
};
use http_body_util::{BodyExt as _, Collected};
use keyplane_entity::id::KeyId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::refusal::Refusal;

/// Maximum number of running queries of all keys; others wait. Each holds memory while it runs, and
/// more of them would only wait for a database connection.
const RUNNING: usize = 32;
/// Maximum number of running queries of one key.
const RUNNING_OF_KEY: usize = 8;
/// Maximum bytes of unread answers of all keys.
const WAITING: usize = 256 * 1024 * 1024;
/// Maximum bytes of unread answers of one key.
const WAITING_OF_KEY: usize = 64 * 1024 * 1024;

/// The shares of all keys.
pub(crate) struct Shares {
    running: Arc<Semaphore>,
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    waiting: usize,
    keys: HashMap<Option<KeyId>, Share>,
}

/// The share of one key, kept only while the key has requests or unread answers.
struct Share {
    running: Arc<Semaphore>,
    waiting: usize,
    holders: usize,
}

/// A request of one key.
pub(crate) struct Visit {
    holding: Holding,
    turn: Option<[OwnedSemaphorePermit; 2]>,
}

/// Bytes of one key that wait.
struct Holding {
    shares: Arc<Shares>,
    key: Option<KeyId>,
    bytes: usize,
}

impl Shares {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { running: Arc::new(Semaphore::new(RUNNING)), table: Mutex::default() })
    }

    /// Lets a request of `key` in, unless too many bytes wait already.
    pub(crate) fn enter(self: &Arc<Self>, key: Option<KeyId>) -> Result<Visit, Refusal> {
        let mut table = self.lock();
        if table.waiting >= WAITING {
            return Err(Refusal::AnswersWait(StatusCode::SERVICE_UNAVAILABLE));
        }
        let share = table.keys.entry(key).or_insert_with(|| Share {
            running: Arc::new(Semaphore::new(RUNNING_OF_KEY)),
            waiting: 0,
            holders: 0,
        });
        if share.waiting >= WAITING_OF_KEY {
            return Err(Refusal::AnswersWait(StatusCode::TOO_MANY_REQUESTS));
        }
        share.holders += 1;
        let holding = Holding { shares: Arc::clone(self), key, bytes: 0 };
        Ok(Visit { holding, turn: None })
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visit {
    /// Waits until one more query of the key may run. Mutations do not wait here: they must be
    /// answered, and they queue at their own locks.
    pub(crate) async fn take_turn(&mut self) {
        let of_key = {
            let table = self.holding.shares.lock();
            table.keys.get(&self.holding.key).map(|share| Arc::clone(&share.running))
        };
        // The key's own limit first: a request that waits for it must not hold a place of other
        // keys.
        let Some(of_key) = of_key else { return };
        let Ok(of_key) = of_key.acquire_owned().await else { return };
        let of_all = Arc::clone(&self.holding.shares.running);
        let Ok(of_all) = of_all.acquire_owned().await else { return };
        self.turn = Some([of_key, of_all]);
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
        let of_all = table.waiting.saturating_add(bytes);
        let Some(share) = table.keys.get_mut(&self.key) else { return Ok(()) };
        let of_key = share.waiting.saturating_add(bytes);
        if of_key > WAITING_OF_KEY && !is_needed {
            return Err(Refusal::AnswersWait(StatusCode::TOO_MANY_REQUESTS));
        }
        if of_all > WAITING && !is_needed {
            return Err(Refusal::AnswersWait(StatusCode::SERVICE_UNAVAILABLE));
        }
        share.waiting = of_key;
        table.waiting = of_all;
        self.bytes = bytes;
        Ok(())
    }
}

impl Drop for Holding {
    fn drop(&mut self) {
        let mut table = self.shares.lock();
        table.waiting -= self.bytes;
        let Some(share) = table.keys.get_mut(&self.key) else { return };
        share.waiting -= self.bytes;
        share.holders -= 1;
        if share.holders == 0 {
            table.keys.remove(&self.key);
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
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "what a request has: a key, or none")]
    fn key(number: u128) -> Option<KeyId> {
        Some(KeyId(uuid::Uuid::from_u128(number)))
    }

    async fn query(shares: &Arc<Shares>, key: Option<KeyId>) -> Result<Visit, Refusal> {
        let mut visit = shares.enter(key)?;
        visit.take_turn().await;
        Ok(visit)
    }

    fn status<T>(result: Result<T, Refusal>) -> Option<u16> {
        match result.err()? {
            Refusal::AnswersWait(status) => Some(status.as_u16()),
            _ => None,
        }
    }

    async fn hold(visit: Visit, bytes: usize) -> Result<Response, Refusal> {
        visit.keep(Response::new(Body::from(vec![b' '; bytes]))).await
    }

    #[tokio::test]
    async fn answers_that_wait_are_bounded_for_one_key_and_counted_until_they_are_read() {
        let shares = Shares::new();
        let half = WAITING_OF_KEY / 2;
        let first = hold(query(&shares, key(1)).await.unwrap(), half).await.unwrap();
        let second = hold(query(&shares, key(1)).await.unwrap(), half - 1).await.unwrap();
        assert_eq!(status(hold(query(&shares, key(1)).await.unwrap(), 2).await), Some(429));
        let other = hold(query(&shares, key(2)).await.unwrap(), half).await;
        assert!(other.is_ok(), "each key has a share");

        let handed_over = first.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(status(hold(query(&shares, key(1)).await.unwrap(), 2).await), Some(429));
        drop(handed_over);
        assert!(hold(query(&shares, key(1)).await.unwrap(), 2).await.is_ok());
        drop((second, other));
        assert!(shares.lock().keys.is_empty());
        assert_eq!(shares.lock().waiting, 0);
    }

    #[tokio::test]
    async fn answers_that_wait_are_bounded_for_all_and_a_mutation_is_answered_all_the_same() {
        let shares = Shares::new();
        let mut held = Vec::new();
        for number in 0..4 {
            let visit = query(&shares, key(number)).await.unwrap();
            held.push(hold(visit, WAITING_OF_KEY - 1).await.unwrap());
        }
        assert_eq!(status(hold(query(&shares, key(9)).await.unwrap(), 100).await), Some(503));
        held.push(hold(shares.enter(key(9)).unwrap(), 100).await.unwrap());
        assert_eq!(status(shares.enter(key(9))), Some(503), "nothing more is begun");
    }

    #[tokio::test]
    async fn queries_of_one_key_wait_for_each_other_and_not_for_those_of_others() {
        let shares = Shares::new();
        let mut running = Vec::new();
        for _ in 0..RUNNING_OF_KEY {
            running.push(query(&shares, key(1)).await.unwrap());
        }
        let mut next = Box::pin(query(&shares, key(1)));
        assert!(next.as_mut().now_or_never().is_none());
        assert!(query(&shares, key(2)).now_or_never().is_some());
        running.pop();
        assert!(next.now_or_never().is_some());
    }
}
