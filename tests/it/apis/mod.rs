//! APIs and grants in the Admin API.

mod gateway_config;
mod grants;
mod registry;
