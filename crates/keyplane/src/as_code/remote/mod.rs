//! What the server has.

mod actual;
mod fetch;
mod history;

pub(super) use actual::{Actual, ActualObject, ActualProject, KeyStanding};
pub(super) use fetch::fetch;
pub(super) use history::{Happened, Histories};
