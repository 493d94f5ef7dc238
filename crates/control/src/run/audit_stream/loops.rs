//! The loop that delivers.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use keyplane_entity::audit_stream::position;
use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::{
    due::{self, AuditDelivery},
    lease,
    sink::AuditSink,
};
use crate::{
    error::Error,
    known::Known,
    store::audit::{self, Line, StreamLine},
};

/// The pause while there is nothing to deliver, and the first pause after a failure.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest pause between two attempts.
const MAX_PAUSE: Duration = Duration::from_mins(1);

/// The stream of the audit log.
#[derive(Clone, Debug)]
pub struct AuditStream {
    inner: Arc<StreamState>,
}

struct StreamState {
    known: Known,
    sink: AuditSink,
    /// This process among those that hold the lease.
    own: Uuid,
    cursor: Mutex<Option<Uuid>>,
    delivered: AtomicU64,
    failed: AtomicU64,
}

/// What the stream of this process has done, and what is left for all processes together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditStreamStatus {
    /// Events that this process has delivered since its start.
    pub delivered: u64,
    /// Deliveries of this process that failed.
    pub failed: u64,
    /// Events that are not delivered yet.
    pub pending: u64,
}

impl std::fmt::Debug for StreamState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StreamState").field("own", &self.own).finish_non_exhaustive()
    }
}

impl AuditStream {
    pub(in crate::run) fn new(known: Known, sink: AuditSink) -> Self {
        let own = known.store().new_id();
        let inner = StreamState {
            known,
            sink,
            own,
            cursor: Mutex::default(),
            delivered: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Delivers until its task is aborted.
    pub(in crate::run) async fn run(self) {
        let mut pause = PAUSE;
        loop {
            let began = Instant::now();
            match self.deliver_next().await {
                Ok(true) => pause = PAUSE,
                Ok(false) => {
                    pause = PAUSE;
                    // Looking at very many chains takes at most a twentieth of the time.
                    sleep(PAUSE.max(began.elapsed() * 20)).await;
                }
                Err(error) => {
                    tracing::warn!(
                        %error,
                        retry_in_s = pause.as_secs(),
                        "the audit stream could not be delivered; nothing is lost"
                    );
                    sleep(pause).await;
                    pause = (pause * 2).min(MAX_PAUSE);
                }
            }
        }
    }

    /// Delivers the next lines. `false` if there are none, or if another process delivers.
    pub async fn deliver_next(&self) -> Result<bool, Error> {
        let StreamState { known, own, cursor, .. } = &*self.inner;
        let store = known.store();
        store.require_clock()?;
        let mut from = *cursor.lock().unwrap_or_else(PoisonError::into_inner);
        // Positions are read under the lease: another process may have moved them.
        if due::next(store, &mut from.clone()).await?.is_none() || !lease::take(store, *own).await?
        {
            return Ok(false);
        }
        let Some(delivery) = due::next(store, &mut from).await? else { return Ok(false) };

        let AuditDelivery { lines, events, positions } = delivery;
        let header = self.header().await?;
        let delivered = self.inner.sink.deliver(header, lines).await;
        delivered.map_err(|fault| {
            self.inner.failed.fetch_add(1, Ordering::Relaxed);
            Error::PreconditionFailed(fault.to_string())
        })?;

        self.move_to(positions).await?;
        *cursor.lock().unwrap_or_else(PoisonError::into_inner) = from;
        self.inner.delivered.fetch_add(events, Ordering::Relaxed);
        Ok(true)
    }

    /// What was delivered, and what is left. Reads the database.
    pub async fn status(&self) -> Result<AuditStreamStatus, Error> {
        let (delivered, failed) = self.counts();
        Ok(AuditStreamStatus { delivered, failed, pending: self.pending().await? })
    }

    /// Events that this process has delivered since its start, and deliveries that failed.
    pub(in crate::run) fn counts(&self) -> (u64, u64) {
        let StreamState { delivered, failed, .. } = &*self.inner;
        (delivered.load(Ordering::Relaxed), failed.load(Ordering::Relaxed))
    }

    /// Events that are not delivered yet. Reads the database.
    pub(in crate::run) async fn pending(&self) -> Result<u64, Error> {
        due::pending_events(self.inner.known.store()).await
    }

    /// Lets another process continue at once.
    pub(in crate::run) async fn release(&self) -> Result<(), Error> {
        lease::release(self.inner.known.store(), self.inner.own).await
    }

    async fn header(&self) -> Result<String, Error> {
        let known = &self.inner.known;
        let keys = audit::keys(known.store().read()).await?;
        let header = StreamLine {
            version: 1,
            public_url: known.public_url().to_string(),
            checkpoint_keys: audit::jwks(&keys),
        };
        Line::Stream(header).text()
    }

    /// Moves the positions, if this process still has the lease.
    async fn move_to(&self, positions: Vec<position::Model>) -> Result<(), Error> {
        let store = self.inner.known.store();
        let tx = store.begin().await?;
        lease::keep(&tx, store, self.inner.own).await?;
        let moved = OnConflict::column(position::Column::ScopeId)
            .update_columns([position::Column::Sequence, position::Column::CheckpointSequence])
            .to_owned();
        let rows = positions.into_iter().map(IntoActiveModel::into_active_model);
        position::Entity::insert_many(rows).on_conflict(moved).exec_without_returning(&tx).await?;
        store.database().commit(tx).await
    }
}
