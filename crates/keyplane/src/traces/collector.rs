//! The HTTP client that sends spans: ureq with the TLS of the command line's own requests. It
//! blocks, and is used on the thread of the queue only.

use std::{io, time::Duration};

use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use ureq::Agent;

/// Time-out of a request, including its answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The longest answer that is read.
const MAX_ANSWER_BYTES: u64 = 64 * 1024;

/// The client of a collector. Follows no redirects and uses no proxy of the environment.
#[derive(Debug)]
pub(super) struct Collector(Agent);

impl Collector {
    pub(super) fn new() -> Self {
        // An error means that the provider is already installed.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let tls =
            ureq::tls::TlsConfig::builder().root_certs(ureq::tls::RootCerts::PlatformVerifier);
        let agent = Agent::config_builder()
            .tls_config(tls.build())
            .timeout_global(Some(TIMEOUT))
            .max_redirects(0)
            .http_status_as_error(false)
            .proxy(None)
            .user_agent(concat!("keyplane/", env!("CARGO_PKG_VERSION")))
            .build()
            .new_agent();
        Self(agent)
    }
}

#[async_trait::async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = request.map(|body| body.to_vec());
        let (parts, mut body) = self.0.run(request)?.into_parts();
        let body =
            body.with_config().limit(MAX_ANSWER_BYTES).read_to_vec().map_err(io::Error::other)?;
        Ok(Response::from_parts(parts, body.into()))
    }
}
