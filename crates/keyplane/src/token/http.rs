//! Requests to token endpoints and key sets.

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

use super::endpoint::Endpoint;

/// Time-out of a request, including its answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The longest answer; larger than any token or key set.
const MAX_ANSWER_BYTES: u64 = 1024 * 1024;

/// An answer of any status.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// There was no answer.
#[derive(Debug, thiserror::Error)]
#[error("no answer from {endpoint}: {error}")]
pub(crate) struct HttpError {
    endpoint: Endpoint,
    error: Box<ureq::Error>,
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
pub(super) enum Trust {
    /// Those of the system.
    System,
    /// Those of a file, and no others.
    Only(Arc<Vec<Certificate<'static>>>),
}

impl Trust {
    /// The certificates of the PEM file `ca_file`; without one, those of the system.
    pub(super) fn read(ca_file: Option<&Path>) -> Result<Self, CaFileError> {
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

/// Posts `form` as `application/x-www-form-urlencoded`.
pub(super) fn post_form(
    endpoint: &Endpoint,
    trust: Trust,
    form: &[(&str, &str)],
) -> Result<Answer, HttpError> {
    let request = agent(trust).post(endpoint.as_str());
    receive(endpoint, request.send_form(form.iter().copied()))
}

/// Sends a GET request to `endpoint`.
pub(super) fn get(endpoint: &Endpoint, trust: Trust) -> Result<Answer, HttpError> {
    receive(endpoint, agent(trust).get(endpoint.as_str()).call())
}

/// Sends a GET request with a bearer token to `endpoint`.
pub(super) fn get_with(
    endpoint: &Endpoint,
    bearer: &str,
    trust: Trust,
) -> Result<Answer, HttpError> {
    let request = agent(trust).get(endpoint.as_str());
    receive(endpoint, request.header("Authorization", format!("Bearer {bearer}")).call())
}

/// A client that follows no redirects: a redirect must not decide where an assertion is sent or which
/// keys are trusted.
fn agent(trust: Trust) -> Agent {
    // An error means that the provider is already installed.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let roots = match trust {
        Trust::System => RootCerts::PlatformVerifier,
        Trust::Only(certificates) => RootCerts::Specific(certificates),
    };
    let tls = TlsConfig::builder().root_certs(roots);
    Agent::config_builder()
        .tls_config(tls.build())
        .timeout_global(Some(TIMEOUT))
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
) -> Result<Answer, HttpError> {
    let read = answer.and_then(|mut answer| {
        let body = answer.body_mut().with_config().limit(MAX_ANSWER_BYTES).read_to_vec()?;
        Ok(Answer { status: answer.status().as_u16(), body })
    });
    read.map_err(|error| HttpError { endpoint: endpoint.clone(), error: Box::new(error) })
}
