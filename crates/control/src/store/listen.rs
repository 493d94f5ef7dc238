//! Change notices of other replicas: PostgreSQL `LISTEN` with a heartbeat.
//!
//! Twice a second this process sends itself a notice through the database. A notice that comes back
//! proves that this process has heard of every earlier commit, because PostgreSQL delivers notices
//! in the order of commits. The proof ages until the next notice arrives: [`TRUST`] after it was
//! sent, caches are bypassed. The other replicas receive the heartbeat too, and learn from it which
//! replicas listen.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use sea_orm::{DbErr, RuntimeErr};
use sqlx::postgres::PgListener;
use tokio::time::{Instant, timeout, timeout_at};
use uuid::Uuid;

use super::{
    database::Postgres,
    handle::Store,
    listener::TRUST,
    news::{News, Part},
    notice::{CHANNEL, MAX_COMMITS, Notice},
    outbox::Outgoing,
    replicas::Expected,
};
use crate::error::Error;

const HEARTBEAT: Duration = Duration::from_millis(500);
/// How long a listening connection may take to open.
const OPEN: Duration = Duration::from_secs(2);
/// The pauses before a lost connection is opened again: the first and the longest.
const RETRY: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(4)];

impl Store {
    /// Listens until its task is aborted.
    pub(crate) async fn listen(self, postgres: Postgres) {
        let mut pause = RETRY[0];
        loop {
            if let Err(error) = self.listen_once(&postgres).await {
                tracing::warn!(%error, "bypassing caches: replica is not receiving change notices");
            }
            pause = next_pause(pause, self.inner.listener.has_heard());
            // What was heard still counts for its time where the grace of an outage may follow.
            if self.inner.outage_limits.grace.is_zero() {
                self.inner.listener.distrust();
            } else {
                self.inner.listener.hang_up();
            }
            postgres.reach().doubt();
            // After an outage it listens again at once.
            if !postgres.reach().wait_until_back().await {
                tokio::time::sleep(pause).await;
            }
        }
    }

    /// Tells the other replicas which of their commits this one has heard of.
    pub(crate) async fn confirm(self, postgres: Postgres) {
        loop {
            self.inner.listener.more.notified().await;
            let own = self.inner.listener.own;
            let commits = self.inner.listener.take_unconfirmed();
            for commits in commits.chunks(MAX_COMMITS) {
                let heard = Notice::Heard { by: own, commits: commits.to_vec() };
                if let Err(error) = postgres.notify(CHANNEL, &heard.to_string()).await {
                    tracing::debug!(%error, "commits of other replicas could not be confirmed");
                }
            }
        }
    }

    async fn listen_once(&self, postgres: &Postgres) -> Result<(), DbErr> {
        let pool = postgres.listener();
        let open = async {
            let mut listener = PgListener::connect_with(&pool).await?;
            // A connection that breaks must end this function, not be replaced behind its back.
            listener.eager_reconnect(false);
            listener.listen(CHANNEL).await?;
            Ok(listener)
        };

        let open = async { timeout(OPEN, open).await.map_err(|_| no_answer())?.map_err(broken) };
        let mut listener = Box::pin(postgres.reach().unless_away(open)).await?;
        loop {
            let (sent, beat) = (Instant::now(), self.inner.listener.beat());
            let payload = beat.to_string();
            let notify = postgres.notify(CHANNEL, &payload);
            timeout_at(sent + TRUST, notify).await.map_err(|_| no_answer())??;
            self.hear(&mut listener, &beat, sent).await?;
            self.hear_until(&mut listener, sent + HEARTBEAT).await?;
        }
    }

    /// Processes notices until this process's own heartbeat `beat`, sent at `sent`, comes back.
    async fn hear(
        &self,
        listener: &mut PgListener,
        beat: &Notice,
        sent: Instant,
    ) -> Result<(), DbErr> {
        loop {
            let heard =
                timeout_at(sent + TRUST, next(listener)).await.map_err(|_| no_answer())??;
            if heard.as_ref() == Some(beat) {
                // Commits before this connection are not known.
                if !(self.inner.listener.has_heard() && self.inner.listener.is_hearing()) {
                    self.notify_subscriber(News::Missed);
                }
                self.inner.listener.trust_from(sent);
                return Ok(());
            }
            self.process_notice(heard);
        }
    }

