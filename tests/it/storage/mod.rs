//! Storage: migrations, connections, and counted calls.

mod deaf;
mod migrations;
mod upgrade;
mod usage;
