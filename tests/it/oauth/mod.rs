//! The token, introspection and revocation endpoints, as a client on the internet sees them.

mod ask;
mod away;
mod introspection;
mod kinds;
mod parties;
mod replay;
mod revocation;
mod sealed;
mod secrets;
mod subjects;
mod target;
mod token;
