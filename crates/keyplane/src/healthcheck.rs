//! `healthcheck`: asks the server of this configuration whether it is well, for Docker, Kubernetes
//! and systemd.

use std::time::Duration;

use ureq::{Agent, tls::TlsConfig};

use crate::{
    config::{Config, reachable},
    failure::Failure,
};

/// How long the server may take to answer. Docker's own time-out is 30 seconds, Kubernetes' 1 second
/// unless `timeoutSeconds` says more.
const TIMEOUT: Duration = Duration::from_secs(3);

/// The longest answer that is read, in bytes.
const MAX_ANSWER: u64 = 64 * 1024;

/// The server is not well.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unhealthy {
    #[error("{url} answered {status}: {body}")]
    Status { url: String, status: u16, body: String },
    #[error("no answer from {url}: {error}")]
    Silent { url: String, error: Box<ureq::Error> },
    #[error("the port is 0, so the server listens on another one: give it with --listen")]
    NoPort,
}

/// Asks `/healthz`, whether the process answers, or `/readyz`, whether it can work.
pub(crate) fn ask(config: &Config, only_alive: bool) -> Result<(), Failure> {
    let address = reachable(config.listen);
    if address.port() == 0 {
        return Err(Unhealthy::NoPort.into());
    }
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let path = if only_alive { "/healthz" } else { "/readyz" };
    let url = format!("{scheme}://{address}{path}");

    let silent = |error| Unhealthy::Silent { url: url.clone(), error: Box::new(error) };
    let mut answer = agent().get(&url).call().map_err(silent)?;
    let status = answer.status().as_u16();
    if status == 200 {
        return Ok(());
    }
    let body = answer.body_mut().with_config().limit(MAX_ANSWER).read_to_string();
    Err(Unhealthy::Status { url, status, body: body.unwrap_or_default() }.into())
}

/// A client for this machine's own server: without a proxy, and without a check of the certificate,
/// which names the public host and not this address. Nothing secret is sent.
fn agent() -> Agent {
    // An error means that the provider is already installed.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    Agent::config_builder()
        .tls_config(TlsConfig::builder().disable_verification(true).build())
        .proxy(None)
        .timeout_global(Some(TIMEOUT))
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent(concat!("keyplane/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}
