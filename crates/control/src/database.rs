//! Connections: SQLite with one writer and a few readers, or a PostgreSQL pool.

use std::{path::Path, str::FromStr, time::Duration};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    Select, SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector, TransactionOptions,
    TransactionTrait,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    ConnectOptions, Connection, PgPool, SqliteConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Error, OpenError, open::create_dir};

/// How long a request waits for a connection before the database counts as away.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// How long SQLite waits for another process to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;

/// A database: where to read and where to write. SQLite takes one writer at a time, so that
/// writers queue for the one connection instead of colliding.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    pub(crate) read: DatabaseConnection,
    write: DatabaseConnection,
    /// The pool, where the database is PostgreSQL.
    pub(crate) postgres: Option<PgPool>,
}

impl Database {
    /// Connects to `sqlite:PATH` or `postgres://…`. `create`: whether a missing SQLite database,
    /// with its folder, is made.
    pub(crate) async fn connect(url: &SecretString, create: bool) -> Result<Self, OpenError> {
        let url = url.expose_secret();
        if let Some(path) = url.strip_prefix("sqlite:") {
            // A database in memory would be another one for each connection.
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.starts_with(':') {
                return Err(OpenError::DatabaseUrl);
            }
            Self::sqlite(Path::new(path), create).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::postgres(url).await
        } else {
            Err(OpenError::DatabaseUrl)
        }
    }

    async fn sqlite(path: &Path, create: bool) -> Result<Self, OpenError> {
        if let Some(folder) = path.parent().filter(|_| create) {
            create_dir(folder)?;
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            // What was answered survives a power cut too.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
            .disable_statement_logging();
        let pool = |size| {
            SqlitePoolOptions::new()
                .max_connections(size)
                .acquire_timeout(ACQUIRE_TIMEOUT)
                // A file does not hang up. The test on release stays, and each is a way to the
                // connection's thread and back.
                .test_before_acquire(false)
        };
        let write = pool(1)
            .after_release(|connection, _| Box::pin(is_clean(connection)))
            .connect_with(options.clone())
            .await
            .map_err(OpenError::Database)?;
        let read =
            pool(SQLITE_READERS).min_connections(0).connect_lazy_with(options.read_only(true));
        Ok(Self {
            read: SqlxSqliteConnector::from_sqlx_sqlite_pool(read),
            write: SqlxSqliteConnector::from_sqlx_sqlite_pool(write),
            postgres: None,
        })
    }

    async fn postgres(url: &str) -> Result<Self, OpenError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(OpenError::Database)?
            .application_name("keyplane")
            .disable_statement_logging();
        // Once by itself: a pool would try again until its time is out, and not say why.
        let first = options.connect().await.map_err(OpenError::Database)?;
        first.close().await.map_err(OpenError::Database)?;
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options)
            .await
            .map_err(OpenError::Database)?;
        let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
        Ok(Self { read: connection.clone(), write: connection, postgres: Some(pool) })
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

    /// Begins a transaction that writes: on SQLite it holds the write lock from the start, so
    /// that it cannot fail half-way because somebody else wrote in between.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, Error> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.write.begin_with_options(options).await?)
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

/// Whether a connection may serve again. On a full disk SQLite rolls a transaction back by
/// itself; sqlx would then go on counting it as open, and what others write inside of it would be
/// answered and never committed.
async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // A roll-back that was queued when its transaction was dropped has run after this.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}
