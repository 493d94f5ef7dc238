//! What the integration tests and the benchmark share.

pub mod postgres;
