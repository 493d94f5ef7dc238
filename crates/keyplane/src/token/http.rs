//! Requests to token endpoints and key sets.

use std::time::Duration;

use ureq::Agent;

use super::endpoint::Endpoint;

/// For a whole request, with its answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// More than any token or key set has.
const MAX_ANSWER_BYTES: u64 = 1024 * 1024;

/// An answer, whatever its status.
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

/// Gets what is at `endpoint`.
pub(super) fn get(endpoint: &Endpoint) -> Result<Answer, HttpError> {
    receive(endpoint, agent().get(endpoint.as_str()).call())
}

/// A client that trusts the system's roots and follows no redirect: whoever can answer with one
/// must not choose where an assertion goes, nor whose keys are taken.
fn agent() -> Agent {
    // It is already there from the second time on.
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
