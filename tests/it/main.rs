//! The integration tests, in one binary: worlds in process on SQLite and on PostgreSQL, and the
//! real binary where processes matter.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails where it stands"
)]

mod audit;
mod authorization;
mod binary;
mod guard;
mod harness;
mod inspect;
mod last_way_in;
mod oauth;
mod paging;
mod project;
mod publishing;
mod rotation;
mod schema;
mod statements;
mod wycheproof;
