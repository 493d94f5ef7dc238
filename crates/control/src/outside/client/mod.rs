//! The client.

use std::{
    error::Error as _,
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

use bytes::Bytes;
use reqwest::{Client, Method, redirect::Policy};
use url::{Host, Url};

use crate::outside::{
    allowed::{Allowed, AllowedAddress},
    fault::{OutsideFault, UrlFault},
    names::{Admits, Lookup, Names, system_lookup},
};

/// How long one request may take, from the resolution of the name to the last byte of the answer.
const TIME_LIMIT: Duration = Duration::from_secs(5);
/// How long an idle connection is kept.
const IDLE: Duration = Duration::from_secs(30);
/// The longest URL, in bytes.
const MAX_URL: usize = 2048;
/// The most that is read of an answer, in bytes.
pub(crate) const MAX_ANSWER: usize = 256 * 1024;

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
}

/// The answer of another server.
#[derive(Debug)]
pub(crate) struct OutsideAnswer {
    /// Its HTTP status code. Redirects are not followed.
    pub(crate) status: u16,
    /// Its body, empty if it was not to be read.
    pub(crate) body: Vec<u8>,
}

/// The one way out of the process. A clone shares the connections.
#[derive(Clone)]
pub(crate) struct Outside {
    allowed: Arc<Allowed>,
    /// For URLs whose host and port are in the list.
    private: Door,
    /// For all other URLs.
    listed: Door,
}

/// A client with its rule about addresses, made at the first request.
#[derive(Clone)]
struct Door {
    names: Names,
    agent: String,
    client: Arc<OnceLock<Option<Client>>>,
}

impl Outside {
    /// `version` is the binary's.
    pub(crate) fn new(allowed: Vec<AllowedAddress>, version: &str) -> Self {
        Self::with_lookup(allowed, version, system_lookup)
    }

    fn with_lookup(allowed: Vec<AllowedAddress>, version: &str, lookup: Lookup) -> Self {
        let allowed = Arc::new(Allowed(allowed));
        let door = |admits| Door {
            names: Names::new(lookup, admits),
            agent: format!("Keyplane/{version}"),
            client: Arc::default(),
        };
        Self {
            private: door(Admits::Private),
            listed: door(Admits::Listed(Arc::clone(&allowed))),
            allowed,
        }
    }

    /// Checks a URL that an operator registers, as far as that is possible without resolving its
    /// name. Returns the URL in its normal form.
    pub(crate) fn check_url(&self, url: &str) -> Result<Url, UrlFault> {
        self.find_door(url).map(|(url, _)| url)
    }

    /// Sends a request. Its time and the bytes of its answer are bounded, and its connection goes to
    /// a checked address.
    pub(crate) async fn send(
        &self,
        request: OutsideRequest<'_>,
    ) -> Result<OutsideAnswer, OutsideFault> {
        let (url, door) = self.find_door(request.url)?;
        let client = door.client()?;

        let method = if request.body.is_some() { Method::POST } else { Method::GET };
        let mut call = client.request(method, url);
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
        tokio::time::timeout(TIME_LIMIT, exchange).await.unwrap_or(Err(OutsideFault::Timeout))
    }

    /// The URL in its normal form, and the door that a request to it leaves through.
    fn find_door(&self, text: &str) -> Result<(Url, &Door), UrlFault> {
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
        let door = if is_named { &self.private } else { &self.listed };
        let address = match host {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
        };

        if address.is_some_and(|address| !door.names.admits.admits(address)) {
            return Err(UrlFault::Address);
        }
        let in_range = address.is_some_and(|address| self.allowed.has_address(address));
        match url.scheme() {
            "https" => {}
            "http" if is_named || in_range => {}
            _ => return Err(UrlFault::Scheme),
        }
        Ok((url, door))
    }
}

impl Door {
    fn client(&self) -> Result<&Client, OutsideFault> {
        let client = self.client.get_or_init(|| {
            let built = Client::builder()
                .user_agent(&self.agent)
                .dns_resolver(self.names.clone())
                .redirect(Policy::none())
                .referer(false)
                .no_proxy()
                .http1_only()
                .timeout(TIME_LIMIT)
                .pool_idle_timeout(IDLE)
                .pool_max_idle_per_host(1)
                .build();
            built
                .inspect_err(|error| tracing::error!(%error, "outgoing requests are not possible"))
                .ok()
        });
        client.as_ref().ok_or(OutsideFault::NoAuthorities)
    }
}

async fn read(mut answer: reqwest::Response, most: usize) -> Result<OutsideAnswer, OutsideFault> {
    let status = answer.status().as_u16();
    let mut body = Vec::new();
    if most == 0 {
        return Ok(OutsideAnswer { status, body });
    }
    while let Some(chunk) = answer.chunk().await.map_err(|error| fault_of(&error))? {
        if body.len() + chunk.len() > most {
            return Err(OutsideFault::TooLong);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(OutsideAnswer { status, body })
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
