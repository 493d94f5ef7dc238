//! A pool of PostgreSQL connections in which every wait has a limit.
//!
//! When sqlx's own pool takes a connection back, it waits for the connection's answer as long as
//! the kernel allows, so a connection that died silently keeps its place. It also fails a request
//! when the database refuses one more connection, even though another one will be free in a moment.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use tokio::{
    sync::oneshot,
    time::{Instant, timeout, timeout_at},
};

use super::{link::Link, reach::Reach};
use crate::figures::{Histogram, PoolFigures, number};

/// How long a request waits while every connection is in use.
const WAIT: Duration = Duration::from_secs(10);
/// How long the database may take to open a connection.
const CONNECT: Duration = Duration::from_secs(2);
/// The pause after a refused connection while other connections serve.
const RETRY: Duration = Duration::from_secs(1);
/// The pause between two log lines about refused connections.
const LOG_INTERVAL: Duration = Duration::from_secs(10);
/// How long a connection may be idle, unless it is the only one.
const MAX_IDLE: Duration = Duration::from_mins(10);
/// Maximum age of a connection.
const MAX_AGE: Duration = Duration::from_mins(30);

/// Connections for one kind of work.
#[derive(Clone)]
pub(crate) struct Pool(Arc<PoolShared>);

struct PoolShared {
    kind: &'static str,
    options: PgConnectOptions,
    most: usize,
    limit: Duration,
    reach: Reach,
    state: Mutex<State>,
    /// How long requests waited for a connection.
    waits: Histogram,
}

#[derive(Default)]
struct State {
    /// Idle connections, the most recently used last.
    idle: VecDeque<Idle>,
    waiting: VecDeque<Waiter>,
    /// Connections that are open, idle or not.
    open: usize,
    /// Connections that are being opened.
    opening: usize,
    refused_at: Option<Instant>,
    logged_at: Option<Instant>,
    closed: bool,
}

type Waiter = oneshot::Sender<Result<Link, DbErr>>;

struct Idle {
    connection: PgConnection,
    opened_at: Instant,
    since: Instant,
}

/// The settings of a pool.
pub(super) struct PoolOptions {
    /// Kind of work, as named in the log.
    pub(super) kind: &'static str,
    pub(super) connect: PgConnectOptions,
    /// Maximum number of connections.
    pub(super) most: usize,
    /// Time limit of one piece of work.
    pub(super) limit: Duration,
    /// Whether the database answers.
    pub(super) reach: Reach,
}

impl Pool {
    /// A pool without a connection: the first request opens one.
    pub(super) fn new(options: PoolOptions) -> Self {
        let PoolOptions { kind, connect, most, limit, reach } = options;
        Self(Arc::new(PoolShared {
            kind,
            options: connect,
            most,
            limit,
            reach,
            state: Mutex::default(),
            waits: Histogram::default(),
        }))
    }

    /// Whether the database answers.
    pub(super) fn reach(&self) -> &Reach {
        &self.0.reach
    }

    /// The deadline of a piece of work that begins now.
    pub(super) fn deadline(&self) -> Instant {
        Instant::now() + self.0.limit
    }

    /// A connection that is alive, as far as this process can tell.
    pub(super) async fn acquire(&self) -> Result<Link, DbErr> {
        let asked = Instant::now();
        loop {
            let mut link = self.next(asked + WAIT).await?;
            if link.is_alive().await {
                self.0.waits.record(asked.elapsed());
                return Ok(link);
            }
            drop(link);
            self.drop_idle();
        }
    }

    /// Its numbers.
    pub(super) fn figures(&self) -> PoolFigures {
        let state = self.state();
        let waiting = state.waiting.iter().filter(|waiting| !waiting.is_closed()).count();
        PoolFigures {
            kind: self.0.kind,
            used: number(state.open.saturating_sub(state.idle.len())),
            idle: number(state.idle.len()),
            most: number(self.0.most),
            waiting: Some(number(waiting)),
            waits: Some(self.0.waits.read()),
        }
    }

    /// Closes the idle connections, because one that was used more recently is dead.
    pub(super) fn drop_idle(&self) {
        let mut state = self.state();
        state.open -= state.idle.len();
        let dead = std::mem::take(&mut state.idle);
        self.open_more(&mut state);
        drop(state);
        drop(dead);
    }

    /// Takes a connection back.
    pub(super) fn release(&self, connection: PgConnection, opened_at: Instant) {
        if opened_at.elapsed() > MAX_AGE || self.reach().is_stale(opened_at) {
            return self.lose();
        }
        self.hand_out(Link::new(self.clone(), connection, opened_at, None));
    }

    /// Notes that a connection is gone.
    pub(super) fn lose(&self) {
        let mut state = self.state();
        state.open = state.open.saturating_sub(1);
        self.open_more(&mut state);
    }

