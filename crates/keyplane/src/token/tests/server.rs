//! A server that answers one request.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    thread::{self, JoinHandle},
};

/// A server on its own port that answers one request.
pub(super) struct OneAnswer {
    origin: String,
    thread: JoinHandle<Request>,
}

/// The request that the server received.
pub(super) struct Request {
    /// The request line, such as `POST /token HTTP/1.1`.
    pub(super) line: String,
    pub(super) content_type: Option<String>,
    pub(super) authorization: Option<String>,
    pub(super) body: String,
}

impl OneAnswer {
    /// Starts a server that answers with `status` (a code and further header lines) and `body`.
    pub(super) fn answers(status: &str, body: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let answer = format!(
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        let thread = thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(&stream);
            let request = read(&mut reader);
            (&stream).write_all(answer.as_bytes()).unwrap();
            request
        });
        Self { origin, thread }
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// The received request.
    pub(super) fn request(self) -> Request {
        self.thread.join().unwrap()
    }
}

impl Request {
    /// The posted form, in order.
    pub(super) fn form(&self) -> Vec<(String, String)> {
        let pairs = url::form_urlencoded::parse(self.body.as_bytes());
        pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
    }
}

fn read(reader: &mut BufReader<&std::net::TcpStream>) -> Request {
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let (mut length, mut content_type, mut authorization) = (0, None, None);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "content-type" => content_type = Some(value.to_owned()),
            "authorization" => authorization = Some(value.to_owned()),
            _ => {}
        }
    }

    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    let body = String::from_utf8(body).unwrap();
    Request { line: line.trim().to_owned(), content_type, authorization, body }
}
