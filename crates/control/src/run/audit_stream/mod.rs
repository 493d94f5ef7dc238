//! The stream of the audit log to a file or an HTTP endpoint: at least once, in the order of each
//! chain, outside of requests.
//!
//! A position for each chain is in the database, and moves only after the sink has taken what comes
//! before it. So nothing is lost when the process ends or the sink is away; what was delivered just
//! before may be delivered again. One process delivers at a time: it holds the lease.

mod due;
mod lease;
mod loops;
mod sink;
mod target;

pub(super) use sink::AuditSink;

pub use self::{
    loops::{AuditStream, AuditStreamStatus},
    target::{AuditStreamOptions, AuditStreamTarget, InvalidStreamTarget},
};
