//! The gateway check.

mod ask;
mod deaf;
mod inspection;
mod keys;
mod limits;
mod model;
pub(crate) mod outside;
mod paths;
mod policy;
mod replicas;
mod self_signed;
pub(crate) mod shop;
mod standing;
mod usage;
