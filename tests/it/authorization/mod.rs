//! Who may what: every field of the schema, every mutation, every tenant.

mod cast;
mod decisions;
mod ends;
mod held_bodies;
mod late;
mod order;
mod paths;
mod payloads;
mod permissions;
mod tenancy;
mod walk;
