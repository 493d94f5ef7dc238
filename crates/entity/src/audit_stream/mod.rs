//! The stream of audit events to a file or an HTTP endpoint: how far each chain was delivered, and
//! which process delivers.

pub mod lease;
pub mod position;
