//! One interface to both databases: connections to read with, and transactions to write in.

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, Statement,
};
use tokio::sync::Mutex;

use super::{
    link::{Execute, Link, Rows, Script},
    pool::Pool,
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
    Postgres { link: Mutex<Link>, pool: Pool },
}

impl From<DatabaseTransaction> for Transaction {
    fn from(transaction: DatabaseTransaction) -> Self {
        Self(Begun::Sqlite(transaction))
    }
}

impl Transaction {
    pub(super) async fn begin(pool: &Pool) -> Result<Self, DbErr> {
        let link = Mutex::new(pool.begin().await?);
        Ok(Self(Begun::Postgres { link, pool: pool.clone() }))
    }

    /// Commits the transaction.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        match self.0 {
            Begun::Sqlite(transaction) => transaction.commit().await,
            Begun::Postgres { link, pool } => link.into_inner().commit(pool.deadline()).await,
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
            Begun::Postgres { .. } => DbBackend::Postgres,
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Begun::Sqlite(transaction) => transaction.execute_raw(statement).await,
            Begun::Postgres { link, pool } => {
                link.lock().await.run(&Execute(&statement), pool.deadline()).await
            }
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Begun::Sqlite(transaction) => transaction.execute_unprepared(sql).await,
            Begun::Postgres { link, pool } => {
                link.lock().await.run(&Script(sql), pool.deadline()).await
            }
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Begun::Sqlite(transaction) => transaction.query_one_raw(statement).await,
            Begun::Postgres { .. } => Ok(first(self.query_all_raw(statement).await?)),
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Begun::Sqlite(transaction) => transaction.query_all_raw(statement).await,
            Begun::Postgres { link, pool } => {
                link.lock().await.run(&Rows(&statement), pool.deadline()).await
            }
        }
    }
}

fn first(rows: Vec<QueryResult>) -> Option<QueryResult> {
    rows.into_iter().next()
}
