//! The TLS handshake of a connection, before it is served.
//!
//! It runs in the connection's own task, so that a slow client holds up neither the accepting of
//! connections nor other handshakes. While it waits for the client, the connection may lose its
//! place to a new one.

use std::{
    future::poll_fn,
    io::{self, ErrorKind},
    pin::pin,
    task::Poll,
    time::Duration,
};

use tokio::{io::ReadBuf, net::TcpStream, time::timeout};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::connections::Place;
use crate::tls::{Tls, count};

/// How long a handshake may take, from the accepted connection to its last message.
const HANDSHAKE_TIMEOUT: Duration = Duration::from_secs(10);

/// The result of a handshake.
pub(super) enum Handshake {
    /// The connection is encrypted.
    Done(Box<TlsStream<TcpStream>>, Place),
    /// The client speaks HTTP without TLS.
    PlainHttp(TcpStream),
    /// The client failed, was too slow, or lost its place.
    Failed(io::Error),
}

/// Runs the handshake of a connection.
pub(super) async fn run(tls: &Tls, stream: TcpStream, place: Place) -> Handshake {
    let result = match timeout(HANDSHAKE_TIMEOUT, accept(tls, stream, place)).await {
        Ok(result) => result,
        Err(_) => Handshake::Failed(ErrorKind::TimedOut.into()),
    };
    count(match result {
        Handshake::Done(..) => &tls.counts().handshakes,
        Handshake::PlainHttp(_) | Handshake::Failed(_) => &tls.counts().failed_handshakes,
    });
    result
}

async fn accept(tls: &Tls, stream: TcpStream, mut place: Place) -> Handshake {
    match first_byte(&stream, &mut place).await {
        Ok(byte) if byte.is_ascii_uppercase() => return Handshake::PlainHttp(stream),
        Ok(_) => {}
        Err(error) => return Handshake::Failed(error),
    }

    let mut accepting = pin!(TlsAcceptor::from(tls.config()).accept(stream));
    let accepted = poll_fn(|context| match accepting.as_mut().poll(context) {
        Poll::Pending if !place.wait_in_handshake(context) => Poll::Ready(Err(lost())),
        polled => polled,
    });
    match accepted.await {
        Ok(stream) if place.end_handshake() => Handshake::Done(Box::new(stream), place),
        Ok(_) => Handshake::Failed(lost()),
        Err(error) => Handshake::Failed(error),
    }
}

/// The first byte that the client sends, which stays unread. A handshake begins with 22 (RFC 8446
/// section 5.1), a request of HTTP with a capital letter.
async fn first_byte(stream: &TcpStream, place: &mut Place) -> io::Result<u8> {
    let mut byte = [0];
    let length = poll_fn(|context| {
        let mut buffer = ReadBuf::new(&mut byte);
        match stream.poll_peek(context, &mut buffer) {
            Poll::Pending if !place.wait_in_handshake(context) => Poll::Ready(Err(lost())),
            polled => polled,
        }
    })
    .await?;
    if length == 0 { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(byte[0]) }
}

fn lost() -> io::Error {
    io::Error::other("another connection took its place")
}
