//! One interface to both databases: connections to read with, and transactions to write in.

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, Statement,
};

use super::{
    link::{Execute, Rows, Script},
    pool::Pool,
    replayed::{ReplayStep, Replayed},
};

/// The connection that a query reads from.
#[derive(Clone, Debug)]
pub(crate) enum Reader {
    Sqlite(DatabaseConnection),
    Postgres(Pool),
}

/// A transaction that writes. Dropped without [`Transaction::commit`], it is rolled back.
pub(crate) struct Transaction(Begun);

enum Begun {
    Sqlite(DatabaseTransaction),
    Postgres(Replayed),
}

impl From<DatabaseTransaction> for Transaction {
    fn from(transaction: DatabaseTransaction) -> Self {
        Self(Begun::Sqlite(transaction))
    }
}

impl Transaction {
    pub(super) async fn begin(pool: &Pool) -> Result<Self, DbErr> {
        Ok(Self(Begun::Postgres(Replayed::begin(pool).await?)))
    }

    /// Commits the transaction.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.commit_after("").await
    }

    /// Runs `last` and commits the transaction, on PostgreSQL in one message, so that the locks
    /// that `last` takes are held for no round trip. `last` is empty, or ends with a semicolon.
    pub(crate) async fn commit_after(self, last: &str) -> Result<(), DbErr> {
        match self.0 {
            Begun::Sqlite(transaction) => {
                if !last.is_empty() {
                    transaction.execute_unprepared(last).await?;
                }
                transaction.commit().await
            }
            Begun::Postgres(transaction) => transaction.commit(last).await,
        }
    }
}

#[async_trait]
impl ConnectionTrait for Reader {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Sqlite(_) => DbBackend::Sqlite,
            Self::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(connection) => connection.execute_raw(statement).await,
            Self::Postgres(pool) => pool.run(&Execute(&statement)).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Sqlite(connection) => connection.execute_unprepared(sql).await,
            Self::Postgres(pool) => pool.run(&Script(sql)).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(connection) => connection.query_one_raw(statement).await,
            Self::Postgres(pool) => Ok(first(pool.run(&Rows(&statement)).await?)),
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(connection) => connection.query_all_raw(statement).await,
            Self::Postgres(pool) => pool.run(&Rows(&statement)).await,
        }
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Begun::Sqlite(_) => DbBackend::Sqlite,
            Begun::Postgres(_) => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Begun::Sqlite(transaction) => transaction.execute_raw(statement).await,
            Begun::Postgres(transaction) => {
                transaction.run(ReplayStep::Execute(statement)).await?.into_done()
            }
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Begun::Sqlite(transaction) => transaction.execute_unprepared(sql).await,
            Begun::Postgres(transaction) => {
                transaction.run(ReplayStep::Script(sql.to_owned())).await?.into_done()
            }
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Begun::Sqlite(transaction) => transaction.query_one_raw(statement).await,
            Begun::Postgres(_) => Ok(first(self.query_all_raw(statement).await?)),
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Begun::Sqlite(transaction) => transaction.query_all_raw(statement).await,
            Begun::Postgres(transaction) => {
                Ok(transaction.run(ReplayStep::Rows(statement)).await?.into_rows())
            }
        }
    }
}

fn first(rows: Vec<QueryResult>) -> Option<QueryResult> {
    rows.into_iter().next()
}
