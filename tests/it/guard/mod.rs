//! The guard's matrix: tokens through HTTP, good and bad, each with its reason.

mod keys;
mod refusals;
mod response;
mod tokens;
