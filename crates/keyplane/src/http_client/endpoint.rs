//! The URL of a request.

use std::{fmt, str::FromStr};

use url::{Host, Url};

/// An HTTP or HTTPS URL. `Display` omits the query, which may contain an API key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint(Url);

/// The text is not a URL for requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a URL that begins with https:// or http://, without a user name and a password")]
pub(crate) struct EndpointError;

impl Endpoint {
    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(crate) fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether a URL has the same scheme, host and port.
    pub(crate) fn is_of(&self, url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| url.origin() == self.0.origin())
    }

    /// Whether requests cross a network without encryption.
    pub(crate) fn is_readable_on_the_way(&self) -> bool {
        let is_local = match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        !self.is_https() && !is_local
    }

    /// The URL with a further parameter in its query.
    pub(crate) fn with_query(&self, name: &str, value: &str) -> Self {
        let mut url = self.0.clone();
        url.query_pairs_mut().append_pair(name, value);
        Self(url)
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        let url = Url::parse(text).map_err(|_| EndpointError)?;
        let plain = url.username().is_empty() && url.password().is_none();
        if matches!(url.scheme(), "http" | "https") && plain {
            Ok(Self(url))
        } else {
            Err(EndpointError)
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0.origin().ascii_serialization(), self.0.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_url_of_http_without_a_password_is_an_endpoint() {
        for text in ["http://127.0.0.1:8080/a", "https://keys.example/oauth/token?tenant=1"] {
            assert_eq!(text.parse::<Endpoint>().unwrap().as_str(), text);
        }
        for text in ["", "/token", "keys.example", "file:///etc/passwd", "https://a:b@c.example/"] {
            assert_eq!(text.parse::<Endpoint>(), Err(EndpointError), "{text:?}");
        }
    }

    #[test]
    fn only_requests_to_another_machine_need_tls() {
        let is_readable = |url: &str| url.parse::<Endpoint>().unwrap().is_readable_on_the_way();
        for url in ["https://a.example", "http://127.0.0.1:1", "http://[::1]", "http://localhost"] {
            assert!(!is_readable(url), "{url}");
        }
        for url in ["http://a.example", "http://10.0.0.1", "http://localhost.example"] {
            assert!(is_readable(url), "{url}");
        }
    }

    #[test]
    fn a_server_is_a_scheme_a_host_and_a_port() {
        let endpoint: Endpoint = "https://keys.example/graphql".parse().unwrap();
        assert!(endpoint.is_of("https://keys.example:443/p/acme"));
        for other in
            ["http://keys.example/", "https://keys.example:8443/", "https://a.example/", ""]
        {
            assert!(!endpoint.is_of(other), "{other:?}");
        }
    }

    #[test]
    fn its_query_is_not_shown() {
        let endpoint: Endpoint = "https://keys.example/token?key=hunter2".parse().unwrap();
        assert_eq!(endpoint.to_string(), "https://keys.example/token");
    }
}
