//! Authorization of every field of the schema, every mutation and every tenant.

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
mod trusted;
mod walk;
