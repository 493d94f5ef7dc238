//! HTTP/1.1 on a TCP socket.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::serve::Listener;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// How long a connection may take to send a request's head, and may stay idle before it. Longer
/// than the minute for which proxies keep theirs, so that it is the proxy that closes.
const HEAD_TIMEOUT: Duration = Duration::from_secs(90);

/// How long requests in flight may take to finish once the server was told to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// How many connections may wait to be accepted; the kernel lowers it to a limit of its own
/// (`net.core.somaxconn`, on Linux 4,096 unless changed). When more come at once it resets some.
const BACKLOG: u32 = 4096;

/// The address cannot be listened on.
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

/// Takes the address. Clients can connect from now on, and wait until [`serve`] answers.
pub(crate) fn bind(address: SocketAddr) -> Result<TcpListener, BindError> {
    listen(address).map_err(|error| BindError { address, error })
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A new start need not wait until the kernel has forgotten the connections of the last one.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Serves `router` until `signal` ends, then lets the requests in flight finish: for ten seconds,
/// or until a second signal. Handlers find the client's address in [`ConnectInfo`].
pub(crate) async fn serve(
    mut listener: TcpListener,
    router: Router,
    mut signal: impl AsyncFnMut(),
) {
    let connections = GracefulShutdown::new();
    // axum's own server sets no timer: a client that never ends its request's head would hold
    // its connection for ever.
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
    {
        let mut stop = pin!(signal());
        loop {
            tokio::select! {
                (stream, peer) = Listener::accept(&mut listener) => {
                    serve_connection(&http, &connections, router.clone(), stream, peer);
                }
                () = &mut stop => break,
            }
        }
    }
    drop(listener);
    tracing::info!("stopping: requests in flight may finish");
    tokio::select! {
        () = connections.shutdown() => {}
        () = tokio::time::sleep(DRAIN_TIMEOUT) => tracing::warn!("requests were cut off: too slow"),
        () = signal() => tracing::warn!("requests were cut off: a second signal came"),
    }
}

fn serve_connection(
    http: &http1::Builder,
    connections: &GracefulShutdown,
    router: Router,
    stream: TcpStream,
    peer: SocketAddr,
) {
    // Answers are small and written at once: waiting to fill a packet only delays them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY");
    }
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.call(request)
    });
    let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection ended early");
        }
    });
}

#[cfg(test)]
mod tests;
