//! The floor of HTTP: a bare axum handler that answers the same bytes, in its own process.
//!
//! The parent writes the answer to the child's standard input, reads the address from its standard
//! output and keeps the input open. The child ends when the input ends.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, SocketAddr},
    process::{Command, Stdio},
};

use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, State},
    http::{
        Method, Response,
        header::{CONNECTION, CONTENT_LENGTH, DATE},
    },
    routing::any,
    serve::{Listener as _, ListenerExt as _},
};
use http_body_util::Full;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _};

use crate::{
    connection::{Answer, Request},
    failure::{Doing as _, Failure, Result},
    pair::Target,
    process::Process,
};

/// The hidden subcommand that runs the child.
pub(crate) const SUBCOMMAND: &str = "floor-server";

/// The answer of the bare handler.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct FloorAnswer {
    /// Whether the handler reads the request's body first.
    takes_body: bool,
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl FloorAnswer {
    /// A 200 with this body.
    pub(crate) fn plain(body: String) -> Self {
        Self { takes_body: false, status: 200, headers: Vec::new(), body }
    }

    /// The same answer as a real one, without the headers that hyper adds itself.
    pub(crate) fn like(request: &Request, answer: &Answer) -> Self {
        let headers = answer.headers().iter();
        let headers = headers
            .filter(|(name, _)| ![DATE, CONTENT_LENGTH, CONNECTION].contains(name))
            .map(|(name, value)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        Self {
            takes_body: request.method() == Method::POST,
            status: answer.status().as_u16(),
            headers,
            body: String::from_utf8_lossy(answer.body()).into_owned(),
        }
    }
}

/// The parent's handle of the child.
#[derive(Debug)]
pub(crate) struct Floor {
    process: Process,
    address: SocketAddr,
}

impl Floor {
    /// Starts a bare server for one answer.
    pub(crate) fn start(answer: &FloorAnswer) -> Result<Self> {
        let program = std::env::current_exe().doing("finding the benchmark's own program")?;
        let mut process = Process::spawn(
            Command::new(program).arg(SUBCOMMAND).stdin(Stdio::piped()).stdout(Stdio::piped()),
        )?;
        let closed = || Failure::Setup("the bare server's pipes are closed".into());
        let text = serde_json::to_string(answer).doing("describing an answer")?;
        let input = process.child().stdin.as_mut().ok_or_else(closed)?;
        writeln!(input, "{text}").doing("writing to the bare server")?;
        let output = process.child().stdout.take().ok_or_else(closed)?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).doing("reading the bare server's address")?;
        let address = line.trim().parse().map_err(|_| closed())?;
        Ok(Self { process, address })
    }

    /// The target of the load.
    pub(crate) fn target(&self) -> Target<'_> {
        Target { process: &self.process, address: self.address }
    }
}

/// The answer, ready to be cloned.
type Prepared = Response<Full<Bytes>>;

/// Runs the child, until its standard input ends.
pub(crate) async fn serve() -> Result<()> {
    let mut input = tokio::io::BufReader::new(tokio::io::stdin());
    let mut line = String::new();
    input.read_line(&mut line).await.doing("reading the answer to give")?;
    let answer: FloorAnswer = serde_json::from_str(&line).doing("reading the answer to give")?;

    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.doing("listening")?.tap_io(|stream| {
        // Without this option the socket is slower, but still correct.
        let _ = stream.set_nodelay(true);
    });
    let address = listener.local_addr().doing("listening")?;
    println!("{address}");

    let service = router(answer)?.into_make_service_with_connect_info::<SocketAddr>();
    let ended = async move {
        let mut rest = Vec::new();
        // The end of the input or an error means that the parent is gone.
        let _ = input.read_to_end(&mut rest).await;
    };

    tokio::select! {
        served = axum::serve(listener, service) => served.doing("serving"),
        () = ended => Ok(()),
    }
}

fn router(answer: FloorAnswer) -> Result<Router> {
    let mut prepared = Response::builder().status(answer.status);
    for (name, value) in answer.headers {
        prepared = prepared.header(name, value);
    }
    let prepared: Prepared = prepared
        .body(Full::from(answer.body))
        .map_err(|error| Failure::Setup(format!("an answer that is not HTTP: {error}")))?;

    let route = if answer.takes_body { any(after_body) } else { any(at_once) };
    let router = Router::new().route("/", route.clone()).route("/{*path}", route);
    Ok(router.with_state(prepared))
}

async fn at_once(_: ConnectInfo<SocketAddr>, State(prepared): State<Prepared>) -> Prepared {
    prepared
}

async fn after_body(
    _: ConnectInfo<SocketAddr>,
    State(prepared): State<Prepared>,
    _body: Bytes,
) -> Prepared {
    prepared
}
