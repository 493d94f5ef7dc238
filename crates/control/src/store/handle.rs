//! The handle of the store: the database, the time, new IDs and randomness.

use std::sync::Arc;

use keyplane_auth::Entropy;
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use super::{
    clock::{Clock, Ids, RequestIds},
    database::{Database, Reader, Transaction},
    drift::Drift,
    listener::Listener,
    news::{News, Subscriber},
    outage::OutageLimits,
};
use crate::error::Error;

/// The database, the time, fresh IDs and randomness.
#[derive(Clone)]
pub(crate) struct Store {
    pub(super) inner: Arc<StoreState>,
}

/// What a process brings to its store.
pub(crate) struct Process {
    pub(crate) clock: Arc<dyn Clock>,
    /// Whether `clock` tells the real time, so that it must agree with the clock of a `PostgreSQL`.
    pub(crate) real_time: bool,
    pub(crate) entropy: Arc<dyn Entropy>,
    /// How long memory counts while the database is away.
    pub(crate) outage_limits: OutageLimits,
}

pub(super) struct StoreState {
    pub(super) database: Database,
    pub(super) clock: Arc<dyn Clock>,
    /// Whether the database has a clock of its own that `clock` must agree with.
    pub(super) compares_clocks: bool,
    pub(super) drift: Drift,
    pub(super) entropy: Arc<dyn Entropy>,
    pub(super) ids: Ids,
    pub(super) request_ids: RequestIds,
    pub(super) listener: Listener,
    pub(super) subscriber: Subscriber,
    pub(super) outage_limits: OutageLimits,
}

impl Store {
    /// `subscriber` receives every commit that this process makes or hears of.
    pub(crate) fn new(database: Database, process: Process, subscriber: Subscriber) -> Self {
        let Process { clock, real_time, entropy, outage_limits } = process;
        let ids = Ids::default();
        let own_id = ids.next(clock.now(), &*entropy);
        let replicas = database.postgres().is_some();

        let inner = StoreState {
            listener: Listener::new(own_id, replicas),
            compares_clocks: real_time && replicas,
            drift: Drift::new(),
            request_ids: RequestIds::new(&*entropy),
            database,
            clock,
            entropy,
            ids,
            subscriber,
            outage_limits,
        };
        Self { inner: Arc::new(inner) }
    }

    pub(crate) fn database(&self) -> &Database {
        &self.inner.database
    }

    /// The connections that read.
    pub(crate) fn read(&self) -> &Reader {
        &self.inner.database.read
    }

    /// The kind of database that reads go to.
    pub(crate) fn backend(&self) -> DbBackend {
        self.read().get_database_backend()
    }

    /// Begins a transaction that holds no lock yet.
    pub(crate) async fn begin(&self) -> Result<Transaction, Error> {
        self.inner.database.begin().await
    }

    pub(crate) fn clock(&self) -> &Arc<dyn Clock> {
        &self.inner.clock
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        &*self.inner.entropy
    }

    /// A fresh ID for a row.
    pub(crate) fn new_id(&self) -> Uuid {
        self.inner.ids.next(self.now(), &*self.inner.entropy)
    }

    /// A fresh ID for a request.
    pub(crate) fn request_id(&self) -> Uuid {
        self.inner.request_ids.next(self.now())
    }

    /// Passes news to the subscriber.
    pub(crate) fn notify_subscriber(&self, news: News) {
        (self.inner.subscriber)(news);
    }

    /// Whether caches may be used: this process is sure to receive the change notices of others, or
    /// is in the grace of an outage.
    pub(crate) fn trusts_caches(&self) -> bool {
        self.inner.listener.is_alive() || self.grace_left().is_some()
    }

    /// Whether this process should hear of commits but does not.
    pub(crate) fn misses_notices(&self) -> bool {
        self.inner.listener.misses_notices()
    }
}
