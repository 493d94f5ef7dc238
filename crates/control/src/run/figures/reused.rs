//! A value of the database that figures reuse.

use std::{
    sync::{PoisonError, RwLock},
    time::Duration,
};

use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use crate::error::Error;

/// How long a value is reused.
const KEPT: Duration = Duration::from_mins(1);
/// How long the database may take to find it.
const QUERY_LIMIT: Duration = Duration::from_secs(1);

/// The last value, and the lock that admits one query at a time.
pub(in crate::run) struct Reused<T> {
    last: RwLock<Option<(Instant, T)>>,
    asking: Mutex<()>,
}

impl<T> Default for Reused<T> {
    fn default() -> Self {
        Self { last: RwLock::default(), asking: Mutex::default() }
    }
}

impl<T: Clone> Reused<T> {
    /// A value that is at most a minute old; `query` finds a new one. While another caller asks, or
    /// the database does not answer, it is the one of the last time; `None` if there is none.
    pub(super) async fn get(&self, query: impl Future<Output = Result<T, Error>>) -> Option<T> {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner).clone();
        let (at, known) = last.unzip();
        if at.is_some_and(|at| at.elapsed() < KEPT) {
            return known;
        }
        let Ok(_turn) = self.asking.try_lock() else { return known };

        let value = match timeout(QUERY_LIMIT, query).await {
            Ok(Ok(value)) => value,
            Ok(Err(error)) => {
                tracing::debug!(%error, "a value for the metrics could not be read");
                return known;
            }
            Err(_) => return known,
        };
        let kept = Some((Instant::now(), value.clone()));
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = kept;
        Some(value)
    }
}
