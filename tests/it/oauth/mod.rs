//! The token, introspection and revocation endpoints, as a client on the internet sees them.

mod ask;
mod away;
mod foreign;
mod introspection;
mod kinds;
mod parties;
mod replay;
mod revocation;
mod secrets;
mod target;
mod token;
