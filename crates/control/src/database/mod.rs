//! Connections: SQLite with one writer and a few readers, or a PostgreSQL pool.

mod postgres;
mod sqlite;
mod target;

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    RuntimeErr, Select, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::PgPool;
use tokio::time::timeout;

pub(crate) use sqlite::{FileFault, Sqlite};
pub(crate) use target::Target;
pub use target::{InvalidDatabaseUrl, check_database_url};

use crate::{Error, OpenError};

/// How long a request waits for a connection before the database counts as away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a start waits for a PostgreSQL to take its connections. One that sleeps while it is
/// not used needs some seconds to wake.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A database: where to read and where to write. SQLite takes one writer at a time, so that
/// writers queue for the one connection instead of colliding.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) read: DatabaseConnection,
    write: DatabaseConnection,
    /// The pool, where the database is PostgreSQL.
    pub(crate) postgres: Option<PgPool>,
    /// The file, where the database is SQLite.
    pub(crate) sqlite: Option<Sqlite>,
}

impl Database {
    /// Connects to `sqlite:PATH` or `postgres://…`. `create`: whether a missing SQLite database,
    /// with its folder, is made; `serves`: whether no other process may serve the same file.
    pub(crate) async fn connect(
        url: &SecretString,
        create: bool,
        serves: bool,
    ) -> Result<Self, OpenError> {
        let url = url.expose_secret();
        match Target::parse(url)? {
            Target::Sqlite(path) => sqlite::connect(&path, create, serves).await,
            Target::Postgres(_) => timeout(CONNECT_TIMEOUT, postgres::connect(url))
                .await
                .map_err(|_| OpenError::Deaf { seconds: CONNECT_TIMEOUT.as_secs() })?,
        }
    }

    /// Closes every connection; SQLite then folds its write-ahead log into the database file.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        self.read.close_by_ref().await?;
        Ok(self.write.close_by_ref().await?)
    }

    /// The connection for what is not one transaction: migrations.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        &self.write
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// Reads one row, as every request that reads does.
    pub(crate) async fn probe_read(&self) -> Result<(), Error> {
        self.read.execute_unprepared("SELECT id FROM instance").await?;
        Ok(())
    }

    /// Commits a write that changes nothing, down to the disk.
    pub(crate) async fn probe_write(&self) -> Result<(), Error> {
        let statement = match self.backend() {
            // An update to the same values writes no page on SQLite; this one always does.
            DbBackend::Sqlite => "PRAGMA user_version = 0",
            _ => "UPDATE instance SET created_at = created_at",
        };
        self.write.execute_unprepared(statement).await?;
        Ok(())
    }

    /// Begins a transaction that writes: on SQLite it holds the write lock from the start, so
    /// that it cannot fail half-way because somebody else wrote in between.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, Error> {
        self.refuse_lost_file().await?;
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.write.begin_with_options(options).await?)
    }

    /// Commits. A commit to a SQLite file that was deleted or replaced meanwhile is no success:
    /// the next start would not find it.
    pub(crate) async fn commit(&self, transaction: DatabaseTransaction) -> Result<(), Error> {
        transaction.commit().await?;
        self.refuse_lost_file().await
    }

    /// What became of a SQLite file behind SQLite's back.
    pub(crate) async fn file_fault(&self) -> Option<FileFault> {
        match &self.sqlite {
            Some(sqlite) => sqlite.file_fault().await,
            None => None,
        }
    }

    async fn refuse_lost_file(&self) -> Result<(), Error> {
        match self.file_fault().await {
            Some(fault) => Err(DbErr::Conn(RuntimeErr::Internal(fault.to_string())).into()),
            None => Ok(()),
        }
    }
}

/// The row of a query that finds at most one, by a unique key. `Select::one` puts a bound `LIMIT`
/// behind it, and a statement with one SQLite plans anew each time that it runs.
pub(crate) async fn sole<E: EntityTrait>(
    query: Select<E>,
    database: &impl ConnectionTrait,
) -> Result<Option<E::Model>, DbErr> {
    Ok(query.all(database).await?.pop())
}
