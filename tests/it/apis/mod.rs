//! APIs and grants, as operators see them.

mod grants;
mod registry;
