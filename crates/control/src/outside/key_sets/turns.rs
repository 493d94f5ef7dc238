//! The turns of fetches: how many there are at once, in all and for each share.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{flight::Urgency, source::FetchShare};

/// Fetches at once.
const ALL: usize = 64;
/// Fetches at once that no request waits for.
const BACKGROUND: usize = 16;
/// Fetches at once of one share that requests wait for.
const SHARE: usize = 4;
/// Fetches at once of one share that no request waits for.
const SHARE_BACKGROUND: usize = 2;

type Queues = HashMap<(FetchShare, Urgency), Weak<Semaphore>>;

/// The turns of fetches.
pub(super) struct Turns {
    all: Arc<Semaphore>,
    background: Arc<Semaphore>,
    /// The queue of each share that has fetches.
    shares: Mutex<Queues>,
}

/// A turn; it ends when it is dropped.
#[expect(dead_code, reason = "the permits are held, not read")]
pub(super) struct FetchTurn([Option<OwnedSemaphorePermit>; 3]);

impl Turns {
    pub(super) fn new() -> Self {
        Self {
            all: Arc::new(Semaphore::new(ALL)),
            background: Arc::new(Semaphore::new(BACKGROUND)),
            shares: Mutex::default(),
        }
    }

    /// Waits for a turn: first among the fetches of the share, so that one share has at most six
    /// places in the queues of all.
    pub(super) async fn take(&self, share: FetchShare, urgency: Urgency) -> FetchTurn {
        let own = take_one(self.queue(share, urgency)).await;
        let lane = match urgency {
            Urgency::Foreground => None,
            Urgency::Background => take_one(Arc::clone(&self.background)).await,
        };
        FetchTurn([own, lane, take_one(Arc::clone(&self.all)).await])
    }

    fn queue(&self, share: FetchShare, urgency: Urgency) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        shares.retain(|_, queue| queue.strong_count() > 0);

        let entry = shares.entry((share, urgency)).or_default();
        entry.upgrade().unwrap_or_else(|| {
            let queue = Arc::new(Semaphore::new(match urgency {
                Urgency::Foreground => SHARE,
                Urgency::Background => SHARE_BACKGROUND,
            }));
            *entry = Arc::downgrade(&queue);
            queue
        })
    }
}

/// A permit of a semaphore that is never closed.
async fn take_one(semaphore: Arc<Semaphore>) -> Option<OwnedSemaphorePermit> {
    semaphore.acquire_owned().await.ok()
}
