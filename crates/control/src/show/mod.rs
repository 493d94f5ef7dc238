//! What operators look at: lists, rows by ID, and why a token is accepted or refused.

pub(crate) mod inspect;
pub(crate) mod lists;
