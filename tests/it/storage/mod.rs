//! Storage: migrations and connections.

mod deaf;
mod migrations;
mod upgrade;
