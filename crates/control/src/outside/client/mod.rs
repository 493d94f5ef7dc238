//! The client.

use std::{
    error::Error as _,
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

use bytes::Bytes;
use reqwest::{
    Certificate, Client, ClientBuilder, Method,
    header::{CACHE_CONTROL, HeaderMap},
    redirect::Policy,
};
use tracing::{Instrument as _, Span, field::Empty};
use url::{Host, Url};

use crate::outside::{
    allowed::{Allowed, AllowedAddress},
    fault::{OutsideFault, UrlFault},
    names::{Admits, Held, Lookup, Names, holding, system_lookup},
};

/// How long one request may take, from the resolution of the name to the last byte of the answer.
const TIME_LIMIT: Duration = Duration::from_secs(5);
/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(30);
/// The longest URL, in bytes.
const MAX_URL: usize = 2048;
/// The most that is read of an answer, in bytes.
pub(crate) const MAX_ANSWER: usize = 256 * 1024;

/// Gives the value of `traceparent` (W3C Trace Context) for a request that a span stands for; `None`
/// if the span is in no trace.
pub type TraceParent = fn(&Span) -> Option<String>;

/// A request to another server.
pub(crate) struct OutsideRequest<'a> {
    /// The URL as it was registered; it is checked again.
    pub(crate) url: &'a str,
    /// Headers by lower-case names.
    pub(crate) headers: &'a [(&'static str, String)],
    /// The body of a `POST`; `None` for a `GET`.
    pub(crate) body: Option<Bytes>,
    /// The most that is read of the answer's body, in bytes, up to [`MAX_ANSWER`]. Zero: the body is
    /// not read.
    pub(crate) most: usize,
    /// The only certificate authorities that the server is trusted by, in PEM; `None`: those of this
    /// machine.
    pub(crate) ca_certificate: Option<&'a str>,
    /// What is kept until the request holds no thread any more: the resolution of a name outlives
    /// the time limit. `None`: nothing.
    pub(crate) held: Option<Held>,
}

impl<'a> OutsideRequest<'a> {
    /// A `GET` without headers of its own, whose answer is not read.
    pub(crate) fn get(url: &'a str) -> Self {
        Self { url, headers: &[], body: None, most: 0, ca_certificate: None, held: None }
    }

    /// A `POST`, whose answer is not read.
    pub(crate) fn post(url: &'a str, body: Bytes) -> Self {
        Self { body: Some(body), ..Self::get(url) }
    }
}

/// The answer of another server.
#[derive(Debug)]
pub(crate) struct OutsideAnswer {
    /// Its HTTP status code. Redirects are not followed.
    pub(crate) status: u16,
    /// Its body, empty if it was not to be read.
    pub(crate) body: Vec<u8>,
    /// `max-age` of its `Cache-Control`, in seconds (RFC 9111 section 5.2.2.1); `None` if it says
    /// none.
    pub(crate) max_age: Option<u64>,
}

/// The one way out of the process. A clone shares the connections.
#[derive(Clone)]
pub(crate) struct Outside {
    allowed: Arc<Allowed>,
    /// `None` while traces are off.
    trace_parent: Option<TraceParent>,
    /// For URLs whose host and port are in the list.
    private: Exit,
    /// For all other URLs.
    listed: Exit,
}

/// A client with its rule about addresses, made at the first request.
#[derive(Clone)]
struct Exit {
    names: Names,
    agent: String,
    client: Arc<OnceLock<Option<Client>>>,
}

impl Outside {
    /// `version` is the binary's.
    pub(crate) fn new(
        allowed: Vec<AllowedAddress>,
        version: &str,
        trace_parent: Option<TraceParent>,
    ) -> Self {
        Self { trace_parent, ..Self::with_lookup(allowed, version, system_lookup) }
    }

    pub(super) fn with_lookup(allowed: Vec<AllowedAddress>, version: &str, lookup: Lookup) -> Self {
        let allowed = Arc::new(Allowed(allowed));
        let exit = |admits| Exit {
            names: Names::new(lookup, admits),
            agent: format!("Keyplane/{version}"),
            client: Arc::default(),
        };
        Self {
            private: exit(Admits::Private),
            listed: exit(Admits::Listed(Arc::clone(&allowed))),
            allowed,
            trace_parent: None,
        }
    }

    /// Checks a URL that an operator registers, as far as that is possible without resolving its
    /// name. Returns the URL in its normal form.
    pub(crate) fn check_url(&self, url: &str) -> Result<Url, UrlFault> {
        self.find_exit(url).map(|(url, _)| url)
    }

    /// Sends a request. Its time and the bytes of its answer are bounded, and its connection goes to
    /// a checked address.
    pub(crate) async fn send(
        &self,
        request: OutsideRequest<'_>,
    ) -> Result<OutsideAnswer, OutsideFault> {
        let (url, exit) = self.find_exit(request.url)?;
        let client = match request.ca_certificate {
            None => exit.client()?.clone(),
            // Not kept: trust in these authorities ends with the request.
            Some(pem) => exit.client_with(pem)?,
        };

        let method = if request.body.is_some() { Method::POST } else { Method::GET };
        let span = span(&method, &url);
        let mut call = client.request(method, url);
        if let Some(parent) = self.trace_parent.and_then(|parent| parent(&span)) {
            call = call.header("traceparent", parent);
        }
        for (name, value) in request.headers {
            call = call.header(*name, value);
        }
        if let Some(body) = request.body {
            call = call.body(body);
        }

        let most = request.most.min(MAX_ANSWER);
        let exchange = async {
            let answer = call.send().await.map_err(|error| fault_of(&error))?;
            read(answer, most).await
        };
        let exchange = tokio::time::timeout(TIME_LIMIT, exchange).instrument(span.clone());
        let answer = holding(request.held, exchange).await.unwrap_or(Err(OutsideFault::Timeout));
        note(&span, &answer);
        answer
    }

