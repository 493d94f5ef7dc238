//! Requests to token endpoints and key sets.

use std::time::Duration;

use ureq::Agent;

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

/// Posts `form` as `application/x-www-form-urlencoded`.
pub(super) fn post_form(endpoint: &Endpoint, form: &[(&str, &str)]) -> Result<Answer, HttpError> {
    let request = agent().post(endpoint.as_str());
    receive(endpoint, request.send_form(form.iter().copied()))
}

/// Sends a GET request to `endpoint`.
pub(super) fn get(endpoint: &Endpoint) -> Result<Answer, HttpError> {
    receive(endpoint, agent().get(endpoint.as_str()).call())
}

/// A client that trusts the system's root certificates and follows no redirects: a redirect must
/// not decide where an assertion is sent or which keys are trusted.
fn agent() -> Agent {
    // An error means that the provider is already installed.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let tls = ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier);
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
