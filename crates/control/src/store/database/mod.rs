//! Connections: SQLite with one writer and a few readers, or pools of PostgreSQL connections.

mod connection;
mod link;
mod pool;
mod postgres;
mod probe;
mod reach;
mod replayed;
pub(crate) mod sqlite;
mod target;

pub(crate) use connection::{Reader, Transaction};
pub use postgres::MIN_DATABASE_CONNECTIONS;
pub(crate) use postgres::Postgres;
pub(crate) use probe::{Answer, FoundNotice, Probe};
pub(crate) use reach::Reach;
pub(crate) use sqlite::{FileFault, Sqlite};
pub(crate) use target::Target;
pub use target::{InvalidDatabaseUrl, check_database_url};

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait, RuntimeErr,
    Select, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::timeout;

use super::open_error::OpenError;
use crate::{error::Error, figures::PoolFigures};

/// How long a request waits for a connection before the database counts as unavailable.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a start waits until PostgreSQL accepts connections. A database that sleeps while it is
/// not used needs some seconds to wake.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A database, with its connections for reading and writing. SQLite allows one writer at a time, so
/// writers queue for one connection instead of colliding.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) read: Reader,
    write: Writer,
    /// The file, if the database is SQLite.
    pub(crate) sqlite: Option<Sqlite>,
}

#[derive(Clone, Debug)]
enum Writer {
    Sqlite(DatabaseConnection),
    Postgres(Box<Postgres>),
}

/// The purpose of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A use case, which may have to wait for others in its scope.
    UseCase,
    /// Rows that are written before a token request is answered. On PostgreSQL they have their own
    /// connection, which use cases that wait for a lock cannot take.
    Spending,
}

impl Database {
    /// Connects to `sqlite:PATH` or `postgres://…`. `create`: whether a missing SQLite database,
    /// with its folder, is made; `serves`: whether no other process may serve the same file;
    /// `connections`: the maximum number of connections to PostgreSQL.
    pub(crate) async fn connect(
        url: &SecretString,
        create: bool,
        serves: bool,
        connections: u32,
    ) -> Result<Self, OpenError> {
        let url = url.expose_secret();
        match Target::parse(url)? {
            Target::Sqlite(path) => sqlite::connect(&path, create, serves).await,
            Target::Postgres(options) => {
                let postgres = timeout(CONNECT_TIMEOUT, postgres::connect(*options, connections))
                    .await
                    .map_err(|_| OpenError::Deaf { seconds: CONNECT_TIMEOUT.as_secs() })??;
                let read = Reader::Postgres(postgres.read.clone());
                Ok(Self { read, write: Writer::Postgres(Box::new(postgres)), sqlite: None })
            }
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

    /// The connection for migrations, which are not one transaction.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        match &self.write {
            Writer::Sqlite(write) => write,
            Writer::Postgres(postgres) => &postgres.migrations,
        }
    }

    /// The connections, if the database is PostgreSQL.
    pub(crate) fn postgres(&self) -> Option<&Postgres> {
        match &self.write {
            Writer::Sqlite(_) => None,
            Writer::Postgres(postgres) => Some(postgres),
        }
    }

    /// The numbers of the connections.
    pub(crate) fn figures(&self) -> Vec<PoolFigures> {
        match &self.sqlite {
            Some(sqlite) => sqlite.figures().into(),
            None => self.postgres().map(Postgres::figures).unwrap_or_default(),
        }
    }

    /// Whether the database answers; `None` for SQLite, whose file is local.
    pub(crate) fn reach(&self) -> Option<&Reach> {
        self.postgres().map(Postgres::reach)
    }

    /// Begins a transaction of a use case.
    pub(crate) async fn begin(&self) -> Result<Transaction, Error> {
        self.begin_for(Purpose::UseCase).await
    }

    /// Reads one row, as every request that reads does.
    pub(crate) async fn probe_read(&self) -> Result<(), Error> {
        self.read.execute_unprepared("SELECT id FROM instance").await?;
        Ok(())
    }

    /// Commits a write that changes nothing, to test that the disk accepts it.
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

    /// Begins a transaction that writes. On SQLite it holds the write lock from the start, so that
    /// it cannot fail half-way because another transaction wrote in between.
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
        self.refuse_lost_file().await?;
        Ok(begin_immediate(write).await?.into())
    }

    /// Begins the transaction of the migrations, which may take as long as they need.
    pub(crate) async fn begin_migration(&self) -> Result<DatabaseTransaction, Error> {
        self.refuse_lost_file().await?;
        let transaction = begin_immediate(self.writer()).await?;
        if self.postgres().is_some() {
            // Waits for another process that migrates, up to a limit.
            transaction.execute_unprepared("SET LOCAL lock_timeout = '60s'").await?;
        }
        Ok(transaction)
    }

    /// Commits. A commit to a SQLite file that was deleted or replaced meanwhile is an error,
    /// because the next start would not find it.
    pub(crate) async fn commit(&self, transaction: Transaction) -> Result<(), Error> {
        self.commit_after(transaction, "").await
    }

    /// As [`Self::commit`], after `last`: empty, or statements that each end with a semicolon.
    pub(crate) async fn commit_after(
        &self,
        transaction: Transaction,
        last: &str,
    ) -> Result<(), Error> {
        transaction.commit_after(last).await?;
        self.refuse_lost_file().await
    }

    /// Checks whether a SQLite file was changed behind SQLite's back.
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

async fn begin_immediate(write: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    write.begin_with_options(options).await
}

/// The row of a query that finds at most one, by a unique key. `Select::one` adds a bound `LIMIT`,
/// and SQLite plans such a statement again on each run.
pub(crate) async fn sole<E: EntityTrait>(
    query: Select<E>,
    database: &impl ConnectionTrait,
) -> Result<Option<E::Model>, DbErr> {
    Ok(query.all(database).await?.pop())
}
