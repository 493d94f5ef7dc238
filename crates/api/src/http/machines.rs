//! The state of the endpoints that machines call: the OAuth endpoints and the gateway check.

use std::{net::IpAddr, sync::Arc};

use axum::http::{Extensions, HeaderMap};
use keyplane_control::{Cidr, Control};

use super::caller::source_address;

/// The control plane, and how to tell where a request comes from.
#[derive(Clone)]
pub(crate) struct MachineState {
    pub(crate) control: Control,
    trusted_proxies: Arc<[Cidr]>,
}

impl MachineState {
    pub(crate) fn new(control: Control, trusted_proxies: &[Cidr]) -> Self {
        Self { control, trusted_proxies: trusted_proxies.into() }
    }

    /// The client's address; `None` if the server does not listen on a socket.
    pub(crate) fn source(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        source_address(extensions, headers, &self.trusted_proxies)
    }
}
