//! What lies below the use-cases: the schema and how it is reached.

mod deaf;
mod migrations;
