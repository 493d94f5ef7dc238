//! The top floor: opening the control plane, its handles, and its background work.

mod control;
mod diagnose;
mod finding;
mod loops;
mod open;
mod options;
mod readiness;
mod sweep;

pub use control::Control;
pub use finding::{Finding, Health};
pub use loops::Loops;
pub use options::{FirstStart, Options};
pub use readiness::{Fault, ReadyPath};
