//! A keep-alive HTTP/1.1 connection that sends prebuilt bytes and parses as little as possible, so
//! that the generator uses little of the processors that it shares with the server.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::failure::{Doing as _, Failure, Result};

/// The longest answer; a page of 50 projects takes about 10 KiB.
const MAX_ANSWER: usize = 1 << 20;

/// A connection with at most one request in flight.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// An answer, borrowed from its connection until the next request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer<'a> {
    /// The status code.
    pub status: u16,
    /// Status line and headers, without the empty line.
    pub head: &'a str,
    /// The body.
    pub body: &'a [u8],
}

impl Connection {
    /// Connects, without Nagle's algorithm.
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await.doing(format!("connecting to {address}"))?;
        stream.set_nodelay(true).doing("setting TCP_NODELAY")?;
        Ok(Self { stream, buffer: vec![0; 16 * 1024] })
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
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<Answer<'_>> {
        self.stream.write_all(request).await.doing("sending a request")?;
        let mut filled = 0;
        let mut frame = None;

        loop {
            if filled == self.buffer.len() {
                self.grow()?;
            }
            let read = self.stream.read(&mut self.buffer[filled..]).await;
            match read.doing("reading an answer")? {
                0 => return Err(Failure::Answer("the server closed the connection".into())),
                count => filled += count,
            }

            frame = frame.or(Frame::find(&self.buffer[..filled])?);
            if let Some(Frame { status, head, body }) = frame
                && filled >= head + 4 + body
            {
                let text = std::str::from_utf8(&self.buffer[..head]).map_err(|_| malformed())?;
                let body = &self.buffer[head + 4..head + 4 + body];
                return Ok(Answer { status, head: text, body });
            }
        }
    }

    fn grow(&mut self) -> Result<()> {
        if self.buffer.len() >= MAX_ANSWER {
            return Err(Failure::Answer(format!("an answer is longer than {MAX_ANSWER} bytes")));
        }
        self.buffer.resize(self.buffer.len() * 2, 0);
        Ok(())
    }
}

/// The status and the lengths of the parts of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    status: u16,
    /// Length of the head without the empty line.
    head: usize,
    /// Length of the body.
    body: usize,
}

impl Frame {
    /// Parses a head; `None` while it is not complete. Only supports bodies with
    /// `Content-Length`, since no measured answer is chunked.
    fn find(bytes: &[u8]) -> Result<Option<Self>> {
        let Some(head) = bytes.windows(4).position(|end| end == b"\r\n\r\n") else {
            return Ok(None);
        };
        let text = std::str::from_utf8(&bytes[..head]).map_err(|_| malformed())?;
        let status = text.get(9..12).and_then(|code| code.parse().ok()).ok_or_else(malformed)?;
        let body = match header(text, "content-length") {
            Some(length) => length.parse().map_err(|_| malformed())?,
            None if status == 304 || status == 204 => 0,
            None => return Err(Failure::Answer(format!("no content-length: {text}"))),
        };
        Ok(Some(Self { status, head, body: if status == 304 { 0 } else { body } }))
    }
}

fn malformed() -> Failure {
    Failure::Answer("the server answered something that is no HTTP/1.1".into())
}

/// The value of a header in a head; the case of its name is ignored.
pub(crate) fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    headers(head).find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// The headers of a head, in their order.
pub(crate) fn headers(head: &str) -> impl Iterator<Item = (&str, &str)> {
    head.split("\r\n").skip(1).filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        Some((name, value.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_framed_by_its_content_length() {
        let bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nx: y\r\n\r\nok";
        let frame = Frame::find(bytes).unwrap().unwrap();
        assert_eq!(frame, Frame { status: 200, head: bytes.len() - 6, body: 2 });
        assert_eq!(Frame::find(&bytes[..20]).unwrap(), None);
    }

    #[test]
    fn a_304_has_no_body_whatever_its_content_length_says() {
        let bytes = b"HTTP/1.1 304 Not Modified\r\ncontent-length: 99\r\n\r\n";
        assert_eq!(Frame::find(bytes).unwrap().unwrap().body, 0);
    }

    #[test]
    fn what_is_not_framed_by_a_length_is_refused() {
        assert!(Frame::find(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").is_err());
        assert!(Frame::find(b"nonsense\r\n\r\n").is_err());
    }
}
