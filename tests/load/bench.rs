//! Data for every row: the plan, the floors of cryptography, and the wanted rows.

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
    /// `only` selects the rows whose name contains this text.
    pub(crate) fn new(plan: Plan, bare: Bare, only: Option<String>) -> Self {
        Self { plan, bare, only }
    }

    /// The same bench with another selection of rows.
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

/// Prints progress; the table comes at the end.
pub(crate) fn say(doing: &str) {
    eprintln!("{doing}");
}
