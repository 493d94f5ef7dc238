//! A PostgreSQL transaction that is tried again when the database refuses it for serialisation.
//!
//! PostgreSQL ends one of two transactions that wait for each other, or that could not have run one
//! after the other (SQLSTATE class 40). Such a transaction is rolled back, and its statements run
//! again in a new one. If each gives what it gave before, the decisions that were made from these
//! results stand, and the transaction goes on where it was. Otherwise its caller gets the error.

use std::time::Duration;

use keyplane_auth::sha256;
use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sqlx::{Row as _, ValueRef as _};
use tokio::{sync::Mutex, time::sleep};

use super::{
    link::{Execute, Link, Rows, Script},
    pool::Pool,
};

/// Maximum number of further attempts of a transaction.
const MOST: u32 = 4;
/// The pause before the first further attempt; each later one is longer by as much.
const PAUSE: Duration = Duration::from_millis(5);

/// A transaction on a connection of its own. Dropped without [`Replayed::commit`], it is rolled
/// back.
pub(super) struct Replayed {
    pool: Pool,
    running: Mutex<Running>,
}

struct Running {
    link: Link,
    /// The statements so far, each with the digest of what it gave.
    done: Vec<(ReplayStep, [u8; 32])>,
    attempts: u32,
    /// Whether an attempt came to other results, so that nothing may be committed.
    is_lost: bool,
}

/// A statement that can run again.
pub(super) enum ReplayStep {
    Rows(Statement),
    Execute(Statement),
    Script(String),
}

/// What a statement gave.
pub(super) enum StepOutcome {
    Rows(Vec<QueryResult>),
    Done(ExecResult),
}

impl Replayed {
    pub(super) async fn begin(pool: &Pool) -> Result<Self, DbErr> {
        let link = pool.begin().await?;
        let running = Running { link, done: Vec::new(), attempts: 0, is_lost: false };
        Ok(Self { pool: pool.clone(), running: Mutex::new(running) })
    }

    pub(super) async fn run(&self, step: ReplayStep) -> Result<StepOutcome, DbErr> {
        let mut running = self.running.lock().await;
        let outcome = running.run(&self.pool, &step).await?;
        let digest = outcome.digest();
        running.done.push((step, digest));
        Ok(outcome)
    }

    /// Runs the last statements of the transaction and commits it, in one message to the database.
    /// `last` is empty, or ends with a semicolon.
    pub(super) async fn commit(self, last: &str) -> Result<(), DbErr> {
        let mut running = self.running.into_inner();
        running.run(&self.pool, &ReplayStep::Script(format!("{last}COMMIT"))).await?;
        running.link.note_commit();
        Ok(())
    }
}

impl Running {
    async fn run(&mut self, pool: &Pool, step: &ReplayStep) -> Result<StepOutcome, DbErr> {
        if self.is_lost {
            return Err(DbErr::Conn(RuntimeErr::Internal("the transaction has ended".to_owned())));
        }
        let mut outcome = self.link.step(pool, step).await;
        while let Err(error) = &outcome
            && is_refused_for_serialisation(error)
            && self.attempts < MOST
        {
            self.attempts += 1;
            tracing::debug!(attempt = self.attempts, %error, "trying the transaction again");
            sleep(PAUSE * self.attempts).await;

            match self.replay(pool).await {
                Ok(true) => outcome = self.link.step(pool, step).await,
                Ok(false) => {
                    self.is_lost = true;
                    return outcome;
                }
                Err(error) => outcome = Err(error),
            }
        }
        outcome
    }

    /// Runs the statements so far in a new transaction. `false`: one of them gave something else.
    async fn replay(&mut self, pool: &Pool) -> Result<bool, DbErr> {
        let rollback = ReplayStep::Script("ROLLBACK; BEGIN".to_owned());
        self.link.step(pool, &rollback).await?;
        for (step, digest) in &self.done {
            if self.link.step(pool, step).await?.digest() != *digest {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Link {
    async fn step(&mut self, pool: &Pool, step: &ReplayStep) -> Result<StepOutcome, DbErr> {
        let until = pool.deadline();
        let work = async {
            match step {
                ReplayStep::Rows(statement) => {
                    self.run(&Rows(statement), until).await.map(StepOutcome::Rows)
                }
                ReplayStep::Execute(statement) => {
                    self.run(&Execute(statement), until).await.map(StepOutcome::Done)
                }
                ReplayStep::Script(sql) => {
                    self.run(&Script(sql), until).await.map(StepOutcome::Done)
                }
            }
        };
        pool.reach().unless_away(work).await
    }
}

impl StepOutcome {
    pub(super) fn into_rows(self) -> Vec<QueryResult> {
        match self {
            Self::Rows(rows) => rows,
            Self::Done(_) => Vec::new(),
        }
    }

    pub(super) fn into_done(self) -> Result<ExecResult, DbErr> {
        match self {
            Self::Done(done) => Ok(done),
            Self::Rows(_) => Err(DbErr::Custom("rows instead of a number of rows".to_owned())),
        }
    }

    /// A digest that two outcomes share only if they hold the same.
    fn digest(&self) -> [u8; 32] {
        let mut bytes = Vec::new();
        match self {
            Self::Done(done) => bytes.extend(done.rows_affected().to_be_bytes()),
            Self::Rows(rows) => rows.iter().for_each(|row| write_row(&mut bytes, row)),
        }
        sha256(&bytes)
    }
}

/// Writes the values of a row as they came from the database, each behind its length.
fn write_row(bytes: &mut Vec<u8>, row: &QueryResult) {
    let Some(row) = row.try_as_pg_row() else { return };
    bytes.extend(row.len().to_be_bytes());
    for column in 0..row.len() {
        let value = row.try_get_raw(column).ok();
        let value = value.as_ref().filter(|value| !value.is_null());
        let value = value.and_then(|value| value.as_bytes().ok());
        let length = value.map_or(u64::MAX, |value| value.len() as u64);
        bytes.extend(length.to_be_bytes());
        bytes.extend(value.unwrap_or_default());
    }
}

fn is_refused_for_serialisation(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) =
        error
    else {
        return false;
    };
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    // 40003, an unknown outcome, is no refusal.
    code.is_some_and(|code| code.starts_with("40") && code != "40003")
}
