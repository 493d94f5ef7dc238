//! The audit log as a whole: its export, and its verification from the database or from a file. The
//! rules are those of `store::audit`.

mod archive;
mod export;
mod file;
mod report;
mod verify;

pub use archive::{AuditArchive, AuditReadError, AuditScope, AuditSelection};
pub use export::{AuditTotals, audit_export_line};
pub use file::verify_audit_file;
pub use report::{AuditReport, ChainReport};
