//! The caller of a request.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    Extension,
    extract::{ConnectInfo, FromRequestParts, rejection::ExtensionRejection},
    http::{Extensions, HeaderMap, request::Parts},
};
use keyplane_control::Cidr;

/// What the outermost layer knows about a request to the Admin API.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The id of this request in logs, errors, audit rows and `x-request-id`.
    pub(crate) request_id: Arc<str>,
    /// The client's address; `None` if the server does not listen on a socket.
    pub(crate) source_address: Option<IpAddr>,
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ExtensionRejection> {
        let Extension(caller) = Extension::from_request_parts(parts, state).await?;
        Ok(caller)
    }
}

/// The address of the socket's peer; `None` if the server does not listen on a socket.
pub(crate) fn peer(extensions: &Extensions) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(peer.ip().to_canonical())
}

/// The client's address: the socket's peer or, if that is a trusted proxy, the rightmost address of
/// `X-Forwarded-For` that is not one. Any client can forge the addresses to the left of it.
pub(crate) fn source_address(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted: &[Cidr],
) -> Option<IpAddr> {
    let mut source = peer(extensions)?;
    let is_trusted = |address: IpAddr| trusted.iter().any(|range| range.contains(address));

    if !is_trusted(source) {
        return Some(source);
    }
    let values = headers.get_all("x-forwarded-for").iter().rev();
    let hops = values.flat_map(|value| value.as_bytes().rsplit(|&byte| byte == b','));

    for hop in hops {
        if !is_trusted(source) {
            break;
        }
        match parse_hop(hop) {
            Some(address) => source = address,
            None => break,
        }
    }
    Some(source)
}

/// One element of the list, with or without a port.
fn parse_hop(hop: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(hop).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse::<IpAddr>()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
        .map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn source(peer: &str, forwarded: &[&str], trusted: &[&str]) -> Option<String> {
        let mut extensions = Extensions::new();
        let peer: SocketAddr = peer.parse().expect("a socket address");
        extensions.insert(ConnectInfo(peer));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).expect("a header"));
        }
        let trusted: Vec<_> = trusted.iter().map(|range| range.parse().expect("a range")).collect();
        source_address(&extensions, &headers, &trusted).map(|address| address.to_string())
    }

    #[test]
    fn without_trusted_proxies_the_socket_alone_counts() {
        assert_eq!(source("192.0.2.1:9", &["10.1.1.1"], &[]).as_deref(), Some("192.0.2.1"));
        assert_eq!(source_address(&Extensions::new(), &HeaderMap::new(), &[]), None);
    }

    #[test]
    fn the_list_is_read_from_the_right_and_only_through_trusted_proxies() {
        let trusted = ["10.0.0.0/8"];
        let address = |forwarded: &[&str]| source("10.0.0.1:9", forwarded, &trusted);
        assert_eq!(address(&[]).as_deref(), Some("10.0.0.1"));
        assert_eq!(address(&["6.6.6.6, 203.0.113.5"]).as_deref(), Some("203.0.113.5"));
        assert_eq!(address(&["6.6.6.6, 203.0.113.5, 10.0.0.2"]).as_deref(), Some("203.0.113.5"));
        assert_eq!(address(&["6.6.6.6", "203.0.113.5,10.0.0.2"]).as_deref(), Some("203.0.113.5"));
        assert_eq!(source("192.0.2.1:9", &["6.6.6.6"], &trusted).as_deref(), Some("192.0.2.1"));
    }

    #[test]
    fn ports_and_brackets_are_understood_and_rubbish_ends_the_walk() {
        let address = |forwarded: &str| source("[::1]:9", &[forwarded], &["::1"]);
        assert_eq!(address("203.0.113.5:4711").as_deref(), Some("203.0.113.5"));
        assert_eq!(address("[2001:db8::5]:4711").as_deref(), Some("2001:db8::5"));
        assert_eq!(address("[2001:db8::5]").as_deref(), Some("2001:db8::5"));
        assert_eq!(address("203.0.113.5, unknown").as_deref(), Some("::1"));
    }
}
