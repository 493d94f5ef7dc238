//! Places for what is read from the database once and forgotten when it changes.
//!
//! A place holds a cell that is filled by the first who needs it, while others wait for him. To
//! forget is to put an empty cell there: a fill that raced the change ends in a cell that nobody
//! finds any more.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
    time::Duration,
};

use sea_orm::{ConnAcquireErr, DbErr};
use tokio::{sync::OnceCell, time::timeout};

use crate::Error;

type Cell<T> = Arc<OnceCell<T>>;

/// How long a request waits for what it or another one reads into a cell.
const WAIT: Duration = Duration::from_secs(20);

/// What is in a cell, else what `load` reads. Requests that wait for the same thing do not wait
/// for each other's failures in turn without an end.
pub(crate) async fn fill<T, E: From<Error>, F: Future<Output = Result<T, E>>>(
    cell: &OnceCell<T>,
    load: impl FnOnce() -> F,
) -> Result<&T, E> {
    match timeout(WAIT, cell.get_or_try_init(load)).await {
        Ok(filled) => filled,
        Err(_) => Err(Error::Unavailable(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)).into()),
    }
}

/// A place for one thing.
pub(crate) struct Slot<T>(RwLock<Cell<T>>);

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T: Clone> Slot<T> {
    /// What is there, else what `load` reads.
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

    /// Forgets it.
    pub(crate) fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Cell::default();
    }
}

/// Places for things of one kind, a bounded number of them.
pub(crate) struct Shelf<K, T> {
    cells: RwLock<HashMap<K, Cell<T>>>,
    most: usize,
    /// Whether a thing is worth less than the others, so that it goes first.
    is_nothing: fn(&T) -> bool,
}

impl<K: Copy + Eq + Hash, T: Clone> Shelf<K, T> {
    pub(crate) fn new(most: usize, is_nothing: fn(&T) -> bool) -> Self {
        Self { cells: RwLock::default(), most, is_nothing }
    }

    /// What is there under `key`, else what `load` reads.
    pub(crate) async fn get<F: Future<Output = Result<T, Error>>>(
        &self,
        key: K,
        load: impl FnOnce() -> F,
    ) -> Result<T, Error> {
        let known = self.read().get(&key).map(|cell| cell.get().cloned().ok_or(Arc::clone(cell)));
        let cell = match known {
            Some(Ok(known)) => return Ok(known),
            Some(Err(cell)) => cell,
            None => self.place(key),
        };
        fill(&cell, load).await.cloned()
    }

    /// Forgets what is there under `key`.
    pub(crate) fn forget(&self, key: &K) {
        self.write().remove(key);
    }

    fn place(&self, key: K) -> Cell<T> {
        let mut cells = self.write();
        if cells.len() >= self.most && !cells.contains_key(&key) {
            cells.retain(|_, cell| cell.get().is_some_and(|thing| !(self.is_nothing)(thing)));
            if cells.len() >= self.most {
                cells.clear();
            }
        }
        Arc::clone(cells.entry(key).or_default())
    }

    fn read(&self) -> RwLockReadGuard<'_, HashMap<K, Cell<T>>> {
        self.cells.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, HashMap<K, Cell<T>>> {
        self.cells.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::ready;

    use tokio::sync::oneshot;

    use super::*;

    async fn read(shelf: &Shelf<u8, Option<u8>>, key: u8, thing: Option<u8>) -> Option<u8> {
        shelf.get(key, || ready(Ok(thing))).await.ok().flatten()
    }

    #[tokio::test]
    async fn what_is_read_once_stays_until_it_is_forgotten() {
        let shelf = Shelf::new(10, Option::is_none);
        assert_eq!(read(&shelf, 1, Some(1)).await, Some(1));
        assert_eq!(read(&shelf, 1, Some(2)).await, Some(1));
        shelf.forget(&2);
        assert_eq!(read(&shelf, 1, Some(2)).await, Some(1));
        shelf.forget(&1);
        assert_eq!(read(&shelf, 1, Some(2)).await, Some(2));
    }

    #[tokio::test]
    async fn a_fill_that_raced_a_change_is_not_kept() {
        let (shelf, slot) = (Shelf::new(10, |_: &u8| false), Slot::default());
        let (sender, receiver) = oneshot::channel();
        let (sender_of_slot, receiver_of_slot) = oneshot::channel();
        let old = async |receiver: oneshot::Receiver<u8>| {
            receiver.await.map_err(|error| Error::internal("test", error))
        };
        let racing = async {
            let first = shelf.get(1_u8, || old(receiver)).await;
            (first.ok(), slot.get(|| old(receiver_of_slot)).await.ok())
        };
        let change = async {
            tokio::task::yield_now().await;
            shelf.forget(&1);
            let _ = sender.send(7);
            tokio::task::yield_now().await;
            slot.forget();
            let _ = sender_of_slot.send(7);
        };
        let (found, ()) = tokio::join!(racing, change);
        assert_eq!(found, (Some(7), Some(7)));
        assert_eq!(shelf.get(1, || ready(Ok(8))).await.ok(), Some(8));
        assert_eq!(slot.get(|| ready(Ok(8))).await.ok(), Some(8));
    }

    #[tokio::test]
    async fn what_could_not_be_read_is_read_again() {
        let shelf = Shelf::new(10, |_: &u8| false);
        let failed = shelf.get(1_u8, || ready(Err(Error::NotFound("test")))).await;
        assert!(failed.is_err());
        assert_eq!(shelf.get(1, || ready(Ok(8))).await.ok(), Some(8));
    }

    #[tokio::test]
    async fn a_full_shelf_makes_room_by_what_is_nothing_first() {
        let shelf = Shelf::new(3, Option::is_none);
        read(&shelf, 1, Some(1)).await;
        read(&shelf, 2, None).await;
        read(&shelf, 3, Some(3)).await;
        read(&shelf, 4, Some(4)).await;
        assert_eq!(read(&shelf, 1, Some(9)).await, Some(1));
        read(&shelf, 5, Some(5)).await;
        assert_eq!(read(&shelf, 1, Some(9)).await, Some(9));
    }
}