    /// Closes every idle connection and hands out no further connections.
    pub(super) async fn close(&self) {
        let (idle, waiting) = {
            let mut state = self.state();
            state.closed = true;
            state.open -= state.idle.len();
            (std::mem::take(&mut state.idle), std::mem::take(&mut state.waiting))
        };
        drop(waiting);
        for idle in idle {
            // A dead connection must not delay the shutdown.
            let _ = timeout(CONNECT, idle.connection.close()).await;
        }
    }

    /// The next free connection; of several, the most recently used.
    async fn next(&self, until: Instant) -> Result<Link, DbErr> {
        let free = {
            let mut state = self.state();
            if state.closed {
                return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed));
            }
            while let Some(idle) = state.idle.pop_back() {
                if self.reach().is_stale(idle.opened_at) {
                    state.open = state.open.saturating_sub(1);
                    continue;
                }
                let since = Some(idle.since);
                return Ok(Link::new(self.clone(), idle.connection, idle.opened_at, since));
            }

            let (sender, free) = oneshot::channel();
            state.waiting.retain(|waiting| !waiting.is_closed());
            state.waiting.push_back(sender);
            self.open_more(&mut state);
            free
        };

        match timeout_at(until, free).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
            Err(_) => Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        }
    }

    /// Opens a connection for each waiting request, up to the limit of the pool.
    fn open_more(&self, state: &mut State) {
        let refused = state.refused_at.is_some_and(|at| at.elapsed() < RETRY) && state.open > 0;
        if state.closed || refused {
            return;
        }
        while state.open + state.opening < self.0.most && state.opening < state.waiting.len() {
            state.opening += 1;
            tokio::spawn(self.clone().open());
        }
    }

    async fn open(self) {
        let opened = self.reach().unless_away(self.connect()).await;
        let mut state = self.state();
        state.opening -= 1;
        match opened {
            Ok(connection) => {
                state.open += 1;
                state.refused_at = None;
                drop(state);
                self.hand_out(Link::new(self.clone(), connection, Instant::now(), None));
            }
            Err(error) => self.refused(&mut state, &error),
        }
    }

    async fn connect(&self) -> Result<PgConnection, DbErr> {
        let open = async {
            // A server never answers from a standby; a command may.
            if self.reach().is_probed() {
                open_to_write(&self.0.options).await
            } else {
                self.0.options.connect().await
            }
        };
        let opened = timeout(CONNECT, open).await;
        let opened = opened.unwrap_or_else(|_| {
            Err(sqlx::Error::Io(std::io::Error::new(
                std::io::ErrorKind::TimedOut,
                "the database did not accept a connection within 2 s",
            )))
        });
        opened.map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error))))
    }

    /// Handles a refused connection: requests wait for the open connections, or get the error if
    /// there are none.
    fn refused(&self, state: &mut State, error: &DbErr) {
        state.refused_at = Some(Instant::now());
        // Said once by the probe, and not by each pool.
        let is_away = self.reach().is_away();
        if !is_away && state.logged_at.is_none_or(|at| at.elapsed() > LOG_INTERVAL) {
            state.logged_at = state.refused_at;
            tracing::warn!(
                %error, kind = self.0.kind, connections = state.open, wanted = self.0.most,
                "the database refused another connection; requests share the open ones",
            );
        }
        if state.open == 0 && state.opening == 0 {
            self.reach().doubt();
            for waiting in state.waiting.drain(..) {
                let _ = waiting.send(Err(error.clone()));
            }
        }
    }

    /// Gives a connection to the request that has waited longest, or keeps it idle.
    fn hand_out(&self, mut link: Link) {
        let mut state = self.state();
        while let Some(waiting) = state.waiting.pop_front() {
            match waiting.send(Ok(link)) {
                Err(Ok(unwanted)) => link = unwanted,
                Ok(()) | Err(Err(_)) => return,
            }
        }

        let (connection, opened_at) = link.into_parts();
        let Some(connection) = connection.filter(|_| !state.closed) else {
            state.open = state.open.saturating_sub(1);
            return;
        };

        state.idle.push_back(Idle { connection, opened_at, since: Instant::now() });
        // The front connection is the least recently used.
        if state.open > 1 && state.idle.front().is_some_and(|idle| idle.since.elapsed() > MAX_IDLE)
        {
            state.open -= 1;
            state.idle.pop_front();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Opens a connection to a server that accepts writes. A standby answers from a copy that may lag
/// behind: what was revoked on the primary may still be valid there.
pub(super) async fn open_to_write(options: &PgConnectOptions) -> Result<PgConnection, sqlx::Error> {
    let mut connection = options.connect().await?;
    let is_standby = sqlx::query_scalar("SELECT pg_is_in_recovery()").persistent(false);
    if is_standby.fetch_one(&mut connection).await? {
        let error = "the database is a standby, which is read-only and may lag behind";
        return Err(sqlx::Error::Io(std::io::Error::other(error)));
    }
    Ok(connection)
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = self.state();
        f.debug_struct("Pool")
            .field("kind", &self.0.kind)
            .field("open", &state.open)
            .field("idle", &state.idle.len())
            .finish_non_exhaustive()
    }
}
