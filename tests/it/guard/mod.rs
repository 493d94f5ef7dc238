//! The guard of the Admin API: accepted and refused tokens over HTTP, each with its reason.

mod keys;
mod limits;
mod names;
mod refusals;
mod response;
mod tokens;
