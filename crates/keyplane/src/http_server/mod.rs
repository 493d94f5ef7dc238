//! HTTP/1.1 on a TCP socket.
//!
//! hyper serves each connection, and hyper-util ends all of them gracefully. Limits and time-outs are
//! this module's: `axum::serve` and `axum-server` have no limits per source address, and hyper has one
//! time-out (`header_read_timeout`) for an idle connection and for a head, and none for a client that
//! does not read its answer.

mod connections;
mod descriptors;
mod exchange;
mod explanation;
mod watched;

pub(crate) use connections::{ConnectionFigures, ConnectionLimits, Connections};

use std::{
    io::{self, ErrorKind},
    net::SocketAddr,
    pin::pin,
    sync::Arc,
    time::Duration,
};

use axum::Router;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use keyplane_api::Throttle;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::Semaphore,
};

use self::{connections::LimitMet, exchange::Exchange, watched::Watched};

/// The longest head of a request, in bytes.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// The most headers of a request.
const MAX_HEADERS: usize = 256;

/// Send buffer of a connection, in bytes; Linux doubles it for its own use. Data that does not fit
/// waits in this process, where it is counted and timed. A client makes progress each time it has
/// read about a third of the buffer.
const SEND_BUFFER: u32 = 128 * 1024;

/// How many clients at once get an answer that a limit was reached; others are only disconnected.
const MAX_REFUSALS: usize = 32;

/// How long a refused client has to read the answer.
const REFUSAL_TIMEOUT: Duration = Duration::from_secs(1);

/// Pause before the next accept if the system is out of descriptors or memory.
const EXHAUSTED_PAUSE: Duration = Duration::from_millis(100);

/// How long requests in flight may take to finish after a signal to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// How many connections may wait to be accepted; the kernel lowers it to a limit of its own
/// (`net.core.somaxconn`, on Linux 4,096 unless changed). When more come at once it resets some.
const BACKLOG: u32 = 4096;

/// Listening on the address failed.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address}: {}", hint(error))]
pub(crate) struct BindError {
    address: SocketAddr,
    error: io::Error,
}

fn hint(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::AddrInUse => {
            "another program does already; end it, or choose another address with --listen".into()
        }
        ErrorKind::AddrNotAvailable => {
            "this machine has no such address; choose another with --listen".into()
        }
        ErrorKind::PermissionDenied => {
            "not permitted; choose a port above 1023 with --listen".into()
        }
        _ => error.to_string(),
    }
}

/// Listens on the address. Clients can connect from now on and wait until [`serve`] answers.
pub(crate) fn bind(address: SocketAddr) -> Result<TcpListener, BindError> {
    listen(address).map_err(|error| BindError { address, error })
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Lets a restarted server bind while the kernel still holds old connections in TIME_WAIT.
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Returns the connection limits and raises the process's limit of open files. `all` defaults to
/// 10,000 and is lowered to the number of available descriptors; `per_source` defaults to half of
/// `all` and is at most `all`.
pub(crate) fn limits(
    all: Option<usize>,
    per_source: Option<usize>,
    exempt: Vec<keyplane_api::Cidr>,
) -> ConnectionLimits {
    let all = descriptors::connections(descriptors::raise(), all);
    let per_source = per_source.unwrap_or(all.div_ceil(2)).min(all);
    ConnectionLimits { all, per_source, exempt }
}

/// Serves `router` until `signal` completes, then lets the requests in flight finish, for at most
/// ten seconds or until a second signal. Handlers get the client's address from `ConnectInfo`.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    connections: Arc<Connections>,
    mut signal: impl AsyncFnMut(),
) {
    let server = Server::new(router, connections);
    {
        let mut stop = pin!(signal());
        loop {
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => server.take(stream, peer),
                    Err(error) => server.after_failed_accept(&error).await,
                },
                () = &mut stop => break,
            }
        }
    }
    drop(listener);

    tracing::info!("stopping: requests in flight may finish");
    tokio::select! {
        () = server.in_flight.shutdown() => {}
        () = tokio::time::sleep(DRAIN_TIMEOUT) => tracing::warn!("requests were cut off: too slow"),
        () = signal() => tracing::warn!("requests were cut off: a second signal came"),
    }
}

struct Server {
    http: http1::Builder,
    router: Router,
    connections: Arc<Connections>,
    in_flight: GracefulShutdown,
    refusals: Arc<Semaphore>,
    exhausted: Throttle,
}

impl Server {
    fn new(router: Router, connections: Arc<Connections>) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            // `Watched` has the time-outs: hyper has only one for idle connections and for heads.
            .header_read_timeout(None)
            .max_headers(MAX_HEADERS)
            .max_header_size(MAX_HEAD_BYTES)
            .max_buf_size(MAX_HEAD_BYTES);
        Self {
            http,
            router,
            connections,
            in_flight: GracefulShutdown::new(),
            refusals: Arc::new(Semaphore::new(MAX_REFUSALS)),
            exhausted: Throttle::new(1),
        }
    }

    /// Serves a connection, or refuses it if a limit is reached.
    fn take(&self, stream: TcpStream, peer: SocketAddr) {
        // Answers are small and written at once: Nagle's algorithm would only delay them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
        let place = match self.connections.admit(peer.ip()) {
            Ok(place) => place,
            Err(limit) => return self.refuse(stream, limit),
        };

        let exchange = Arc::new(Exchange::default());
        let watched = Watched::new(stream, place, Arc::clone(&exchange));
        let router = self.router.clone();
        let service = service_fn(move |request| {
            exchange::answer(router.clone(), Arc::clone(&exchange), peer, request)
        });
        let connection = self.http.serve_connection(TokioIo::new(watched), service);
        let connection = self.in_flight.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection ended early");
            }
        });
    }

    /// Answers a client that a limit was reached, unless too many such answers are being sent.
    fn refuse(&self, mut stream: TcpStream, limit: LimitMet) {
        let Ok(permit) = Arc::clone(&self.refusals).try_acquire_owned() else { return };
        tokio::spawn(async move {
            let answer = explanation::answer("503 Service Unavailable", &limit.to_string());
            let sent = async {
                stream.write_all(answer.as_bytes()).await?;
                stream.shutdown().await?;
                // Closing with unread data would reset the connection and lose the answer.
                while stream.read(&mut [0; 4096]).await? > 0 {}
                io::Result::Ok(())
            };
            // Nothing is left to do, whether or not the client read the answer.
            let _ = tokio::time::timeout(REFUSAL_TIMEOUT, sent).await;
            drop(permit);
        });
    }

    /// Ignores a connection that ended before it was accepted. When the system is out of
    /// descriptors or memory, closes the connection that has been idle the longest.
    async fn after_failed_accept(&self, error: &io::Error) {
        let of_the_client = [
            ErrorKind::ConnectionAborted,
            ErrorKind::ConnectionRefused,
            ErrorKind::ConnectionReset,
            ErrorKind::Interrupted,
        ];
        if of_the_client.contains(&error.kind()) {
            return;
        }
        if let Some(unlogged) = self.exhausted.pass() {
            tracing::warn!(%error, unlogged, "no connection can be accepted");
        }
        self.connections.evict();
        tokio::time::sleep(EXHAUSTED_PAUSE).await;
    }
}

#[cfg(test)]
mod tests;
