//! Connections: SQLite with one writer and a few readers, or pools of PostgreSQL connections.

mod connection;
mod link;
mod pool;
mod postgres;
mod sqlite;

pub(crate) use connection::{Reader, Transaction};
pub use postgres::MIN_DATABASE_CONNECTIONS;
pub(crate) use postgres::Postgres;

use std::{path::Path, time::Duration};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, EntityTrait, Select, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use secrecy::{ExposeSecret, SecretString};

use crate::{Error, OpenError};

/// How long a request waits for a connection before the database counts as away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// A database: where to read and where to write. SQLite takes one writer at a time, so that
/// writers queue for the one connection instead of colliding.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) read: Reader,
    write: Writer,
}

#[derive(Clone, Debug)]
enum Writer {
    Sqlite(DatabaseConnection),
    Postgres(Postgres),
}

/// What a transaction is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A use-case, which may have to wait for others in its scope.
    UseCase,
    /// What is written before a token is answered: on PostgreSQL on a connection of its own, which
    /// use-cases that wait for a lock cannot take.
    Spending,
}

impl Database {
    /// Connects to `sqlite:PATH` or `postgres://…`. `create`: whether a missing SQLite database,
    /// with its folder, is made; `connections`: the most connections to PostgreSQL.
    pub(crate) async fn connect(
        url: &SecretString,
        create: bool,
        connections: u32,
    ) -> Result<Self, OpenError> {
        let url = url.expose_secret();
        if let Some(path) = url.strip_prefix("sqlite:") {
            // A database in memory would be another one for each connection.
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.starts_with(':') {
                return Err(OpenError::DatabaseUrl);
            }
            sqlite::connect(Path::new(path), create).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let postgres = postgres::connect(url, connections).await?;
            let read = Reader::Postgres(postgres.read.clone());
            Ok(Self { read, write: Writer::Postgres(postgres) })
        } else {
            Err(OpenError::DatabaseUrl)
        }
    }

    /// Closes every connection; SQLite then folds its write-ahead log into the database file.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        if let Reader::Sqlite(read) = &self.read {
            read.close_by_ref().await?;
        }
        match &self.write {
            Writer::Sqlite(write) => Ok(write.close_by_ref().await?),
            Writer::Postgres(postgres) => Ok(postgres.close().await?),
        }
    }

    /// The connection for what is not one transaction: migrations.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        match &self.write {
            Writer::Sqlite(write) => write,
            Writer::Postgres(postgres) => &postgres.migrations,
        }
    }

    /// The connections, where the database is PostgreSQL.
    pub(crate) fn postgres(&self) -> Option<&Postgres> {
        match &self.write {
            Writer::Sqlite(_) => None,
            Writer::Postgres(postgres) => Some(postgres),
        }
    }

    /// Begins a transaction of a use-case.
    pub(crate) async fn begin(&self) -> Result<Transaction, Error> {
        self.begin_for(Purpose::UseCase).await
    }

    /// Reads one row, as every request that reads does.
    pub(crate) async fn probe_read(&self) -> Result<(), Error> {
        self.read.execute_unprepared("SELECT id FROM instance").await?;
        Ok(())
    }

    /// Commits a write that changes nothing, down to the disk.
    pub(crate) async fn probe_write(&self) -> Result<(), Error> {
        match &self.write {
            // An update to the same values writes no page on SQLite; this one always does.
            Writer::Sqlite(write) => {
                write.execute_unprepared("PRAGMA user_version = 0").await?;
                Ok(())
            }
            Writer::Postgres(_) => {
                let tx = self.begin().await?;
                tx.execute_unprepared("UPDATE instance SET created_at = created_at").await?;
                Ok(tx.commit().await?)
            }
        }
    }

    /// Begins a transaction that writes: on SQLite it holds the write lock from the start, so
    /// that it cannot fail half-way because another one wrote in between.
    pub(crate) async fn begin_for(&self, purpose: Purpose) -> Result<Transaction, Error> {
        let write = match &self.write {
            Writer::Sqlite(write) => write,
            Writer::Postgres(postgres) => {
                let pool = match purpose {
                    Purpose::UseCase => &postgres.write,
                    Purpose::Spending => &postgres.spend,
                };
                return Ok(Transaction::begin(pool).await?);
            }
        };
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(write.begin_with_options(options).await?.into())
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
