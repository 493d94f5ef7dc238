//! The numbers of the control plane, for its operators. Reading them takes no lock that a request
//! holds for long, and at most two short queries a minute.

mod audit;
mod reused;

pub use audit::{AuditFigures, StreamFigures};
pub(super) use reused::Reused;

use std::sync::Arc;

use keyplane_entity::{
    Timestamp,
    key::{self, Purpose, State},
};
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};

use super::{
    control::Control,
    readiness::{Fault, ReadyPath},
};
use crate::{
    error::Error,
    figures::{CacheFigures, PoolFigures, number},
    operate::{sign_in::SignInFigures, webhooks::DeliveryCounts},
    outside::KeySetFigures,
    serve::limits::LimitCounts,
    store::{Outage, Store},
};

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
    /// What an outage of the database does.
    pub outage: Outage,
    /// Requests that a limit refused.
    pub limits: LimitCounts,
    /// Deliveries to webhooks.
    pub webhooks: DeliveryCounts,
    /// The keys of outside issuers.
    pub key_sets: KeySetFigures,
    /// Sign-ins of operators.
    pub sign_ins: SignInFigures,
    /// The audit log.
    pub audit: AuditFigures,
    /// Counts of usage in memory that are not written yet.
    pub usage_waiting: u64,
    /// Calls since the start that are not counted in the usage, because the memory was full.
    pub usage_lost_calls: u64,
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

async fn dates_of_active_keys(store: &Store) -> Result<Arc<[KeyFigures]>, Error> {
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
        let (faults, keys, audit) = tokio::join!(
            self.readiness(),
            self.key_dates().get(dates_of_active_keys(self.store())),
            self.audit_figures()
        );
        let usage = self.usage_figures();
        let works = |path| !faults.iter().any(|fault: &Fault| fault.path == path);

        Figures {
            caches,
            pools: self.store().database().figures(),
            waiting_pairs: self.keys().waiting_pairs(),
            keys: keys.unwrap_or_default(),
            ready: [ReadyPath::Serve, ReadyPath::Write].map(|path| (path, works(path))),
            degraded: !self.degraded().is_empty(),
            clock_ahead: self.store().ahead(),
            outage: self.outage(),
            limits: self.limit_counts(),
            webhooks: self.webhooks().counts(),
            key_sets: self.key_sets().figures(),
            sign_ins: self.sign_in().figures(),
            audit,
            usage_waiting: number(usage.waiting),
            usage_lost_calls: usage.lost_calls,
        }
    }

    async fn audit_figures(&self) -> AuditFigures {
        let mut stream = None;
        if let Some(of) = self.audit_stream() {
            let pending = self.pending_events().get(of.pending()).await;
            let (delivered, failed) = of.counts();
            stream = Some(StreamFigures { delivered, failed, pending });
        }
        AuditFigures {
            checkpoints: self.checkpoints().written(),
            broken_chains: number(self.checkpoints().broken_chains()),
            refused_calls: self.guard().refused_calls(),
            stream,
        }
    }
}
