//! The top floor: opening the control plane, its handles, and its background work.

mod audit_stream;
mod control;
mod loops;
mod open;
mod options;
mod readiness;
mod refusals;
mod sweep;

pub use audit_stream::{
    AuditStream, AuditStreamOptions, AuditStreamStatus, AuditStreamTarget, InvalidStreamTarget,
};
pub use control::Control;
pub use loops::Loops;
pub use options::{FirstStart, Options};
pub use readiness::{Fault, ReadyPath};
