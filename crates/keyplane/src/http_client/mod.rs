//! Requests to servers: token endpoints, key sets, and the Admin API.

mod endpoint;

pub(crate) use endpoint::{Endpoint, EndpointError};

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use ureq::{
    Agent,
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
};
use zeroize::Zeroizing;

/// Time-out of a request for a token or a key set, including its answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Connections that a client keeps for its next requests.
const MAX_IDLE_CONNECTIONS: usize = 16;

/// The longest answer with a token or a key set; larger than any of them.
const MAX_ANSWER_BYTES: u64 = 1024 * 1024;

/// An answer of any status. Its body may hold a secret.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Seconds after which to try again (`Retry-After`, RFC 9110 section 10.2.3); `None` without
    /// the header, or if it is a date.
    pub(crate) retry_after: Option<u64>,
    pub(crate) body: Zeroizing<Vec<u8>>,
}

/// There was no answer.
#[derive(Debug, thiserror::Error)]
#[error("no answer from {endpoint}: {}", words(error))]
pub(crate) struct HttpError {
    endpoint: Endpoint,
    error: Box<ureq::Error>,
}

/// What went wrong, in words.
fn words(error: &ureq::Error) -> String {
    let text = error.to_string();
    // What rustls says of an answer that is no TLS, such as one in plain HTTP.
    if text.contains("InvalidContentType") {
        return "the server does not speak TLS there: use http://".to_owned();
    }
    text
}

/// The file with the certificates to trust is not usable.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CaFileError {
    #[error("--ca-file: cannot read {}: {error}", path.display())]
    Unreadable { path: PathBuf, error: io::Error },
    #[error(
        "--ca-file: {} holds no certificate: expected PEM with BEGIN CERTIFICATE",
        .0.display()
    )]
    Empty(PathBuf),
}

/// The certificates that a server's certificate may go back to.
#[derive(Clone)]
pub(crate) enum Trust {
    /// Those of the system.
    System,
    /// Those of a file, and no others.
    Only(Arc<Vec<Certificate<'static>>>),
}

impl Trust {
    /// The certificates of the PEM file `ca_file`; without one, those of the system.
    pub(crate) fn read(ca_file: Option<&Path>) -> Result<Self, CaFileError> {
        let Some(path) = ca_file else { return Ok(Self::System) };
        let text = fs::read(path)
            .map_err(|error| CaFileError::Unreadable { path: path.to_owned(), error })?;
        let certificates = parse_pem(&text).filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        });
        let certificates: Vec<_> = certificates.collect();
        if certificates.is_empty() {
            return Err(CaFileError::Empty(path.to_owned()));
        }
        Ok(Self::Only(Arc::new(certificates)))
    }
}

/// A client that keeps its connections, for many requests to one server.
#[derive(Clone, Debug)]
pub(crate) struct HttpClient(Agent);

impl HttpClient {
    /// Requests that take longer than `timeout` fail.
    pub(crate) fn new(trust: Trust, timeout: Duration) -> Self {
        Self(agent(trust, timeout))
    }

    /// Posts `body` as `application/json`, with a bearer token. An answer longer than `most` bytes
    /// is an error.
    pub(crate) fn post_json(
        &self,
        endpoint: &Endpoint,
        bearer: &str,
        body: &[u8],
        most: u64,
    ) -> Result<Answer, HttpError> {
        let request = self.0.post(endpoint.as_str()).content_type("application/json");
        let request = request.header("Authorization", format!("Bearer {bearer}"));
        receive(endpoint, request.send(body), most)
    }
}

/// Posts `form` as `application/x-www-form-urlencoded`.
pub(crate) fn post_form(
    endpoint: &Endpoint,
    trust: Trust,
    form: &[(&str, &str)],
) -> Result<Answer, HttpError> {
    let request = agent(trust, TIMEOUT).post(endpoint.as_str());
    receive(endpoint, request.send_form(form.iter().copied()), MAX_ANSWER_BYTES)
}

/// Sends a GET request to `endpoint`.
pub(crate) fn get(endpoint: &Endpoint, trust: Trust) -> Result<Answer, HttpError> {
    receive(endpoint, agent(trust, TIMEOUT).get(endpoint.as_str()).call(), MAX_ANSWER_BYTES)
}

/// Sends a GET request with a bearer token to `endpoint`.
pub(crate) fn get_with(
    endpoint: &Endpoint,
    bearer: &str,
    trust: Trust,
) -> Result<Answer, HttpError> {
    let request = agent(trust, TIMEOUT).get(endpoint.as_str());
    let answer = request.header("Authorization", format!("Bearer {bearer}")).call();
    receive(endpoint, answer, MAX_ANSWER_BYTES)
}

/// A client that follows no redirects: a redirect must not decide where an assertion is sent or which
/// keys are trusted.
fn agent(trust: Trust, timeout: Duration) -> Agent {
    // An error means that the provider is already installed.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let roots = match trust {
        Trust::System => RootCerts::PlatformVerifier,
        Trust::Only(certificates) => RootCerts::Specific(certificates),
    };
    let tls = TlsConfig::builder().root_certs(roots);
    Agent::config_builder()
        .tls_config(tls.build())
        .timeout_global(Some(timeout))
        .max_idle_connections_per_host(MAX_IDLE_CONNECTIONS)
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent(concat!("keyplane/", env!("CARGO_PKG_VERSION")))
        .accept("application/json")
        .build()
        .new_agent()
}

fn receive(
    endpoint: &Endpoint,
    answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    most: u64,
) -> Result<Answer, HttpError> {
    let read = answer.and_then(|mut answer| {
        let wait = answer.headers().get("Retry-After").and_then(|value| value.to_str().ok());
        let retry_after = wait.and_then(|text| text.trim().parse().ok());
        let body = answer.body_mut().with_config().limit(most).read_to_vec()?;
        Ok(Answer { status: answer.status().as_u16(), retry_after, body: Zeroizing::new(body) })
    });
    read.map_err(|error| HttpError { endpoint: endpoint.clone(), error: Box::new(error) })
}
