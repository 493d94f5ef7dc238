//! The audit log: events are written in the transaction of their mutation and chained by hashes. The
//! rules of a chain, its lines in an export, and its signed checkpoints are here, once.

mod chain;
mod checkpoint;
mod event;
mod line;
mod pages;

pub use chain::{AuditFault, AuditRule};
pub(crate) use chain::{ChainCheck, ChainSource};
pub(crate) use checkpoint::{ALGORITHM, CheckpointKeys, Statement, jwks};
pub(crate) use event::Event;
pub(crate) use line::{CheckpointLine, EndLine, EventLine, ExportLine, HeadLine, Line, StreamLine};
pub(crate) use pages::{chains, checkpoints, events, head, keys, last_checkpoint, strays};
