//! The top floor: opening the control plane, its handles, and its background work.

mod audit_stream;
mod backup;
mod control;
mod diagnose;
mod figures;
mod finding;
mod handles;
mod key_sets;
mod loops;
mod master_keys;
mod open;
mod options;
mod readiness;
mod refusals;
mod restored;
mod sweep;
mod sweep_usage;

pub use audit_stream::{
    AuditStream, AuditStreamOptions, AuditStreamStatus, AuditStreamTarget, InvalidStreamTarget,
};
pub use backup::{BackedUp, BackupError, BackupOptions, RestoreOptions, RestoredBackup};
pub use control::Control;
pub use figures::{AuditFigures, Figures, KeyFigures, StreamFigures};
pub use finding::{Finding, Health};
pub use loops::Loops;
pub use options::{FirstStart, Options, Restored};
pub use readiness::{Fault, ReadyPath};
