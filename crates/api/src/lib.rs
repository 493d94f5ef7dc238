//! HTTP in and out: the Admin API (GraphQL), the public documents and the OAuth endpoints of the
//! projects, the gateway check, health, and the portal's files. SQL and cryptography are in the
//! use cases of `keyplane-control`.

mod gateway;
mod gateway_config;
mod graphql;
mod http;
mod identity_header;
mod oauth;
#[doc(hidden)]
pub mod probe;
mod router;
mod sign_in;
mod telemetry;

pub use graphql::sdl;
pub use http::{
    console::{PortalFile, PortalFiles},
    throttle::Throttle,
};
pub use router::{ApiOptions, router};
pub use telemetry::{
    CheckVerdict, ContinueTrace, Door, Reason, RequestFigures, RequestScope, Telemetry,
};
