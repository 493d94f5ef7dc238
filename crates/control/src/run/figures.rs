//! The numbers of the control plane, for its operators. Reading them takes no lock that a request
//! holds for long, and at most one short query a minute.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use keyplane_entity::{
    Timestamp,
    key::{self, Purpose, State},
};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};

use super::{
    control::Control,
    readiness::{Fault, ReadyPath},
};
use crate::{
    error::Error,
    figures::{CacheFigures, PoolFigures},
    store::Store,
};

/// How long the dates of the keys are reused.
const KEPT: Duration = Duration::from_mins(1);
/// How long the database may take to find them.
const QUERY_LIMIT: Duration = Duration::from_secs(1);

/// The numbers of the control plane at one moment.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The caches.
    pub caches: Vec<CacheFigures>,
    /// The connections to the database.
    pub pools: Vec<PoolFigures>,
    /// The number of key pairs that wait to be made, by the lane in which they wait.
    pub waiting_pairs: [(&'static str, u64); 2],
    /// The dates of the active keys, at most a minute old unless the database is away; nothing of a
    /// purpose without active keys.
    pub keys: Arc<[KeyFigures]>,
    /// Whether each path works.
    pub ready: [(ReadyPath, bool); 2],
    /// Whether answers are slower or staler than intended, as the readiness says.
    pub degraded: bool,
    /// How far this process's clock is ahead of the database's, in milliseconds; `None` if the
    /// clocks are not compared.
    pub clock_ahead: Option<i64>,
}

/// The dates of the active keys of one purpose, over all scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFigures {
    /// Purpose of the keys.
    pub purpose: Purpose,
    /// Activation of the oldest one.
    pub oldest_activation: Timestamp,
    /// The earliest end; `None` if none has an end.
    pub next_expiry: Option<Timestamp>,
}

/// The last [`KeyFigures`], and the lock that admits one query at a time.
#[derive(Default)]
pub(super) struct KeyDates {
    last: RwLock<Option<(Instant, Arc<[KeyFigures]>)>>,
    asking: Mutex<()>,
}

impl KeyDates {
    fn last(&self) -> Option<(Instant, Arc<[KeyFigures]>)> {
        self.last.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Dates that are at most a minute old. While another caller asks for them, or the database
    /// does not answer, they are those of the last time.
    async fn get(&self, store: &Store) -> Arc<[KeyFigures]> {
        let last = self.last();
        let known = || last.clone().map(|(_, dates)| dates).unwrap_or_default();
        if last.as_ref().is_some_and(|(at, _)| at.elapsed() < KEPT) {
            return known();
        }
        let Ok(_turn) = self.asking.try_lock() else { return known() };

        let dates = match timeout(QUERY_LIMIT, dates_of_active_keys(store)).await {
            Ok(Ok(dates)) => Arc::from(dates),
            Ok(Err(error)) => {
                tracing::debug!(%error, "the dates of the keys could not be read");
                return known();
            }
            Err(_) => return known(),
        };
        let kept = Some((Instant::now(), Arc::clone(&dates)));
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = kept;
        dates
    }
}

async fn dates_of_active_keys(store: &Store) -> Result<Vec<KeyFigures>, Error> {
    let rows = key::Entity::live()
        .filter(key::in_state(State::Active, store.now()))
        .select_only()
        .column(key::Column::Purpose)
        .column_as(key::Column::ActivatesAt.min(), "oldest_activation")
        .column_as(key::Column::ExpiresAt.min(), "next_expiry")
        .group_by(key::Column::Purpose)
        .into_tuple::<(Purpose, Timestamp, Option<Timestamp>)>()
        .all(store.read())
        .await?;
    let figures = rows.into_iter().map(|(purpose, oldest_activation, next_expiry)| KeyFigures {
        purpose,
        oldest_activation,
        next_expiry,
    });
    Ok(figures.collect())
}

impl Control {
    /// The numbers of the control plane now.
    pub async fn figures(&self) -> Figures {
        let mut caches = self.known().cache_figures();
        caches.push(self.gateway().cache_figures());
        let (faults, keys) = tokio::join!(self.readiness(), self.key_dates().get(self.store()));
        let works = |path| !faults.iter().any(|fault: &Fault| fault.path == path);

        Figures {
            caches,
            pools: self.store().database().figures(),
            waiting_pairs: self.keys().waiting_pairs(),
            keys,
            ready: [ReadyPath::Serve, ReadyPath::Write].map(|path| (path, works(path))),
            degraded: !self.degraded().is_empty(),
            clock_ahead: self.store().ahead(),
        }
    }
}
