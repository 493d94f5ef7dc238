//! The connection that asks whether the database answers, and reads the outbox of change notices.
//!
//! It is one of its own: it waits for no other work, and no other work waits for it.

use std::{pin::pin, time::Duration};

use sqlx::{PgConnection, Row, postgres::PgRow};
use tokio::time::timeout;
use uuid::Uuid;

use super::{pool::open_to_write, postgres::Postgres};

/// How long the kept connection may take to answer before another one is opened beside it: a
/// firewall may have forgotten it.
const HEDGE: Duration = Duration::from_millis(50);
/// Maximum number of notices that one answer holds.
const PAGE: usize = 500;

/// Reads the head of the outbox, and the notices behind a position. Without notices there is one
/// row, with the head alone.
const QUESTION: &str = "SELECT head.position AS head, pg_is_in_recovery() AS is_standby, \
     notice.position, notice.scope_id, notice.part, notice.replica_id, notice.commit_id \
     FROM notice_head AS head LEFT JOIN LATERAL (SELECT * FROM change_notice \
     WHERE change_notice.position > $1 ORDER BY change_notice.position LIMIT 500) AS notice ON true \
     ORDER BY notice.position";

/// A connection that probes.
pub(crate) struct Probe {
    postgres: Postgres,
    kept: Option<PgConnection>,
}

/// The answer to a probe.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The last position that was given out.
    pub(crate) head: i64,
    /// The notices behind the position of the question, in order.
    pub(crate) notices: Vec<FoundNotice>,
    /// Whether there are more of them.
    pub(crate) has_more: bool,
}

/// A row of the outbox.
#[derive(Debug)]
pub(crate) struct FoundNotice {
    pub(crate) position: i64,
    pub(crate) scope: Uuid,
    pub(crate) part: Option<String>,
    pub(crate) replica: Uuid,
    pub(crate) commit: Uuid,
}

impl Probe {
    pub(crate) fn new(postgres: Postgres) -> Self {
        Self { postgres, kept: None }
    }

    /// Asks for the notices behind `position`. Whatever answers first counts: the kept connection,
    /// or a new one. Given up, it keeps no connection.
    pub(crate) async fn ask(&mut self, position: i64) -> Result<Answer, sqlx::Error> {
        let kept = self.kept.take();
        let (connection, answer) = match kept {
            None => self.ask_anew(position).await?,
            Some(kept) => {
                let mut old = pin!(ask_on(kept, position));
                match timeout(HEDGE, &mut old).await {
                    Ok(Ok(answered)) => answered,
                    Ok(Err(_)) => self.ask_anew(position).await?,
                    Err(_) => either(old, self.ask_anew(position)).await?,
                }
            }
        };
        self.kept = Some(connection);
        Ok(answer)
    }

    async fn ask_anew(&self, position: i64) -> Result<(PgConnection, Answer), sqlx::Error> {
        let connection = open_to_write(&self.postgres.probe).await?;
        ask_on(connection, position).await
    }
}

/// The first success of two, or the last error.
async fn either<T, E>(
    one: impl Future<Output = Result<T, E>>,
    other: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let (mut one, mut other) = (pin!(one), pin!(other));
    tokio::select! {
        done = &mut one => if done.is_ok() { done } else { other.await },
        done = &mut other => if done.is_ok() { done } else { one.await },
    }
}

async fn ask_on(
    mut connection: PgConnection,
    position: i64,
) -> Result<(PgConnection, Answer), sqlx::Error> {
    let rows = sqlx::query(QUESTION).bind(position).fetch_all(&mut connection).await?;
    let answer = Answer::read(&rows)?;
    Ok((connection, answer))
}

impl Answer {
    fn read(rows: &[PgRow]) -> Result<Self, sqlx::Error> {
        let first = rows.first().ok_or(sqlx::Error::RowNotFound)?;
        if first.try_get("is_standby")? {
            return Err(sqlx::Error::Io(std::io::Error::other("the database is a standby")));
        }
        let notices = rows.iter().filter_map(|row| FoundNotice::read(row).transpose());
        let notices: Vec<_> = notices.collect::<Result<_, _>>()?;
        Ok(Self { head: first.try_get("head")?, has_more: notices.len() >= PAGE, notices })
    }
}

impl FoundNotice {
    /// `None` for the row of a head without notices.
    fn read(row: &PgRow) -> Result<Option<Self>, sqlx::Error> {
        let Some(position) = row.try_get("position")? else { return Ok(None) };
        Ok(Some(Self {
            position,
            scope: row.try_get("scope_id")?,
            part: row.try_get("part")?,
            replica: row.try_get("replica_id")?,
            commit: row.try_get("commit_id")?,
        }))
    }
}
