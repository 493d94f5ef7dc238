//! The requests of one connection.

use std::{net::SocketAddr, sync::Arc};

use axum::Router;
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::{rt::TokioIo, server::graceful::Watcher};
use tokio::io::{AsyncRead, AsyncWrite};

use super::{
    connections::Place,
    exchange::{self, Exchange},
    watched::Watched,
};

/// What answers requests, the same for every connection.
#[derive(Clone)]
pub(super) struct Service {
    http: http1::Builder,
    router: Router,
}

impl Service {
    pub(super) fn new(http: http1::Builder, router: Router) -> Self {
        Self { http, router }
    }

    /// Serves the requests of a connection until it ends.
    pub(super) async fn serve<S: AsyncRead + AsyncWrite + Send + Unpin + 'static>(
        self,
        stream: S,
        place: Place,
        peer: SocketAddr,
        watcher: Watcher,
    ) {
        let exchange = Arc::new(Exchange::default());
        let stream = Watched::new(stream, place, Arc::clone(&exchange));
        let router = self.router;
        let service = service_fn(move |request| {
            exchange::answer(router.clone(), Arc::clone(&exchange), peer, request)
        });
        let connection = self.http.serve_connection(TokioIo::new(stream), service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "connection ended early");
        }
    }
}
