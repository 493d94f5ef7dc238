//! A SQLite file: one connection that writes, a few that read.

use std::{path::Path, time::Duration};

use sea_orm::SqlxSqliteConnector;
use sqlx::{
    ConnectOptions, Connection, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{ACQUIRE_TIMEOUT, Database};
use crate::{OpenError, open::create_dir};

/// How long SQLite waits for another process to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;

pub(super) async fn connect(path: &Path, create: bool) -> Result<Database, OpenError> {
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
    let read = pool(READERS).min_connections(0).connect_lazy_with(options.read_only(true));
    Ok(Database {
        read: SqlxSqliteConnector::from_sqlx_sqlite_pool(read),
        write: SqlxSqliteConnector::from_sqlx_sqlite_pool(write),
        postgres: None,
    })
}

/// Whether a connection may serve again. On a full disk SQLite rolls a transaction back by
/// itself; sqlx would then go on counting it as open, and what others write inside of it would be
/// answered and never committed.
async fn is_clean(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // A roll-back that was queued when its transaction was dropped has run after this.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}
