//! Who may what: every field of the schema, every mutation, every tenant.

mod cast;
mod paths;
mod payloads;
mod permissions;
mod tenancy;
mod walk;
