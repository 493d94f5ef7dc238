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
    body::{Body, Bytes},
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::any,
    serve::{Listener as _, ListenerExt as _},
};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _};

use crate::{
    connection::{Answer, headers},
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
    pub(crate) fn like(request: &[u8], answer: Answer<'_>) -> Self {
        let takes_body = request.starts_with(b"POST ");
        let own = |name: &str| !matches!(name, "date" | "content-length" | "connection");
        let headers = headers(answer.head)
            .filter(|(name, _)| own(&name.to_ascii_lowercase()))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let body = String::from_utf8_lossy(answer.body).into_owned();
        Self { takes_body, status: answer.status, headers, body }
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
#[derive(Clone, Debug)]
struct Prepared {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl IntoResponse for Prepared {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}

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
    let invalid =
        |_: axum::http::Error| Failure::Setup("an answer holds a header that is none".into());
    let mut headers = HeaderMap::new();
    for (name, value) in answer.headers {
        let name = HeaderName::try_from(name).map_err(|error| invalid(error.into()))?;
        headers.append(name, HeaderValue::try_from(value).map_err(|error| invalid(error.into()))?);
    }
    let status = StatusCode::from_u16(answer.status).map_err(|error| invalid(error.into()))?;
    let prepared = Prepared { status, headers, body: Bytes::from(answer.body) };
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
