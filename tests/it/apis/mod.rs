//! APIs and grants, as operators see them.

mod gateway_config;
mod grants;
mod registry;
