//! The use cases that only read, for operators: lists, rows by ID, usage, and the
//! token inspector.

pub(crate) mod attention;
pub(crate) mod audit;
pub(crate) mod inspect;
pub(crate) mod lists;
pub(crate) mod usage;