    /// The URL in its normal form, and the exit that a request to it takes.
    fn find_exit(&self, text: &str) -> Result<(Url, &Exit), UrlFault> {
        if text.len() > MAX_URL {
            return Err(UrlFault::TooLong);
        }
        let url = Url::parse(text).map_err(|_| UrlFault::Malformed)?;
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(UrlFault::Malformed);
        };
        let has_user = !url.username().is_empty() || url.password().is_some();
        if has_user || url.fragment().is_some() {
            return Err(UrlFault::Credentials);
        }

        let is_named = self.allowed.has_endpoint(&host, port);
        let exit = if is_named { &self.private } else { &self.listed };
        let address = match host {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
        };

        if address.is_some_and(|address| !exit.names.admits.admits(address)) {
            return Err(UrlFault::Address);
        }
        let in_range = address.is_some_and(|address| self.allowed.has_address(address));
        match url.scheme() {
            "https" => {}
            "http" if is_named || in_range => {}
            _ => return Err(UrlFault::Scheme),
        }
        Ok((url, exit))
    }
}

impl Exit {
    fn client(&self) -> Result<&Client, OutsideFault> {
        let client = self.client.get_or_init(|| {
            let built = self.builder().pool_idle_timeout(IDLE).pool_max_idle_per_host(1).build();
            built
                .inspect_err(|error| tracing::error!(%error, "outgoing requests are not possible"))
                .ok()
        });
        client.as_ref().ok_or(OutsideFault::NoAuthorities)
    }

    /// A client for one request, which trusts only these certificate authorities.
    fn client_with(&self, authorities: &str) -> Result<Client, OutsideFault> {
        let authorities = Certificate::from_pem_bundle(authorities.as_bytes());
        let authorities = authorities.map_err(|_| OutsideFault::Certificate)?;
        let builder = self.builder().pool_max_idle_per_host(0).tls_certs_only(authorities);
        builder.build().map_err(|_| OutsideFault::Certificate)
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder()
            .user_agent(&self.agent)
            .dns_resolver(self.names.clone())
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .http1_only()
            .timeout(TIME_LIMIT)
    }
}

/// The span of a request, for traces. Path and query are left out: they can hold a secret of the
/// receiver.
fn span(method: &Method, url: &Url) -> Span {
    tracing::debug_span!(
        "outgoing request",
        otel.name = method.as_str(),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = method.as_str(),
        server.address = url.host_str(),
        server.port = url.port_or_known_default(),
        http.response.status_code = Empty,
        error.type = Empty,
    )
}

/// Records the end of a request in its span.
fn note(span: &Span, answer: &Result<OutsideAnswer, OutsideFault>) {
    let is_success = match answer {
        Ok(OutsideAnswer { status, .. }) => {
            span.record("http.response.status_code", *status);
            *status < 400
        }
        Err(fault) => {
            span.record("error.type", tracing::field::debug(fault));
            false
        }
    };
    if !is_success {
        span.record("otel.status_code", "ERROR");
    }
}

async fn read(mut answer: reqwest::Response, most: usize) -> Result<OutsideAnswer, OutsideFault> {
    let status = answer.status().as_u16();
    let max_age = max_age(answer.headers());
    let mut body = Vec::new();
    if most == 0 {
        return Ok(OutsideAnswer { status, body, max_age });
    }
    while let Some(chunk) = answer.chunk().await.map_err(|error| fault_of(&error))? {
        if body.len() + chunk.len() > most {
            return Err(OutsideFault::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(OutsideAnswer { status, body, max_age })
}

/// The smallest `max-age` of `Cache-Control` (RFC 9111 section 5.2.2.1).
fn max_age(headers: &HeaderMap) -> Option<u64> {
    let values = headers.get_all(CACHE_CONTROL).into_iter().filter_map(|value| value.to_str().ok());
    let directives = values.flat_map(|value| value.split(',')).map(str::trim);
    let ages = directives.filter_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        let is_age = name.eq_ignore_ascii_case("max-age");
        is_age.then(|| value.trim_matches('"').parse().ok()).flatten()
    });
    ages.min()
}

/// The fault that an error of the library stands for. Its text is not used: it may hold the URL.
fn fault_of(error: &reqwest::Error) -> OutsideFault {
    if error.is_timeout() {
        return OutsideFault::Timeout;
    }

    error.source().and_then(cause_of).unwrap_or(if error.is_connect() {
        OutsideFault::Connect
    } else {
        OutsideFault::Broken
    })
}

/// The fault that an error or one of its causes tells.
fn cause_of(error: &(dyn std::error::Error + 'static)) -> Option<OutsideFault> {
    if let Some(fault) = error.downcast_ref::<OutsideFault>() {
        return Some(*fault);
    }
    if error.is::<rustls::Error>() {
        return Some(OutsideFault::Tls);
    }
    // The source of an `io::Error` is the source of what it wraps, which would be passed over.
    let wrapped = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    let wrapped = wrapped.and_then(|inner| cause_of(inner));
    wrapped.or_else(|| error.source().and_then(cause_of))
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").field("allowed", &self.allowed).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
