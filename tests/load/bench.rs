//! What every row needs: the plan, the floors of cryptography, and which rows are wanted.

use crate::{bare::Bare, plan::Plan};

/// Passed to every row.
#[derive(Debug)]
pub(crate) struct Bench {
    /// Times and sizes.
    pub plan: Plan,
    /// Bare cryptography.
    pub bare: Bare,
    only: Option<String>,
}

impl Bench {
    /// `only` is a part of the names of the rows that are wanted.
    pub(crate) fn new(plan: Plan, bare: Bare, only: Option<String>) -> Self {
        Self { plan, bare, only }
    }

    /// The same for other rows.
    pub(crate) fn only(self, name: String) -> Self {
        Self { only: Some(name), ..self }
    }

    /// Whether a row of that name is wanted.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.as_deref().is_none_or(|only| name.contains(only))
    }

    /// Whether any of these is.
    pub(crate) fn wants_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.wants(name))
    }
}

/// Says what is going on; the table comes at the end.
pub(crate) fn say(doing: &str) {
    eprintln!("{doing}");
}
