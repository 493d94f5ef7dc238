//! Usage: calls are counted in memory, by what they were made with, and written in batches.
//!
//! The memory is bounded. A count is lost only if the process is killed before it is written, or if
//! the memory is full while the database cannot be written; the latter is logged.

mod call;
mod handle;
mod outcome;
mod rows;
mod tallies;

pub(crate) use call::Call;
pub(crate) use handle::Usage;
pub use handle::UsageFigures;
pub(crate) use outcome::HasOutcome;
pub(crate) use rows::add_rows;
