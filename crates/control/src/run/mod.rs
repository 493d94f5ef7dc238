//! The top floor: opening the control plane, its handles, and its background work.

mod control;
mod loops;
mod open;
mod options;
mod readiness;
mod sweep;
mod sweep_usage;

pub use control::Control;
pub use loops::Loops;
pub use options::{FirstStart, Options};
pub use readiness::{Fault, ReadyPath};