    async fn hear_until(&self, listener: &mut PgListener, until: Instant) -> Result<(), DbErr> {
        while let Ok(heard) = timeout_at(until, next(listener)).await {
            self.process_notice(heard?);
        }
        Ok(())
    }

    fn process_notice(&self, heard: Option<Notice>) {
        let listener = &self.inner.listener;
        match heard {
            Some(Notice::Changed { scope, part }) => {
                self.notify_subscriber(News::Changed { scope, part });
            }
            Some(Notice::Alive { by, .. }) => listener.replicas.alive(by, Instant::now(), TRUST),
            Some(Notice::Gone(replica)) => listener.replicas.remove_replica(replica),
            Some(Notice::Committed { by, commit, places }) => {
                listener.note_heard(places.positions());
                if by == listener.own {
                    listener.replicas.committed(commit, by, Instant::now(), TRUST);
                } else {
                    listener.confirm(commit);
                }
            }
            Some(Notice::Heard { by, commits }) => listener.replicas.heard(by, &commits),
            // A notice of another version of this program.
            None => {}
        }
    }
}

impl Store {
    /// The last statements of a transaction that changes scopes, and the commit that every replica
    /// must confirm, if this process can hear the answers.
    pub(super) fn announce(
        &self,
        scopes: &[Uuid],
        part: Option<&Part>,
    ) -> (Option<Expected>, String) {
        let listener = &self.inner.listener;
        if self.database().postgres().is_none() || scopes.is_empty() {
            return (None, String::new());
        }
        let commit = self.new_id();
        let script = Outgoing { by: listener.own, commit, scopes, part }.script();
        let listens = listener.listens.load(Ordering::Acquire);
        (listens.then(|| listener.replicas.expect(commit)), script)
    }

    /// Waits until no replica answers from caches older than the commit. An error if the database
    /// is away by then: the commit has happened, but other replicas may not know of it.
    pub(super) async fn wait_until_heard(&self, expected: Option<Expected>) -> Result<(), Error> {
        let Some(expected) = expected else { return Ok(()) };
        let heard = async {
            expected.wait(TRUST).await;
            Ok(())
        };
        match self.database().postgres() {
            Some(postgres) => Ok(postgres.reach().unless_away(heard).await?),
            None => Ok(heard.await?),
        }
    }

    /// Tells the other replicas that this one ends, so that no commit waits for it. The loop that
    /// listens has ended by then; requests that still run read the database.
    pub(crate) async fn announce_end(&self) {
        let Some(postgres) = self.database().postgres() else { return };
        self.inner.listener.end();
        let gone = Notice::Gone(self.inner.listener.own).to_string();
        if let Err(error) = postgres.notify(CHANNEL, &gone).await {
            tracing::debug!(%error, "could not notify the other replicas that this one ends");
        }
    }
}

/// The pause that follows `pause`: short if the connection had worked, longer after each further
/// failure.
fn next_pause(pause: Duration, had_worked: bool) -> Duration {
    let [first, longest] = RETRY;
    if had_worked { first } else { longest.min(pause * 2) }
}

/// The next notice; `None` for one that this version does not know.
async fn next(listener: &mut PgListener) -> Result<Option<Notice>, DbErr> {
    let notice = listener.try_recv().await.map_err(broken)?;
    let notice = notice
        .ok_or_else(|| broken(sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into())))?;
    Ok(Notice::read(notice.payload()))
}

fn broken(error: sqlx::Error) -> DbErr {
    DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
}

fn no_answer() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the listening connection is silent".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{super::listener::Listener, *};

    #[test]
    fn the_pause_grows_while_nothing_is_heard_and_starts_over_after_a_heartbeat_came_back() {
        let [first, longest] = RETRY;
        let listener = Listener::new(Uuid::from_u128(1), true);
        let mut pause = first;
        for _ in 0..10 {
            pause = next_pause(pause, listener.has_heard());
        }
        assert_eq!(pause, longest);

        // The connection fell silent. By the time that this is noticed, the heartbeat is no longer
        // trusted either.
        listener.trust_from(listener.start);
        assert_eq!(next_pause(pause, listener.has_heard()), first);
        listener.distrust();
        assert_eq!(next_pause(first, listener.has_heard()), 2 * first);
    }
}
