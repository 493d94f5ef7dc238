//! Cells for values that are read from the database once and forgotten when they change.
//!
//! The first request that needs a value fills its cell, and the others wait for it. Forgetting puts
//! an empty cell in its place: a fill that races the change writes to a cell that later requests do
//! not find.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use quick_cache::sync::Cache;
use sea_orm::{ConnAcquireErr, DbErr};
use tokio::{sync::OnceCell, time::timeout};

use crate::{
    error::Error,
    figures::{CacheFigures, figures_of},
};

type Cell<T> = Arc<OnceCell<T>>;

/// How long a request waits for a cell to be filled, by itself or by another request.
const WAIT: Duration = Duration::from_secs(20);

/// The value of a cell, or what `load` reads. The wait has a limit: otherwise requests for the same
/// cell would wait for each other's failures in turn. The wait is boxed, so that a request that finds
/// its values in memory does not carry the statements that would read them.
pub(crate) async fn fill<T, E: From<Error>, F: Future<Output = Result<T, E>>>(
    cell: &OnceCell<T>,
    load: impl FnOnce() -> F,
) -> Result<&T, E> {
    if let Some(known) = cell.get() {
        return Ok(known);
    }
    match Box::pin(timeout(WAIT, cell.get_or_try_init(load))).await {
        Ok(filled) => filled,
        Err(_) => Err(Error::Unavailable(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)).into()),
    }
}

/// The cell of one value.
pub(crate) struct Slot<T>(RwLock<Cell<T>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T: Clone> Slot<T> {
    /// The cached value, or what `load` reads.
    pub(crate) async fn get<F: Future<Output = Result<T, Error>>>(
        &self,
        load: impl FnOnce() -> F,
    ) -> Result<T, Error> {
        let cell = {
            let cell = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = cell.get() {
                return Ok(known.clone());
            }
            Arc::clone(&cell)
        };
        fill(&cell, load).await.cloned()
    }

    /// The cached value.
    pub(crate) fn kept(&self) -> Option<T> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get().cloned()
    }

    /// Forgets the value.
    pub(crate) fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Cell::default();
    }
}

/// Keys without a value, of many [`Cells`]. The limit applies to all of them together, since clients
/// choose the keys; the least requested keys are dropped first.
pub(crate) struct AbsentKeys<K> {
    known: Cache<(u64, K), ()>,
    next_id: AtomicU64,
}

impl<K: Copy + Eq + Hash> AbsentKeys<K> {
    /// Room for `most` keys.
    pub(crate) fn new(most: usize) -> Self {
        Self { known: Cache::new(most), next_id: AtomicU64::default() }
    }

    /// Its numbers, under the name of what it keeps.
    pub(crate) fn figures(&self, name: &'static str) -> CacheFigures {
        figures_of!(name, self.known)
    }
}

/// Cells for values of one kind, up to a maximum number. A key without a value takes no cell; it is
/// kept among the [`AbsentKeys`].
pub(crate) struct Cells<K, T> {
    by_key: RwLock<HashMap<K, Cell<Option<T>>>>,
    most: usize,
    absent: Arc<AbsentKeys<K>>,
    /// The number of these cells in [`AbsentKeys`]. It is never reused, so an entry that is added
    /// while its cells are dropped is never found.
    id: u64,
}

impl<K: Copy + Eq + Hash, T: Clone> Cells<K, T> {
    pub(crate) fn new(most: usize, absent: &Arc<AbsentKeys<K>>) -> Self {
        let id = absent.next_id.fetch_add(1, Ordering::Relaxed);
        Self { by_key: RwLock::default(), most, absent: Arc::clone(absent), id }
    }

    /// The cached value of `key`, or what `load` reads.
    pub(crate) async fn get<F: Future<Output = Result<Option<T>, Error>>>(
        &self,
        key: K,
        load: impl FnOnce() -> F,
    ) -> Result<Option<T>, Error> {
        let known = self.read().get(&key).map(|cell| cell.get().cloned().ok_or(Arc::clone(cell)));
        let cell = match known {
            Some(Ok(known)) => return Ok(known),
            Some(Err(cell)) => cell,
            None if self.absent.known.get(&(self.id, key)).is_some() => return Ok(None),
            None => self.place(key),
        };

        let found = fill(&cell, load).await.cloned()?;
        if found.is_none() {
            self.note_absent(key, &cell);
        }
        Ok(found)
    }

    /// Forgets the value of `key`, or that it has none.
    pub(crate) fn forget(&self, key: &K) {
        let mut cells = self.write();
        cells.remove(key);
        self.absent.known.remove(&(self.id, *key));
    }

