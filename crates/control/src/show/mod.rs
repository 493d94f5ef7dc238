//! The use cases that only read, for operators: lists, rows by ID, and the token inspector.

pub(crate) mod audit;
pub(crate) mod inspect;
pub(crate) mod lists;
