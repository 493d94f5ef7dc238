//! The gateway check.

mod ask;
mod deaf;
mod inspection;
mod keys;
mod limits;
mod model;
mod paths;
mod policy;
mod replicas;
mod self_signed;
mod shop;
mod standing;
