//! Where requests come from.

use std::{net::IpAddr, sync::Arc};

use axum::http::{Extensions, HeaderMap};
use keyplane_control::Cidr;

use super::caller::source_address;

/// Finds the source addresses of requests.
#[derive(Clone, Debug)]
pub(crate) struct Sources(Arc<[Cidr]>);

impl Sources {
    /// `trusted_proxies`: the proxies whose `X-Forwarded-For` counts.
    pub(crate) fn new(trusted_proxies: Vec<Cidr>) -> Self {
        Self(trusted_proxies.into())
    }

    /// The client's address; `None` if the server does not listen on a socket.
    pub(crate) fn of(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        source_address(extensions, headers, &self.0)
    }

    /// Whether an address is that of a trusted proxy.
    pub(crate) fn is_trusted(&self, address: IpAddr) -> bool {
        self.0.iter().any(|range| range.contains(address))
    }
}
