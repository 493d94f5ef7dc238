//! Watches the database: one probe finds out whether it answers, and reads the outbox of change
//! notices by position.
//!
//! The probe runs once a second, at once when a request waits for an answer, and four times a
//! second while no notices are heard (an engine without `LISTEN`, a pooler that loses it): the
//! outbox then takes the place of what is heard.

use std::{collections::VecDeque, pin::pin, time::Duration};

use tokio::time::{Instant, sleep_until, timeout};

use super::{
    database::{Answer, FoundNotice, Postgres, Probe},
    handle::Store,
    news::{News, Part},
    notice::CHANNEL,
    outage::log_return,
};
use crate::error;

/// The pause between two probes.
const EACH: Duration = Duration::from_secs(1);
/// The pause while no notices are heard.
const POLL: Duration = Duration::from_millis(250);
/// The smallest pause, however many requests doubt that the database answers.
const LEAST: Duration = Duration::from_millis(25);
/// How long a probe may take while a request waits: twice as long as the slowest of the recent ones
/// took, since a database that is slow is not away, but within these bounds. A request that finds
/// the database gone waits for the second one at most, and [`Reach`](super::database::Reach)'s doubt.
const ANSWER: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(140)];
/// How long a probe may take while no request waits.
const IDLE_ANSWER: Duration = Duration::from_millis(500);
/// Answers that took longer came out of an outage, and say nothing about what is usual.
const SLOWEST: Duration = Duration::from_millis(300);
/// Number of answers that are recent.
const RECENT: usize = 20;
/// How long a probe that was not answered goes on, before the next one begins.
const GIVE_UP: Duration = Duration::from_secs(1);
/// How long no heartbeat must have come back before reading the outbox takes its place. A replica of
/// an earlier version sends notices and writes no rows.
const DEAF: Duration = Duration::from_secs(3);

/// A loop that watches one database.
struct Watch {
    store: Store,
    postgres: Postgres,
    probe: Probe,
    /// The last position that was read; `None` before the first answer and after an outage.
    position: Option<i64>,
    /// How long the recent answers took.
    recent: VecDeque<Duration>,
    /// Since when no heartbeat has come back.
    deaf_since: Option<Instant>,
    /// When the last heartbeat of a process that does not hear was sent.
    told_at: Option<Instant>,
}

impl Store {
    /// Watches until its task is aborted.
    pub(crate) async fn watch(self, postgres: Postgres) {
        let probe = Probe::new(postgres.clone());
        let recent = VecDeque::with_capacity(RECENT);
        let mut watch = Watch {
            store: self,
            postgres,
            probe,
            recent,
            position: None,
            deaf_since: None,
            told_at: None,
        };

        loop {
            let asked = Instant::now();
            let pause = match watch.ask().await {
                Ok(answer) => watch.answered(answer, asked).await,
                Err(error) => {
                    watch.failed(&error);
                    EACH
                }
            };
            watch.pause(asked, pause).await;
        }
    }
}

impl Watch {
    /// One probe. The database counts as away as soon as the answer is late; a late answer still
    /// counts.
    async fn ask(&mut self) -> Result<Answer, sqlx::Error> {
        let reach = self.postgres.reach().clone();
        let asked = Instant::now();
        // Behind the last position there is nothing: the answer then holds the head alone.
        let ask = self.probe.ask(self.position.unwrap_or(i64::MAX));
        let mut ask = pin!(timeout(GIVE_UP, ask));
        let usual = self.recent.iter().max().copied().unwrap_or_default();
        let [least, most] = ANSWER;
        let patience = (2 * usual).clamp(least, most);
        let mut late = asked + IDLE_ANSWER.max(patience);

        loop {
            tokio::select! {
                biased;
                answer = &mut ask => return answer.unwrap_or_else(|_| Err(silent())),
                () = reach.doubted(), if !reach.is_away() => late = late.min(asked + patience),
                () = sleep_until(late), if !reach.is_away() => {
                    if reach.lose(Instant::now()) {
                        self.store.log_outage("it does not answer");
                    }
                }
            }
        }
    }

