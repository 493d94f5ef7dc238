//! A SQLite file: one connection that writes and a few that read.

mod copy;
mod file;

pub(crate) use copy::{open_draft, vacuum_into};
pub(crate) use file::{FileFault, lock, with_suffix};

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use sea_orm::SqlxSqliteConnector;
use sqlx::{
    ConnectOptions, Executor, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::watch;

use self::file::DatabaseFile;
use super::{ACQUIRE_TIMEOUT, Database, Writer, connection::Reader};
use crate::{
    figures::{PoolFigures, number},
    store::{files::create_dir, open_error::OpenError},
};

/// How long SQLite waits for another process to finish writing.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
const READERS: u32 = 4;
/// Length in bytes that the write-ahead log keeps between checkpoints. SQLite itself runs a
/// checkpoint every 4 MiB; only a long reader lets the log grow beyond that.
const LOG_LIMIT: u64 = 16 * 1024 * 1024;

/// The state of an open SQLite database, apart from its connections.
#[derive(Clone, Debug)]
pub(crate) struct Sqlite {
    writer: SqlitePool,
    reader: SqlitePool,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    file: DatabaseFile,
    /// SQLite's `data_version` as the writer last saw it. It changes when another connection than
    /// the writer commits; only other processes have such a connection.
    version: AtomicI64,
    foreign: watch::Sender<()>,
}

pub(super) async fn connect(
    path: &Path,
    create: bool,
    serves: bool,
) -> Result<Database, OpenError> {
    if let Some(folder) = path.parent().filter(|_| create) {
        create_dir(folder)?;
    }
    let shared = Arc::new(Shared {
        file: DatabaseFile::prepare(path, create, serves)?,
        version: AtomicI64::new(0),
        foreign: watch::Sender::new(()),
    });

    let options = SqliteConnectOptions::new()
        .filename(shared.file.path())
        .journal_mode(SqliteJournalMode::Wal)
        .pragma("journal_size_limit", LOG_LIMIT.to_string())
        // Committed data survives a power cut too.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .disable_statement_logging();
    let writer =
        writer(&shared).connect_with(options.clone()).await.map_err(OpenError::Database)?;
    let reader = reader(&shared).connect_lazy_with(options.read_only(true));

    Ok(Database {
        read: Reader::Sqlite(SqlxSqliteConnector::from_sqlx_sqlite_pool(reader.clone())),
        write: Writer::Sqlite(SqlxSqliteConnector::from_sqlx_sqlite_pool(writer.clone())),
        sqlite: Some(Sqlite { writer, reader, shared }),
    })
}

fn pool(size: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(size)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        // A file does not disconnect, so connections need neither a maximum age nor a test before
        // use, which is a round trip to the connection's thread. Only the test on release stays.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

fn writer(shared: &Arc<Shared>) -> SqlitePoolOptions {
    let (connected, released) = (Arc::clone(shared), Arc::clone(shared));

    pool(1)
        .after_connect(move |connection, _| {
            let shared = Arc::clone(&connected);
            Box::pin(async move {
                shared.file.forget_log();
                shared.check_identity()?;
                // Commits since the previous connection are not known.
                shared.note_version(connection).await?;
                shared.foreign.send_replace(());
                Ok(())
            })
        })
        .after_release(move |connection, _| {
            let shared = Arc::clone(&released);
            Box::pin(async move {
                // A roll-back that was queued when its transaction was dropped has run after this.
                if shared.note_version(connection).await? {
                    shared.foreign.send_replace(());
                }
                Ok(is_clean(connection))
            })
        })
}

fn reader(shared: &Arc<Shared>) -> SqlitePoolOptions {
    let shared = Arc::clone(shared);
    pool(READERS).min_connections(0).after_connect(move |_, _| {
        let shared = Arc::clone(&shared);
        Box::pin(async move { shared.check_identity() })
    })
}

/// Whether a connection may be used again. On a full disk, SQLite rolls a transaction back by
/// itself, but sqlx still counts it as open. What other requests write inside that transaction
/// would be answered but never committed.
fn is_clean(connection: &SqliteConnection) -> bool {
    use sqlx::Connection as _;

    !connection.is_in_transaction()
}

impl Shared {
    /// Refuses a connection to another file than the one that was opened first.
    fn check_identity(&self) -> Result<(), sqlx::Error> {
        let looked = self.file.check_path();
        looked.map(drop).map_err(|fault| sqlx::Error::Io(std::io::Error::other(fault)))
    }

    /// Whether another process has committed since this was last asked.
    async fn note_version(&self, writer: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        let version = sqlx::query_scalar("PRAGMA data_version").fetch_one(writer).await?;
        Ok(self.version.swap(version, Ordering::AcqRel) != version)
    }
}

impl Sqlite {
    /// The numbers of the connections. sqlx does not tell how many requests wait.
    pub(super) fn figures(&self) -> [PoolFigures; 2] {
        [("read", &self.reader), ("write", &self.writer)].map(|(kind, pool)| {
            let (open, idle) = (number(pool.size() as usize), number(pool.num_idle()));
            PoolFigures {
                kind,
                used: open.saturating_sub(idle),
                idle,
                most: number(pool.options().get_max_connections() as usize),
                waiting: None,
                waits: None,
            }
        })
    }

    /// Wakes after another process has committed.
    pub(crate) fn foreign_commits(&self) -> watch::Receiver<()> {
        self.shared.foreign.subscribe()
    }

    /// Checks whether another process has committed, as each release of the writer does.
    pub(crate) async fn look_for_foreign_commits(&self) -> Result<(), sqlx::Error> {
        self.writer.acquire().await.map(drop)
    }

    /// Checks that the file is still the one that was opened, and as long as it must be.
    pub(crate) async fn file_fault(&self) -> Option<FileFault> {
        let shorter = match self.shared.file.check_path() {
            Ok(None) => return None,
            Ok(Some(length)) => length,
            Err(fault) => return Some(fault),
        };
        // Another program may have run VACUUM. SQLite then reports the smaller size too.
        let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let size: Result<i64, _> = sqlx::query_scalar(size).fetch_one(&self.reader).await;
        if size.is_ok_and(|size| u64::try_from(size).is_ok_and(|size| size <= shorter)) {
            self.shared.file.accept(shorter);
            return None;
        }
        Some(FileFault::Truncated)
    }

    /// Truncates the write-ahead log after a long reader has let it grow. Does not wait for
    /// readers: while one still needs the log, it stays until the next attempt.
    pub(crate) async fn cut_log(&self) -> Result<(), sqlx::Error> {
        if self.shared.file.log_length() <= LOG_LIMIT {
            return Ok(());
        }
        let mut writer = self.writer.acquire().await?;
        writer.execute("PRAGMA busy_timeout = 0").await?;
        let cut = writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
        let patient = format!("PRAGMA busy_timeout = {}", BUSY_TIMEOUT.as_millis());
        writer.execute(sqlx::AssertSqlSafe(patient)).await?;
        cut.map(drop)
    }
}
