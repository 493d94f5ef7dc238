//! The gateway check decides whether a request to an API may pass.
//!
//! Between requests, the cache holds only what never changes about a token: that it is genuine, and
//! its contents. Whether it opens an API is decided for each request, from facts that commits drop
//! from the caches. The cached part therefore cannot become outdated.

mod check;
mod genuine;
mod handle;
mod outside;
mod outside_origin;
mod refusal;
mod scopes;
mod standing;
mod texts;
mod token_cache;

pub use check::{Admission, GatewayRequest};
pub use handle::GatewayCheck;
pub use refusal::GatewayRefusal;
pub(crate) use scopes::scope_at;
