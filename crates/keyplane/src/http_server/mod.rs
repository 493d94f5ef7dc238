//! HTTP/1.1 on a TCP socket, with or without TLS.
//!
//! hyper serves each connection, and hyper-util ends all of them gracefully. Limits and time-outs are
//! this module's: `axum::serve` and `axum-server` have no limits per source address, and hyper has one
//! time-out (`header_read_timeout`) for an idle connection and for a head, and none for a client that
//! does not read its answer.

mod connections;
mod descriptors;
mod exchange;
mod explanation;
mod handshake;
mod head;
mod refusals;
mod service;
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
use hyper::server::conn::http1;
use hyper_util::{rt::TokioTimer, server::graceful::GracefulShutdown};
use keyplane_api::Throttle;
use tokio::{
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
};

use self::{
    connections::LimitMet,
    handshake::Handshake,
    head::{MAX_HEAD_BYTES, MAX_HEADERS},
    refusals::Refusals,
    service::Service,
};
use crate::tls::Tls;

/// Send buffer of a connection, in bytes; Linux doubles it for its own use. Data that does not fit
/// waits in this process, where it is counted and timed. A client makes progress each time it has
/// read about a third of the buffer.
const SEND_BUFFER: u32 = 128 * 1024;

/// Pause before the next accept if the system is out of descriptors or memory.
const EXHAUSTED_PAUSE: Duration = Duration::from_millis(100);

/// How long requests in flight may take to finish after a signal to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// How long handshakes in progress may take to finish after a signal to stop.
const LAST_HANDSHAKES: Duration = Duration::from_secs(1);

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
/// `all` and is at most `all`; 0 is no limit per source.
pub(crate) fn limits(
    all: Option<usize>,
    per_source: Option<usize>,
    exempt: Vec<keyplane_control::Cidr>,
) -> ConnectionLimits {
    let all = descriptors::connections(descriptors::raise(), all);
    let per_source = match per_source {
        None => Some(all.div_ceil(2)),
        Some(0) => None,
        Some(most) => Some(most.min(all)),
    };
    ConnectionLimits { all, per_source, exempt }
}

/// The socket that clients connect to, and the certificate that they get; without one, the
/// connections are not encrypted.
pub(crate) struct Door {
    pub(crate) listener: TcpListener,
    pub(crate) tls: Option<Arc<Tls>>,
}

impl From<TcpListener> for Door {
    fn from(listener: TcpListener) -> Self {
        Self { listener, tls: None }
    }
}

/// Serves `router` until `signal` completes, then lets the requests in flight finish, for at most
/// ten seconds or until a second signal. Handlers get the client's address from `ConnectInfo`.
pub(crate) async fn serve(
    door: impl Into<Door>,
    router: Router,
    connections: Arc<Connections>,
    mut signal: impl AsyncFnMut(),
) {
    let Door { listener, tls } = door.into();
    let server = Server::new(router, connections, tls);
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
    drop((listener, server.running));

    tracing::info!("stopping: requests in flight may finish");
    tokio::select! {
        () = server.in_flight.shutdown() => {}
        () = tokio::time::sleep(DRAIN_TIMEOUT) => tracing::warn!("requests were cut off: too slow"),
        () = signal() => tracing::warn!("requests were cut off: a second signal came"),
    }
}

struct Server {
    service: Service,
    tls: Option<Arc<Tls>>,
    connections: Arc<Connections>,
    in_flight: GracefulShutdown,
    /// Dropped when the server stops.
    running: watch::Sender<()>,
    refusals: Refusals,
    exhausted: Throttle,
}

impl Server {
    fn new(router: Router, connections: Arc<Connections>, tls: Option<Arc<Tls>>) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            // `Watched` has the time-outs: hyper has only one for idle connections and for heads.
            .header_read_timeout(None)
            .max_headers(MAX_HEADERS)
            .max_header_size(MAX_HEAD_BYTES)
            .max_buf_size(MAX_HEAD_BYTES);
        Self {
            service: Service::new(http, router),
            tls,
            connections,
            in_flight: GracefulShutdown::new(),
            running: watch::Sender::new(()),
            refusals: Refusals::default(),
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

        let (service, watcher) = (self.service.clone(), self.in_flight.watcher());
        match &self.tls {
            None => {
                tokio::spawn(service.serve(stream, place, peer, watcher));
            }
            Some(tls) => {
                let (tls, refusals) = (Arc::clone(tls), self.refusals.clone());
                let ending = ended(self.running.subscribe());
                tokio::spawn(async move {
                    let shaken = tokio::select! {
                        shaken = handshake::run(&tls, stream, place) => shaken,
                        () = ending => return,
                    };
                    match shaken {
                        Handshake::Done(stream, place) => {
                            service.serve(*stream, place, peer, watcher).await;
                        }
                        Handshake::PlainHttp(stream) => refusals.not_encrypted(stream),
                        Handshake::Failed(error) => {
                            tracing::debug!(%error, client.address = %peer.ip(), "TLS handshake");
                        }
                    }
                });
            }
        }
    }

    /// Answers a client that a limit was reached. A client of TLS could not read an answer before
    /// its handshake, so its connection is only closed.
    fn refuse(&self, stream: TcpStream, limit: LimitMet) {
        if self.tls.is_none() {
            self.refusals.limit_met(stream, limit);
        }
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

/// Completes when a handshake has no time left because the server stops.
async fn ended(mut running: watch::Receiver<()>) {
    // An error says that the sender was dropped.
    while running.changed().await.is_ok() {}
    tokio::time::sleep(LAST_HANDSHAKES).await;
}

#[cfg(test)]
mod tests;
