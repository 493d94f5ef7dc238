//! Seals every value again, with the active master key.
//!
//! First come the rows whose column names another key, then every row, by what its value names. Each
//! walk is in the order of the IDs. A row that another transaction holds is skipped
//! and found again by the next walk, so that neither waits for the other. An update compares the
//! sealed bytes that were read: a change in between wins.

use std::{collections::HashSet, time::Duration};

use keyplane_auth::SealError;
use keyplane_entity::{audit_signing_key, client_secret, key, operator_issuer, webhook_secret};
use sea_orm::{
    ColumnTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, LockBehavior, LockType},
};
use tokio::time::sleep;
use uuid::Uuid;

use super::{
    Sealing,
    status::SealCounts,
    table::{SealedTable, is_under_another},
};
use crate::error::Error;

/// Number of values whose heads are read at once.
const PAGE: u64 = 2_000;
/// How values are sealed again while no server runs.
const SWIFT: Pace = Pace { batch: 100, pause: Duration::ZERO };
/// How they are sealed again on PostgreSQL beside servers: the database has a core for them most of the
/// time.
const STEADY: Pace = Pace { batch: 50, pause: Duration::from_millis(20) };
/// How they are sealed again on SQLite beside a server, which drops its caches after each commit of
/// another process.
const GENTLE: Pace = Pace { batch: 1_000, pause: Duration::from_secs(2) };
/// Maximum number of walks over the tables.
const WALKS: u32 = 20;
/// The pause before the tables are walked again, and before a failed batch is tried again.
const PAUSE: Duration = Duration::from_millis(500);
/// How often a batch is tried if the database is not available.
const ATTEMPTS: u32 = 20;

/// How far a rotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RewrapProgress {
    /// Number of values that this run has sealed again.
    pub done: u64,
    /// Number of values that it had to seal again when it began.
    pub total: u64,
}

/// The values that a rotation has sealed again, and those that it could not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrapped {
    /// Number of values.
    pub values: u64,
    /// Names of rows whose value does not open, because it was changed outside of Keyplane. They
    /// stay as they are.
    pub damaged: Vec<String>,
}

/// How fast values are sealed again.
#[derive(Clone, Copy)]
struct Pace {
    /// Maximum number of values of one transaction.
    batch: usize,
    /// The pause between two transactions.
    pause: Duration,
}

/// A run over the tables.
struct Run<'a> {
    to: &'a str,
    pace: Pace,
    is_first: bool,
    total: u64,
    done: u64,
    damaged: HashSet<Uuid>,
    names: Vec<String>,
    report: &'a (dyn Fn(RewrapProgress) + Sync),
}

impl Sealing {
    /// Seals every value with the key `to`, which is active. `counts`: by the columns.
    pub(super) async fn rewrap(
        &self,
        to: &str,
        counts: &SealCounts,
        report: &(dyn Fn(RewrapProgress) + Sync),
    ) -> Result<Rewrapped, Error> {
        let total = counts.outside(to);
        let (damaged, names) = (HashSet::new(), Vec::new());
        let is_alone = self.servers().await?.is_empty();
        let pace = match (is_alone, &self.known.store().database().sqlite) {
            (true, _) => SWIFT,
            (false, Some(_)) => GENTLE,
            (false, None) => STEADY,
        };
        let mut run = Run { to, pace, is_first: true, total, done: 0, damaged, names, report };

        for id in counts.by_key.keys().filter(|id| *id != to) {
            self.walk_marked::<key::Entity>(&mut run, id).await?;
            self.walk_marked::<client_secret::Entity>(&mut run, id).await?;
        }
        for _ in 0..WALKS {
            let left = self.walk::<key::Entity>(&mut run).await?
                + self.walk::<client_secret::Entity>(&mut run).await?
                + self.walk::<audit_signing_key::Entity>(&mut run).await?
                + self.walk::<webhook_secret::Entity>(&mut run).await?
                + self.walk::<operator_issuer::Entity>(&mut run).await?;
            if left == 0 {
                return Ok(Rewrapped { values: run.done, damaged: run.names });
            }
            sleep(PAUSE).await;
        }
        Err(Error::PreconditionFailed(format!(
            "values are still sealed with another master key than {to}: an earlier release of \
             Keyplane may run on this database. Update it, then rotate again"
        )))
    }

