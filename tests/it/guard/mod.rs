//! The guard's matrix: tokens through HTTP, good and bad, each with its reason.

mod keys;
mod names;
mod refusals;
mod response;
mod tokens;
