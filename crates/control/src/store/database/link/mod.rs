//! A connection on loan from a [`Pool`], and what runs on it.

use std::{sync::Arc, time::Duration};

use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use sqlx::{
    AssertSqlSafe, Connection, PgConnection,
    postgres::{PgDatabaseError, PgSeverity},
};
use tokio::time::{Instant, timeout, timeout_at};

use super::pool::Pool;

/// A connection that was idle for longer than this is checked before it is used.
const CHECK_AFTER: Duration = Duration::from_secs(1);
/// Time limit of that check.
const CHECK: Duration = Duration::from_secs(1);
/// How long a connection may take to finish an interrupted statement.
const FINISH_TIMEOUT: Duration = Duration::from_secs(2);

/// A connection on loan. When dropped, a clean connection goes back to the pool at once, and an
/// interrupted one once its statement has ended. If that takes longer than [`FINISH_TIMEOUT`], the
/// connection is given up.
pub(super) struct Link {
    pool: Pool,
    connection: Option<PgConnection>,
    opened_at: Instant,
    /// Time at which the connection became idle; `None` if it was just opened or just used.
    idle_since: Option<Instant>,
    condition: Condition,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Condition {
    Clean,
    /// A statement is running, or was interrupted.
    Busy,
    /// A transaction is open, or may be.
    InTransaction,
    /// The connection can no longer be used.
    Broken,
}

impl Link {
    pub(super) fn new(
        pool: Pool,
        connection: PgConnection,
        opened_at: Instant,
        idle_since: Option<Instant>,
    ) -> Self {
        let condition = Condition::Clean;
        Self { pool, connection: Some(connection), opened_at, idle_since, condition }
    }

    pub(super) fn is_broken(&self) -> bool {
        self.condition == Condition::Broken
    }

    /// Whether the connection was idle before, so that it may have died unnoticed.
    pub(super) fn was_idle(&self) -> bool {
        self.idle_since.is_some()
    }

    /// Checks that the connection still answers, if that is in doubt.
    pub(super) async fn is_alive(&mut self) -> bool {
        if self.idle_since.is_none_or(|since| since.elapsed() < CHECK_AFTER) {
            return true;
        }
        let Some(connection) = &mut self.connection else { return false };
        self.condition = Condition::Busy;
        let alive = matches!(timeout(CHECK, connection.ping()).await, Ok(Ok(())));
        self.condition = if alive { Condition::Clean } else { Condition::Broken };
        alive
    }

    /// Runs a piece of work on it until `until` at the latest.
    pub(super) async fn run<W: Work>(
        &mut self,
        work: &W,
        until: Instant,
    ) -> Result<W::Output, DbErr> {
        let Some(connection) = &mut self.connection else { return Err(no_answer()) };
        let before = self.condition;
        if before == Condition::Clean {
            self.condition = Condition::Busy;
        }

        let outcome = timeout_at(until, work.run(connection)).await;
        self.condition = match &outcome {
            Ok(Ok(_)) => before,
            Ok(Err(error)) if !ends_connection(error) => before,
            Ok(Err(_)) | Err(_) => Condition::Broken,
        };
        if self.condition == Condition::Broken {
            self.pool.reach().doubt();
        }
        let outcome = outcome.map_err(|_| no_answer())?;
        outcome.map_err(|error| W::failure(RuntimeErr::SqlxError(Arc::new(error))))
    }

    /// Begins a transaction; it ends with [`Self::commit`] or when this is dropped.
    pub(super) async fn begin(&mut self, until: Instant) -> Result<(), DbErr> {
        // A transaction is open from the moment that the database reads this, whether or not its
        // answer is awaited. A rollback without a transaction does no harm.
        self.condition = Condition::InTransaction;
        self.run(&Script("BEGIN"), until).await.map(drop)
    }

    /// Notes that its transaction was committed.
    pub(super) fn note_commit(&mut self) {
        self.condition = Condition::Clean;
    }

    /// The connection itself and when it was opened; `None` unless it is clean.
    pub(super) fn into_parts(mut self) -> (Option<PgConnection>, Instant) {
        (self.connection.take(), self.opened_at)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        let (pool, opened_at, condition) = (self.pool.clone(), self.opened_at, self.condition);
        let runtime = tokio::runtime::Handle::try_current();

        match (condition, runtime) {
            (Condition::Clean, Ok(_)) => pool.release(connection, opened_at),
            (Condition::Busy | Condition::InTransaction, Ok(runtime)) => {
                runtime.spawn(async move {
                    match timeout(FINISH_TIMEOUT, finish_interrupted(&mut connection, condition))
                        .await
                    {
                        Ok(Ok(())) => pool.release(connection, opened_at),
                        Ok(Err(_)) | Err(_) => pool.lose(),
                    }
                });
            }
            (Condition::Broken, Ok(_)) => pool.lose(),
            // The process ends.
            (_, Err(_)) => {}
        }
    }
}

async fn finish_interrupted(
    connection: &mut PgConnection,
    condition: Condition,
) -> Result<(), sqlx::Error> {
    if condition == Condition::InTransaction {
        sqlx::raw_sql("ROLLBACK").execute(connection).await.map(drop)
    } else {
        connection.ping().await
    }
}

/// An operation on a connection.
pub(super) trait Work: Sync {
    type Output: Send;

    fn run(
        &self,
        connection: &mut PgConnection,
    ) -> impl Future<Output = Result<Self::Output, sqlx::Error>> + Send;

    /// The error of this kind of work.
    fn failure(error: RuntimeErr) -> DbErr;
}

/// A statement that gives rows.
pub(super) struct Rows<'a>(pub(super) &'a Statement);
/// A statement that gives none.
pub(super) struct Execute<'a>(pub(super) &'a Statement);
/// Statements without values, as text.
pub(super) struct Script<'a>(pub(super) &'a str);

impl Work for Rows<'_> {
    type Output = Vec<QueryResult>;

    async fn run(&self, connection: &mut PgConnection) -> Result<Self::Output, sqlx::Error> {
        let query = sqlx::query_with(AssertSqlSafe(self.0.sql.as_str()), values(self.0));
        let rows = query.fetch_all(connection).await?;
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    fn failure(error: RuntimeErr) -> DbErr {
        DbErr::Query(error)
    }
}

impl Work for Execute<'_> {
    type Output = ExecResult;

    async fn run(&self, connection: &mut PgConnection) -> Result<Self::Output, sqlx::Error> {
        let query = sqlx::query_with(AssertSqlSafe(self.0.sql.as_str()), values(self.0));
        query.execute(connection).await.map(ExecResult::from)
    }

    fn failure(error: RuntimeErr) -> DbErr {
        DbErr::Exec(error)
    }
}

impl Work for Script<'_> {
    type Output = ExecResult;

    async fn run(&self, connection: &mut PgConnection) -> Result<Self::Output, sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(self.0)).execute(connection).await.map(ExecResult::from)
    }

    fn failure(error: RuntimeErr) -> DbErr {
        DbErr::Exec(error)
    }
}

fn values(statement: &Statement) -> SqlxValues {
    SqlxValues(statement.values.clone().unwrap_or(Values(Vec::new())))
}

fn no_answer() -> DbErr {
    DbErr::Conn(RuntimeErr::Internal("the database did not answer in time".to_owned()))
}

/// Whether the connection is gone with this error.
fn ends_connection(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            let severity =
                error.try_downcast_ref::<PgDatabaseError>().map(PgDatabaseError::severity);
            matches!(severity, Some(PgSeverity::Fatal | PgSeverity::Panic))
        }
        sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
