//! What requests of machines ask: the guard of the Admin API, tokens, the gateway check, and the
//! public documents. Answers come from memory as far as they can.

pub(crate) mod documents;
pub(crate) mod gateway;
pub(crate) mod guard;
pub(crate) mod oauth;
pub(crate) mod usage;
