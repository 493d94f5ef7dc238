//! PostgreSQL connections, and how long each may make others wait.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, SqlxPostgresConnector, Statement,
};
use sqlx::{
    ConnectOptions, Connection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::time::Instant;

use super::{
    connection::Transaction,
    link::{Execute, Link, Work},
    pool::{Pool, PoolOptions},
    reach::Reach,
};
use crate::{figures::PoolFigures, store::open_error::OpenError};

/// Minimum number of connections of a process.
pub const MIN_DATABASE_CONNECTIONS: u32 = 5;
/// One connection each for spending assertions, for sending notices and for receiving them.
const OWN_CONNECTIONS: u32 = 3;
/// The connection that probes. It is one beyond the minimum, which leaves room for no other.
const PROBE_CONNECTIONS: u32 = 1;
/// Time limit of a look-up, and of beginning a transaction.
const LOOKUP_LIMIT: Duration = Duration::from_secs(2);
/// Time limit of a mutation's statement; longer than the wait for a lock.
const WRITE_LIMIT: Duration = Duration::from_secs(5);
/// Time limit of a notice to other replicas; shorter than the time that a heartbeat is trusted.
const NOTICE_LIMIT: Duration = Duration::from_secs(1);
/// How long the start waits for the database.
const START_LIMIT: Duration = Duration::from_secs(10);
/// How long a start waits for its turn, with the answer of the database.
const TURN_LIMIT: Duration = Duration::from_secs(65);
/// How long the connection for migrations is idle before it is closed.
const MIGRATION_IDLE: Duration = Duration::from_secs(10);

/// Limits that PostgreSQL itself enforces, in milliseconds, so that a process that was frozen or
/// cut off does not hold locks for long. Each is a PostgreSQL setting that the URL's `options` may
/// override.
const SERVER_LIMITS: [(&str, u32); 6] = [
    // Longer than the limit of idle transactions, so that a mutation behind a frozen replica still
    // gets the lock.
    ("lock_timeout", 2_500),
    ("idle_in_transaction_session_timeout", 2_000),
    // In seconds, like the next one: the server notices a client that is gone, and releases its
    // locks.
    ("tcp_keepalives_idle", 5),
    ("tcp_keepalives_interval", 2),
    ("tcp_keepalives_count", 3),
    ("tcp_user_timeout", 5_000),
];
const READER_LIMITS: [(&str, u32); 1] = [("statement_timeout", 1_900)];
const WRITER_LIMITS: [(&str, u32); 1] = [("statement_timeout", 4_500)];
/// How long a starting process waits for another one that migrates.
const TURN_LIMITS: [(&str, u32); 2] =
    [("lock_timeout", 60_000), ("idle_in_transaction_session_timeout", 0)];
/// A notice is worthless after a crash, so its commit need not wait for the disk (0 is off).
const NOTICE_SETTINGS: [(&str, u32); 1] = [("synchronous_commit", 0)];

/// The connections of a process. Work of one kind cannot take the connections of another.
#[derive(Clone, Debug)]
pub(crate) struct Postgres {
    pub(super) read: Pool,
    pub(super) write: Pool,
    /// For rows that are written before a token request is answered.
    pub(super) spend: Pool,
    /// For notices to other replicas.
    notice: Pool,
    listen: PgConnectOptions,
    /// The options of the connection that probes.
    pub(super) probe: PgConnectOptions,
    /// Whether the database answers.
    reach: Reach,
    /// The options of the URL, without limits.
    plain: PgConnectOptions,
    pub(super) migrations: DatabaseConnection,
}

/// Connects, with at most `connections` connections.
pub(super) async fn connect(
    options: PgConnectOptions,
    connections: u32,
) -> Result<Postgres, OpenError> {
    let options = options.application_name("keyplane").disable_statement_logging();
    // Connects once without a pool, because a pool would hide the reason of a failure.
    let first = options.connect().await.map_err(OpenError::Database)?;
    first.close().await.map_err(OpenError::Database)?;

    let own = limited(options.clone(), &SERVER_LIMITS);
    let reader = limited(own.clone(), &READER_LIMITS);
    let writer = limited(own.clone(), &WRITER_LIMITS);
    let shared = connections
        .saturating_sub(PROBE_CONNECTIONS)
        .max(MIN_DATABASE_CONNECTIONS)
        .saturating_sub(OWN_CONNECTIONS);
    let writers = shared.div_ceil(4);
    let reach = Reach::new();
    let pool = |kind, connect: &PgConnectOptions, most: u32, limit| {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let (connect, reach) = (connect.clone(), reach.clone());
        Pool::new(PoolOptions { kind, connect, most, limit, reach })
    };
    Ok(Postgres {
        read: pool("read", &reader, shared - writers, LOOKUP_LIMIT),
        write: pool("write", &writer, writers, WRITE_LIMIT),
        spend: pool("spend", &reader, 1, LOOKUP_LIMIT),
        notice: pool("notice", &limited(reader.clone(), &NOTICE_SETTINGS), 1, NOTICE_LIMIT),
        listen: own,
        probe: limited(reader, &NOTICE_SETTINGS),
        reach: reach.clone(),
        migrations: migrations(options.clone()),
        plain: options,
    })
}

impl Postgres {
    /// The numbers of the pools.
    pub(super) fn figures(&self) -> Vec<PoolFigures> {
        let pools = [&self.read, &self.write, &self.spend, &self.notice];
        pools.into_iter().map(Pool::figures).collect()
    }

    /// Whether the database answers.
    pub(crate) fn reach(&self) -> &Reach {
        &self.reach
    }

    /// A pool of one connection to listen on, which `PgListener` requires.
    pub(crate) fn listener(&self) -> PgPool {
        lazy(self.listen.clone())
    }

    /// A transaction that holds the advisory lock `lock`, for work that processes do one after the
    /// other at their start. Only the wait for the lock has a time limit.
    pub(crate) async fn turn(&self, lock: i64) -> Result<Transaction, DbErr> {
        let connect = limited(self.plain.clone(), &TURN_LIMITS);
        let (limit, reach) = (TURN_LIMIT, self.reach.clone());
        let pool = Pool::new(PoolOptions { kind: "start", connect, most: 1, limit, reach });
        let turn = Transaction::begin(&pool).await?;
        turn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({lock})")).await?;
        Ok(turn)
    }

    /// Sends a notice that belongs to no commit.
    pub(crate) async fn notify(&self, channel: &str, payload: &str) -> Result<(), DbErr> {
        self.notice.run(&Execute(&notify_statement(channel, payload))).await.map(drop)
    }

    /// Opens one connection of each kind, so that every kind has one when connections become
    /// scarce.
    pub(crate) async fn open_each_kind(self) {
        let kinds = [&self.read, &self.write, &self.spend, &self.notice];
        for pool in kinds {
            // The pool logs a failure, and the first request opens the connection again.
            let _ = pool.acquire().await;
        }
    }

    pub(super) async fn close(&self) -> Result<(), DbErr> {
        for pool in [&self.read, &self.write, &self.spend, &self.notice] {
            pool.close().await;
        }
        self.migrations.close_by_ref().await
    }
}

impl Pool {
    /// Runs a look-up until the database is away; if its idle connection turns out to be dead, on
    /// another one.
    pub(super) async fn run<W: Work>(&self, work: &W) -> Result<W::Output, DbErr> {
        self.reach().unless_away(self.run_anywhere(work)).await
    }

    async fn run_anywhere<W: Work>(&self, work: &W) -> Result<W::Output, DbErr> {
        loop {
            let mut link = self.acquire().await?;
            let outcome = link.run(work, self.deadline()).await;
            if outcome.is_ok() || !self.has_died(&link) {
                return outcome;
            }
        }
    }

    /// A connection with a transaction.
    pub(super) async fn begin(&self) -> Result<Link, DbErr> {
        self.reach().unless_away(self.begin_anywhere()).await
    }

    async fn begin_anywhere(&self) -> Result<Link, DbErr> {
        loop {
            let mut link = self.acquire().await?;
            match link.begin(Instant::now() + LOOKUP_LIMIT).await {
                Ok(()) => return Ok(link),
                Err(_) if self.has_died(&link) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether a connection died while it was idle. If it is broken, the idle connections are
    /// closed too.
    fn has_died(&self, link: &Link) -> bool {
        let died = link.is_broken() && link.was_idle();
        if link.is_broken() {
            self.drop_idle();
        }
        died
    }
}

/// Sets the options that the URL leaves open.
fn limited(options: PgConnectOptions, limits: &[(&str, u32)]) -> PgConnectOptions {
    let given = options.get_options().unwrap_or_default().to_owned();
    let open = limits.iter().filter(|(name, _)| !given.contains(name)).copied();
    options.options(open)
}

/// The connection for migrations, which may take as long as they need.
fn migrations(options: PgConnectOptions) -> DatabaseConnection {
    SqlxPostgresConnector::from_sqlx_postgres_pool(lazy(options))
}

fn lazy(options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(START_LIMIT)
        .idle_timeout(MIGRATION_IDLE)
        .connect_lazy_with(options)
}

/// The statement that sends `payload` to every listener on `channel`.
fn notify_statement(channel: &str, payload: &str) -> Statement {
    let values = [channel.into(), payload.into()];
    Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, $2)", values)
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn what_the_url_sets_is_left_as_it_is() {
        let url = "postgres://u@h/d?options=-c%20lock_timeout%3D9s%20-c%20work_mem%3D8MB";
        let options = limited(PgConnectOptions::from_str(url).unwrap(), &SERVER_LIMITS);
        assert_eq!(
            options.get_options(),
            Some(
                "-c lock_timeout=9s -c work_mem=8MB -c idle_in_transaction_session_timeout=2000 \
                 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 \
                 -c tcp_user_timeout=5000"
            )
        );
    }
}
