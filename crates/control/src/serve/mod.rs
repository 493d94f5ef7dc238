//! The use cases of machines: the guard of the Admin API, tokens, the gateway check, and the public
//! documents. They answer from the caches where possible.

pub(crate) mod documents;
pub(crate) mod federation;
pub(crate) mod gateway;
pub(crate) mod guard;
pub(crate) mod limits;
pub(crate) mod oauth;
pub(crate) mod refusals;
mod resource_metadata;
pub(crate) mod usage;
