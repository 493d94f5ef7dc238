//! Webhooks: what is sent, in which order, how often, and where to.

mod addresses;
mod delivery;
mod ends;
mod receiver;
mod settings;
mod trouble;
