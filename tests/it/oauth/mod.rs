//! The token, introspection and revocation endpoints.

mod aliases;
pub(crate) mod ask;
mod audience;
mod away;
mod chain;
mod clock;
mod foreign;
mod imported;
mod introspection;
mod kinds;
mod limits;
mod meanwhile;
mod parties;
mod replay;
mod revocation;
mod sealed;
mod secret_form;
mod secrets;
mod silence;
mod subjects;
mod target;
mod token;
mod waiting;
