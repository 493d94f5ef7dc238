//! The address of a server, in the forms that configurations need.

use std::fmt;

use url::{Host, Url};

/// Scheme, host and port, each in a form that has no meaning of its own in any configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    /// Whether the server is reached over TLS.
    pub(super) tls: bool,
    host: Host<String>,
    /// Port; also present if it is the scheme's default.
    pub(super) port: u16,
}

impl Origin {
    /// Reads `http://HOST[:PORT]` or `https://HOST[:PORT]`, optionally with a slash at the end. The
    /// text is checked before it is parsed, because a URL parser tolerates blanks, backslashes,
    /// missing slashes and hosts with quotes and braces, and a configuration does not.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let in_authority = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:[]".contains(&byte);
        if !authority.bytes().all(in_authority) {
            return None;
        }
        let tls = match scheme {
            "http" => false,
            "https" => true,
            _ => return None,
        };
        let url = Url::parse(text).ok()?;
        let host = url.host()?.to_owned();
        let port = url.port_or_known_default().filter(|port| *port > 0)?;
        Some(Self { tls, host, port })
    }

    /// `http` or `https`.
    pub(super) fn scheme(&self) -> &'static str {
        if self.tls { "https" } else { "http" }
    }

    /// Host and port.
    pub(super) fn authority(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// The value of the Host header: with the port unless it is the scheme's default.
    pub(super) fn host_header(&self) -> String {
        let own = if self.tls { 443 } else { 80 };
        if self.port == own { self.host.to_string() } else { self.authority() }
    }

    /// The host alone, an IPv6 address without brackets.
    pub(super) fn address(&self) -> String {
        match &self.host {
            Host::Domain(name) => name.clone(),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => address.to_string(),
        }
    }

    /// Whether the host is an IP address, which certificates name differently.
    pub(super) fn is_address(&self) -> bool {
        !matches!(self.host, Host::Domain(_))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme(), self.host_header())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_shown_in_every_form() {
        for (text, shown, authority, address) in [
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000", "127.0.0.1:3000", "127.0.0.1"),
            ("http://orders/", "http://orders", "orders:80", "orders"),
            ("https://A.example:443", "https://a.example", "a.example:443", "a.example"),
            ("http://a.example:443", "http://a.example:443", "a.example:443", "a.example"),
            ("http://orders_v2:80", "http://orders_v2", "orders_v2:80", "orders_v2"),
            ("https://[::1]:8443", "https://[::1]:8443", "[::1]:8443", "::1"),
        ] {
            let origin = Origin::parse(text).unwrap_or_else(|| panic!("{text}"));
            let found = (origin.to_string(), origin.authority(), origin.address());
            assert_eq!(found, (shown.to_owned(), authority.to_owned(), address.to_owned()));
            assert_eq!(origin.is_address(), text.contains("127.") || text.contains('['));
        }
    }

    #[test]
    fn nothing_else_is_an_origin() {
        let texts = [
            "",
            "orders:3000",
            "http:orders",
            "http:/orders",
            "http://",
            "http:///orders",
            "http:\\\\orders",
            "HTTP://orders",
            "ftp://orders",
            "unix:/run/orders.sock",
            "http://orders/path",
            "http://orders//",
            "http://orders?query",
            "http://orders#fragment",
            "http://user@orders",
            "http://user:password@orders",
            "http://@orders",
            "http://orders:0",
            "http://orders:65536",
            "http://orders:1:2",
            "http://[::1",
            "http://[::1]x",
            "http://[fe80::1%25eth0]",
            " http://orders",
            "http://orders ",
            "http://ord ers",
            "http://orders\n",
            "http://ord\ters",
            "http://orders;",
            "http://orders;}server{listen 81;",
            "http://orders{}",
            "http://$host",
            "http://{env.SECRET}",
            "http://orders'",
            "http://orders\"",
            "http://orders`",
            "http://orders,http://other",
            "http://*",
            "http://%6frders",
            "http://ördérs",
        ];

        for text in texts {
            assert_eq!(Origin::parse(text), None, "{text:?}");
        }
    }
}