    /// Moves a key to [`AbsentKeys`] unless it was forgotten since its `cell` was placed. Holds the
    /// lock, so that a change finds the key in one of the two places.
    fn note_absent(&self, key: K, cell: &Cell<Option<T>>) {
        let mut cells = self.write();
        if cells.get(&key).is_some_and(|placed| Arc::ptr_eq(placed, cell)) {
            cells.remove(&key);
            self.absent.known.insert((self.id, key), ());
        }
    }

    fn place(&self, key: K) -> Cell<Option<T>> {
        let mut cells = self.write();
        if cells.len() >= self.most && !cells.contains_key(&key) {
            // Cells that are still being filled hold nothing yet.
            cells.retain(|_, cell| cell.initialized());
            if cells.len() >= self.most {
                cells.clear();
            }
        }
        Arc::clone(cells.entry(key).or_default())
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<K, Cell<Option<T>>>> {
        self.by_key.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<K, Cell<Option<T>>>> {
        self.by_key.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use tokio::sync::oneshot;

    use super::*;

    fn cells<T: Clone>(most: usize) -> Cells<u8, T> {
        Cells::new(most, &Arc::new(AbsentKeys::new(100)))
    }

    async fn read(cells: &Cells<u8, u8>, key: u8, thing: Option<u8>) -> Option<u8> {
        cells.get(key, || ready(Ok(thing))).await.ok().flatten()
    }

    #[tokio::test]
    async fn what_is_read_once_stays_until_it_is_forgotten() {
        let cells = cells(10);
        for (first, second) in [(Some(1), Some(2)), (None, Some(2))] {
            assert_eq!(read(&cells, 1, first).await, first);
            assert_eq!(read(&cells, 1, second).await, first);
            cells.forget(&2);
            assert_eq!(read(&cells, 1, second).await, first);
            cells.forget(&1);
            assert_eq!(read(&cells, 1, second).await, second);
            cells.forget(&1);
        }
    }

    #[tokio::test]
    async fn a_fill_that_raced_a_change_is_not_kept() {
        for old in [Some(7), None] {
            let (cells, slot) = (cells(10), Slot::default());
            let (sender, receiver) = oneshot::channel();
            let (sender_of_slot, receiver_of_slot) = oneshot::channel();
            let late = async |receiver: oneshot::Receiver<Option<u8>>| {
                receiver.await.map_err(|error| Error::internal("test", error))
            };

            let racing = async {
                let first = cells.get(1_u8, || late(receiver)).await;
                (first.ok(), slot.get(|| late(receiver_of_slot)).await.ok())
            };
            let change = async {
                tokio::task::yield_now().await;
                cells.forget(&1);
                let _ = sender.send(old);
                tokio::task::yield_now().await;
                slot.forget();
                let _ = sender_of_slot.send(old);
            };

            let (found, ()) = tokio::join!(racing, change);
            assert_eq!(found, (Some(old), Some(old)));
            assert_eq!(read(&cells, 1, Some(8)).await, Some(8));
            assert_eq!(slot.get(|| ready(Ok(Some(8)))).await.ok(), Some(Some(8)));
        }
    }

    #[tokio::test]
    async fn what_could_not_be_read_is_read_again() {
        let cells = cells(10);
        let failed = cells.get(1_u8, || ready(Err(Error::NotFound("test")))).await;
        assert!(failed.is_err());
        assert_eq!(read(&cells, 1, Some(8)).await, Some(8));
    }

    #[tokio::test]
    async fn an_absent_key_takes_no_cell() {
        let cells = cells(2);
        read(&cells, 1, Some(1)).await;
        for key in 10..90 {
            assert_eq!(read(&cells, key, None).await, None);
        }
        read(&cells, 2, Some(2)).await;
        assert_eq!(read(&cells, 1, Some(9)).await, Some(1));
        read(&cells, 3, Some(3)).await;
        assert_eq!(read(&cells, 1, Some(9)).await, Some(9));
    }

    #[tokio::test]
    async fn absent_keys_are_bounded_by_their_sum_over_all_cells() {
        let absent = Arc::new(AbsentKeys::new(100));
        let all: Vec<_> = (0..50).map(|_| Cells::<u8, u8>::new(10, &absent)).collect();
        for cells in &all {
            for key in 0..100 {
                assert_eq!(read(cells, key, None).await, None);
            }
        }
        assert!(absent.known.len() <= 100, "{}", absent.known.len());
        assert!(all.iter().all(|cells| cells.read().is_empty()));
    }
}
