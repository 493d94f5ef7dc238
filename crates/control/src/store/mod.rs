//! The lowest floor: the database with its transactions, the audit chains, the time, and the change
//! notices between processes. It has no code about projects, keys or applications.

pub(crate) mod audit;
mod clock;
pub(crate) mod database;
mod drift;
pub(crate) mod files;
mod follow;
mod handle;
mod listen;
mod listener;
mod locked;
mod loops;
mod news;
mod notice;
mod open_error;
mod outage;
mod outbox;
mod replicas;
pub(crate) mod search_terms;
mod time;
mod watch;

pub use clock::Clock;
pub use database::{InvalidDatabaseUrl, MIN_DATABASE_CONNECTIONS, check_database_url};
pub(crate) use handle::{Process, Store};
pub(crate) use locked::Locked;
pub(crate) use news::{News, Part};
pub use open_error::OpenError;
pub use outage::{MAX_OUTAGE_GRACE, Outage, OutageLimits};