    /// Returns the pause before the next probe.
    async fn answered(&mut self, answer: Answer, asked: Instant) -> Duration {
        let took = asked.elapsed();
        if took <= SLOWEST {
            self.recent.truncate(RECENT - 1);
            self.recent.push_front(took);
        }
        if let Some(lasted) = self.postgres.reach().find(Instant::now()) {
            log_return(lasted);
        }
        let has_more = answer.has_more;
        let is_complete = self.read(answer);
        let listener = &self.store.inner.listener;
        if listener.is_hearing() {
            (self.deaf_since, self.told_at) = (None, None);
            return if has_more { LEAST } else { EACH };
        }

        let deaf_since = *self.deaf_since.get_or_insert(asked);
        if is_complete && deaf_since.elapsed() >= DEAF {
            self.read_in_place_of_hearing(asked).await;
        }
        if has_more { LEAST } else { POLL }
    }

    /// Trusts what was read by the question of `asked`. Replicas that listen wait, when they commit,
    /// for those whose heartbeat they heard of late: so what was read counts no longer than the
    /// last heartbeat does.
    async fn read_in_place_of_hearing(&mut self, asked: Instant) {
        let listener = &self.store.inner.listener;
        if let Some(told_at) = self.told_at {
            if !listener.is_alive() {
                self.store.notify_subscriber(News::Missed);
                tracing::info!(
                    "change notices do not arrive by LISTEN: reading them from the outbox 4 times \
                     a second",
                );
            }
            listener.trust_read_from(asked.min(told_at));
        }

        let (now, beat) = (Instant::now(), listener.beat().to_string());
        // The probe waits for nothing.
        let told = timeout(ANSWER[0], self.postgres.notify(CHANNEL, &beat)).await;
        if matches!(told, Ok(Ok(()))) {
            self.told_at = Some(now);
        }
    }

    /// Passes on the notices that were not heard. `true`: everything up to the head is known.
    fn read(&mut self, answer: Answer) -> bool {
        let Answer { head, notices, has_more } = answer;
        let store = self.store.clone();
        let listener = &store.inner.listener;
        let from = self.position.filter(|position| *position <= head);
        let last = notices.last().map_or(head, |notice| notice.position);
        let count = i64::try_from(notices.len()).unwrap_or(i64::MAX);

        // Positions have no gaps: if some are missing, they were swept, or this is another database.
        let is_gapless = from.is_some_and(|from| last - from == count);
        if is_gapless {
            for notice in notices {
                self.pass_on(notice);
            }
        } else {
            store.notify_subscriber(News::Missed);
        }
        listener.forget_heard(last);
        self.position = Some(last);
        !has_more
    }

    fn pass_on(&self, notice: FoundNotice) {
        let FoundNotice { position, scope, part, replica, commit } = notice;
        let listener = &self.store.inner.listener;
        if listener.take_heard(position) || replica == listener.own {
            return;
        }
        tracing::debug!(position, "a change notice was read from the outbox");
        self.store.notify_subscriber(News::Changed { scope, part: part.map(Part::new) });
        listener.confirm(commit);
    }

    fn failed(&mut self, error: &sqlx::Error) {
        let is_away = error::is_away(error);
        if !is_away {
            // It answers, though not this question: the requests go on.
            tracing::debug!(%error, "the probe of the database failed");
            let _ = self.postgres.reach().find(Instant::now());
            return;
        }
        self.position = None;
        if self.postgres.reach().lose(Instant::now()) {
            self.store.log_outage(&error.to_string());
        }
    }

    /// Waits until the next probe is due. A request that waits makes it due at once, unless the
    /// database is known to be away.
    async fn pause(&self, asked: Instant, pause: Duration) {
        let reach = self.postgres.reach();
        sleep_until(asked + LEAST).await;
        if reach.is_away() {
            return sleep_until(asked + pause).await;
        }
        tokio::select! {
            () = reach.doubted() => reach.doubt(),
            () = sleep_until(asked + pause) => {}
        }
    }
}

fn silent() -> sqlx::Error {
    let error = std::io::Error::new(std::io::ErrorKind::TimedOut, "it does not answer");
    sqlx::Error::Io(error)
}
