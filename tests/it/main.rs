//! The integration tests, in one binary: worlds in process on SQLite and on PostgreSQL, and the
//! real binary where processes matter.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod authorization;
mod guard;
mod harness;
mod project;
mod wycheproof;
