//! The token, introspection and revocation endpoints, as a client on the internet sees them.

mod ask;
mod away;
mod clock;
mod foreign;
mod introspection;
mod kinds;
mod parties;
mod replay;
mod revocation;
mod secrets;
mod silence;
mod target;
mod token;
