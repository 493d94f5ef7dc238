//! A keep-alive HTTP/1.1 connection, with hyper's client.

use std::{io, net::SocketAddr};

use axum::http::{Method, header::HOST, request::Builder};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::failure::{Doing as _, Failure, Result};

/// A request, built before it is measured.
pub(crate) type Request = axum::http::Request<Full<Bytes>>;

/// A whole answer.
pub(crate) type Answer = axum::http::Response<Bytes>;

/// A connection with at most one request in flight.
#[derive(Debug)]
pub(crate) struct Connection(SendRequest<Full<Bytes>>);

impl Connection {
    /// Connects, without Nagle's algorithm.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let doing = format!("connecting to {address}");
        let stream = TcpStream::connect(address).await.doing(&*doing)?;
        stream.set_nodelay(true).doing("setting TCP_NODELAY")?;

        let handshake = http1::handshake(TokioIo::new(stream)).await;
        let (sender, connection) = handshake.map_err(io::Error::other).doing(doing)?;
        // The sender reports the error with which the connection ends.
        tokio::spawn(connection);
        Ok(Self(sender))
    }

    /// Opens `count` connections.
    pub(crate) async fn open_many(address: SocketAddr, count: usize) -> Result<Vec<Self>> {
        let mut connections = Vec::with_capacity(count);
        for _ in 0..count {
            connections.push(Self::open(address).await?);
        }
        Ok(connections)
    }

    /// Sends one request and waits for its whole answer.
    pub(crate) async fn exchange(&mut self, request: &Request) -> Result<Answer> {
        let exchange = async {
            self.0.ready().await?;
            let (head, body) = self.0.send_request(request.clone()).await?.into_parts();
            Ok(Answer::from_parts(head, body.collect().await?.to_bytes()))
        };
        let answer: hyper::Result<_> = exchange.await;
        answer.map_err(io::Error::other).doing("exchanging a request for an answer")
    }
}

/// The head of a request, with its Host header.
pub(crate) fn head(method: Method, path: impl AsRef<str>) -> Builder {
    axum::http::Request::builder()
        .method(method)
        .uri(path.as_ref())
        .header(HOST, "keys.example.com")
}

/// The request with this head and this body.
pub(crate) fn with_body(head: Builder, body: impl Into<Bytes>) -> Result<Request> {
    let request = head.body(Full::new(body.into()));
    request.map_err(|error| Failure::Setup(format!("a request cannot be built: {error}")))
}
