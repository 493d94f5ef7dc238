//! Hearing of commits on other replicas: PostgreSQL `LISTEN`, with a heartbeat.
//!
//! Each second this process sends itself a notice through the database. One that comes back
//! proves that every commit before it was heard, for PostgreSQL delivers notices in the order of
//! commits. Until the next one comes the proof ages; after [`TRUST`] caches are passed by.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};

use sqlx::{PgPool, postgres::PgListener};
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use crate::{Control, cache::Change};

/// The channel of all replicas.
pub(crate) const CHANNEL: &str = "keyplane";
const HEARTBEAT: Duration = Duration::from_secs(1);
/// How long after it was sent a heartbeat still proves that notices arrive.
const TRUST: Duration = Duration::from_secs(3);
/// The pause before a lost connection is made anew.
const RETRY: Duration = Duration::from_secs(1);

/// Whether caches may be believed.
#[derive(Debug)]
pub(crate) struct Listener {
    start: Instant,
    /// Milliseconds after `start` until which they may; `i64::MAX` where there are no replicas.
    trusted_until: AtomicI64,
}

impl Listener {
    /// `replicas`: whether other processes may commit to the same database.
    pub(crate) fn new(replicas: bool) -> Self {
        let until = if replicas { 0 } else { i64::MAX };
        Self { start: Instant::now(), trusted_until: AtomicI64::new(until) }
    }

    pub(crate) fn is_alive(&self) -> bool {
        let until = self.trusted_until.load(Ordering::Acquire);
        until == i64::MAX || self.millis(Instant::now()) < until
    }

    fn millis(&self, at: Instant) -> i64 {
        i64::try_from(at.duration_since(self.start).as_millis()).unwrap_or(i64::MAX)
    }

    fn trust_from(&self, sent: Instant) {
        self.trusted_until.store(self.millis(sent + TRUST), Ordering::Release);
    }

    fn distrust(&self) {
        self.trusted_until.store(0, Ordering::Release);
    }
}

impl Control {
    /// Listens for ever; ends only when its task is aborted.
    pub(crate) async fn listen(self, pool: PgPool) {
        loop {
            if let Err(error) = self.listen_once(&pool).await {
                tracing::warn!(%error, "not listening for changes of other replicas; caches are passed by");
            }
            self.inner.listener.distrust();
            tokio::time::sleep(RETRY).await;
        }
    }

    async fn listen_once(&self, pool: &PgPool) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect_with(pool).await?;
        // A connection that breaks must end this function, not be replaced behind its back.
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        let own = format!("heartbeat {}", self.new_id());
        loop {
            let sent = Instant::now();
            sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(&own).execute(pool).await?;
            self.hear(&mut listener, &own, sent).await?;
            let next = sent + HEARTBEAT;
            self.hear_until(&mut listener, next).await?;
        }
    }

    /// Drops what notices name until the own heartbeat comes back.
    async fn hear(
        &self,
        listener: &mut PgListener,
        own: &str,
        sent: Instant,
    ) -> Result<(), sqlx::Error> {
        loop {
            let notice = timeout_at(sent + TRUST, listener.try_recv())
                .await
                .map_err(|_| sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()))??
                .ok_or_else(|| sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into()))?;
            if notice.payload() == own {
                if !self.inner.listener.is_alive() {
                    self.inner.cache.drop_all();
                }
                self.inner.listener.trust_from(sent);
                return Ok(());
            }
            self.drop_named(notice.payload());
        }
    }

    async fn hear_until(
        &self,
        listener: &mut PgListener,
        until: Instant,
    ) -> Result<(), sqlx::Error> {
        while let Ok(notice) = timeout_at(until, listener.try_recv()).await {
            let notice = notice?
                .ok_or_else(|| sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into()))?;
            self.drop_named(notice.payload());
        }
        Ok(())
    }

    fn drop_named(&self, payload: &str) {
        if let Some((scope, only)) = read_notice(payload) {
            self.inner.cache.apply(scope, only);
        }
    }
}

/// What a commit tells the other replicas: which scope it changed, and what of it where the rest
/// stayed.
pub(crate) fn notice(scope: Uuid, only: Option<Change>) -> String {
    match only {
        None => scope.to_string(),
        Some(change) => format!("{scope} {change}"),
    }
}

/// Reads a notice; a change that another version of this program knows is the whole scope's.
/// `None` for a heartbeat.
fn read_notice(payload: &str) -> Option<(Uuid, Option<Change>)> {
    let (scope, change) = payload.split_once(' ').unwrap_or((payload, ""));
    Some((scope.parse().ok()?, change.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_of_another_version_drops_the_whole_scope() {
        let scope = Uuid::from_u128(7);
        for only in [None, Some(Change::Apis)] {
            assert_eq!(read_notice(&notice(scope, only)), Some((scope, only)));
        }
        for unknown in ["policies", "application:app_x", "apis apis", ""] {
            assert_eq!(read_notice(&format!("{scope} {unknown}")), Some((scope, None)));
        }
        assert_eq!(read_notice("heartbeat 0198"), None);
    }
}