    /// Walks over the rows of a table whose column names the key `id`.
    async fn walk_marked<E: SealedTable>(&self, run: &mut Run<'_>, id: &str) -> Result<(), Error> {
        let mut after = Uuid::nil();
        loop {
            let page = E::marked(id, after, PAGE).into_tuple();
            let page: Vec<Uuid> = page.all(self.known.store().read()).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = *last;
            self.reseal_page::<E>(run, &page).await?;
        }
    }

    /// Walks over a table once. Returns the number of values that it found under another key and
    /// that could be opened: after a walk that returns 0 there are none.
    async fn walk<E: SealedTable>(&self, run: &mut Run<'_>) -> Result<usize, Error> {
        let (mut after, mut found) = (Uuid::nil(), 0);
        loop {
            let page: Vec<(Uuid, Vec<u8>)> =
                E::heads(after, PAGE).into_tuple().all(self.known.store().read()).await?;
            let Some((last, _)) = page.last() else { return Ok(found) };
            after = *last;

            let stale: Vec<_> = page
                .into_iter()
                .filter(|(id, head)| is_under_another(head, run.to) && !run.damaged.contains(id))
                .map(|(id, _)| id)
                .collect();
            let known = run.damaged.len();
            self.reseal_page::<E>(run, &stale).await?;
            found += stale.len() - (run.damaged.len() - known);
        }
    }

    async fn reseal_page<E: SealedTable>(
        &self,
        run: &mut Run<'_>,
        page: &[Uuid],
    ) -> Result<(), Error> {
        for batch in page.chunks(run.pace.batch) {
            if !std::mem::take(&mut run.is_first) {
                sleep(run.pace.pause).await;
            }
            self.reseal_patiently::<E>(run, batch).await?;
            (run.report)(RewrapProgress { done: run.done, total: run.total });
        }
        Ok(())
    }

    async fn reseal_patiently<E: SealedTable>(
        &self,
        run: &mut Run<'_>,
        batch: &[Uuid],
    ) -> Result<(), Error> {
        for _ in 1..ATTEMPTS {
            match self.reseal::<E>(run, batch).await {
                Err(Error::Unavailable(error)) => {
                    tracing::warn!(%error, "the database is not available; trying again");
                    sleep(PAUSE).await;
                }
                other => return other,
            }
        }
        self.reseal::<E>(run, batch).await
    }

    /// Seals the values of some rows again, in one transaction.
    async fn reseal<E: SealedTable>(&self, run: &mut Run<'_>, batch: &[Uuid]) -> Result<(), Error> {
        let store = self.known.store();
        let tx = store.begin().await?;
        let rows = E::sealed_rows()
            .filter(E::ID.is_in(batch.iter().copied()))
            .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
            .all(&tx)
            .await?;

        let (mut done, mut damaged) = (0, Vec::new());
        for row in rows {
            let Some(old) = E::sealed(&row) else { continue };
            if !is_under_another(old, run.to) {
                continue;
            }
            let new = match E::reseal(self.known.sealer(), run.to, &row) {
                Ok(new) => new,
                Err(SealError::WrongMasterKey { wanted, .. }) => {
                    return Err(self.foreign(&wanted, &E::name(&row)));
                }
                Err(SealError::Damaged | SealError::Version1 | SealError::Failed) => {
                    damaged.push((E::id(&row), E::name(&row)));
                    continue;
                }
            };
            let updated = E::update_many()
                .col_expr(E::SEALED, Expr::value(new))
                .col_expr(E::MASTER_KEY_ID, Expr::value(run.to))
                .filter(E::ID.eq(E::id(&row)))
                .filter(E::SEALED.eq(old.clone()))
                .exec(&tx)
                .await?;
            done += updated.rows_affected;
        }

        store.database().commit(tx).await?;
        run.done += done;
        for (id, name) in damaged {
            run.damaged.insert(id);
            run.names.push(name);
        }
        Ok(())
    }

    fn foreign(&self, id: &str, name: &str) -> Error {
        let path = self.known.sealer().file().path().display();
        Error::PreconditionFailed(format!(
            "{name} is sealed with the master key {id}, which {path} does not hold: add it to the \
             file, then rotate again"
        ))
    }
}
