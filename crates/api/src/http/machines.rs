//! The state of the endpoints that machines call: the OAuth endpoints and the gateway check.

use std::net::IpAddr;

use axum::http::{Extensions, HeaderMap};
use keyplane_control::Control;

use super::sources::Sources;

/// The control plane, and how to tell where a request comes from.
#[derive(Clone)]
pub(crate) struct MachineState {
    pub(crate) control: Control,
    pub(crate) sources: Sources,
}

impl MachineState {
    /// The client's address; `None` if the server does not listen on a socket.
    pub(crate) fn source(&self, extensions: &Extensions, headers: &HeaderMap) -> Option<IpAddr> {
        self.sources.of(extensions, headers)
    }
}
