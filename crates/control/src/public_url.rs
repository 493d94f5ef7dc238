//! The public address of this deployment, the base of every issuer.

use std::{fmt, str::FromStr};

use url::Url;

use crate::paths::{APIS, GRAPHQL, ISSUERS, RESOURCE_METADATA, VERIFY};

/// A base URL: scheme, host and optional port, without a path or a final slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

/// The text is not a base URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be a URL such as https://keys.example.com, with nothing behind the host and port: {0}"
)]
pub struct InvalidPublicUrl(String);

impl FromStr for PublicUrl {
    type Err = InvalidPublicUrl;

    fn from_str(text: &str) -> Result<Self, InvalidPublicUrl> {
        let refuse = |why: &str| InvalidPublicUrl(why.to_owned());
        let url = Url::parse(text).map_err(|error| InvalidPublicUrl(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("the scheme is neither http nor https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("it holds a user name"));
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("it holds a path, a query or a fragment"));
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }
}

impl PublicUrl {
    /// The URL without a final slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host name or IP address; an IPv6 address is without brackets.
    pub fn host(&self) -> &str {
        let authority = self.0.split_once("://").map_or(&*self.0, |(_, authority)| authority);
        match authority.strip_prefix('[') {
            Some(address) => address.split(']').next().unwrap_or(address),
            None => authority.split(':').next().unwrap_or(authority),
        }
    }

    /// Whether clients connect with TLS.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// The issuer of a project. Every document and token has exactly these bytes.
    pub fn issuer(&self, slug: &str) -> String {
        format!("{}{ISSUERS}{slug}", self.0)
    }

    /// The text after `{self}/p/` in a URL, which is the slug if the URL is an issuer; `None` if
    /// the URL begins differently. Compared byte for byte.
    pub fn slug_of<'u>(&self, url: &'u str) -> Option<&'u str> {
        url.strip_prefix(&*self.0)?.strip_prefix(ISSUERS)
    }

    /// Whether a text is the issuer of another project than the one with this slug, or a URL below it.
    /// Compared byte for byte.
    pub(crate) fn is_of_other_project(&self, url: &str, slug: &str) -> bool {
        let named = self.slug_of(url).map(|rest| rest.split('/').next().unwrap_or(rest));
        named.is_some_and(|named| named != slug)
    }

    /// Whether a text is a URL of this server: of the same origin, however it is written.
    pub(crate) fn covers(&self, text: &str) -> bool {
        let origin = |text: &str| Url::parse(text).ok().map(|url| url.origin());
        origin(text).is_some_and(|of| origin(&self.0) == Some(of))
    }

    /// The `aud` that names the scope of an admin key on this server only: the issuer of the
    /// project, or the public URL for the instance.
    pub fn admin_audience(&self, slug: Option<&str>) -> String {
        slug.map_or_else(|| self.0.clone(), |slug| self.issuer(slug))
    }

    /// The URL of the gateway check for an API.
    pub fn verify_endpoint(&self, slug: &str, api: &str) -> String {
        format!("{}/{APIS}/{api}/{VERIFY}", self.issuer(slug))
    }

    /// The URL of the resource metadata document of an API (RFC 9728) on this server.
    pub fn resource_metadata_endpoint(&self, slug: &str, api: &str) -> String {
        format!("{}/{APIS}/{api}/{RESOURCE_METADATA}", self.issuer(slug))
    }

    /// The URL of the Admin API.
    pub fn graphql_endpoint(&self) -> String {
        format!("{}{GRAPHQL}", self.0)
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_issuer_of_this_server_has_a_slug() {
        let url = PublicUrl("https://keys.example.com".to_owned());
        assert_eq!(url.slug_of(&url.issuer("acme")), Some("acme"));
        for other in [
            "https://keys.example.com",
            "https://keys.example.com/p",
            "https://keys.example.com.evil.example/p/acme",
            "https://keys.example.com:443/p/acme",
            "https://KEYS.example.com/p/acme",
            "http://keys.example.com/p/acme",
            "acme",
        ] {
            assert_eq!(url.slug_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_url_of_this_server_is_known_however_it_is_written() {
        let url = PublicUrl("https://keys.example.com".to_owned());
        for own in [
            "https://keys.example.com",
            "https://keys.example.com/p/acme",
            "HTTPS://KEYS.example.com:443/x?y#z",
            "https://user@keys.example.com/",
            "https:keys.example.com",
            " https://keys.example.com",
        ] {
            assert!(url.covers(own), "{own}");
        }

        for other in [
            "https://keys.example.com.evil.example/",
            "https://keys.example.com:8443/",
            "http://keys.example.com/",
            "keys.example.com",
            "urn:keys.example.com",
            "",
        ] {
            assert!(!url.covers(other), "{other}");
        }
    }

    #[test]
    fn the_host_is_a_name_or_an_address_without_port_and_brackets() {
        for (url, host) in [
            ("https://keys.example.com", "keys.example.com"),
            ("https://keys.example.com:8443", "keys.example.com"),
            ("http://127.0.0.1:8080", "127.0.0.1"),
            ("https://[::1]:8080", "::1"),
            ("https://[2001:db8::1]", "2001:db8::1"),
        ] {
            let url: PublicUrl = url.parse().unwrap();
            assert_eq!(url.host(), host);
        }
    }

    #[test]
    fn a_public_url_is_a_bare_origin() {
        for (text, url) in [
            ("https://keys.example.com/", "https://keys.example.com"),
            ("HTTPS://Keys.Example.com:443", "https://keys.example.com"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ] {
            assert_eq!(text.parse::<PublicUrl>().map(|url| url.to_string()), Ok(url.to_owned()));
        }
        for bad in ["keys.example.com", "ftp://a", "https://a/b", "https://a?b", "https://u@a"] {
            assert!(bad.parse::<PublicUrl>().is_err(), "{bad}");
        }
    }
}
