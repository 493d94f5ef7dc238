//! The top floor: opening the control plane, its handles, and its background work.

mod backup;
mod control;
mod loops;
mod master_keys;
mod open;
mod options;
mod readiness;
mod restored;
mod sweep;

pub use backup::{BackedUp, BackupError, BackupOptions, RestoreOptions, RestoredBackup};
pub use control::Control;
pub use loops::Loops;
pub use options::{FirstStart, Options, Restored};
pub use readiness::{Fault, ReadyPath};
