//! The gateway check, as a proxy sees it.

mod ask;
mod inspection;
mod model;
mod paths;
mod policy;
mod self_signed;
mod shop;
mod standing;
