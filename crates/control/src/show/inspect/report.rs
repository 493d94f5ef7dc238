//! The report of an inspection.

use std::fmt::Display;

use keyplane_auth::Check;

/// Result of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckStatus {
    /// The check passed.
    Passed,
    /// The check failed.
    Failed,
    /// The check was skipped, because an earlier one failed.
    Skipped,
}

/// One check of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenCheck {
    /// Name of the check.
    pub name: &'static str,
    /// Result of the check.
    pub status: CheckStatus,
    /// Expected value; `None` if the check was skipped.
    pub expected: Option<String>,
    /// Value found, in the sender's words; `None` if the check was skipped.
    pub found: Option<String>,
    /// What to do about it.
    pub detail: String,
}

/// Why a check failed.
pub(super) struct Refusal {
    /// Stable name of the refusal.
    pub(super) reason: &'static str,
    /// What to do about it.
    pub(super) detail: String,
}

impl Refusal {
    pub(super) fn new(reason: &'static str, detail: impl Into<String>) -> Self {
        Self { reason, detail: detail.into() }
    }
}

/// The checks so far.
#[derive(Default)]
pub(super) struct Report {
    checks: Vec<TokenCheck>,
    reason: Option<&'static str>,
}

impl Report {
    /// Adds a check, refused or not; the first refusal becomes the reason.
    pub(super) fn add(
        &mut self,
        name: &'static str,
        expected: impl Display,
        found: impl Display,
        refusal: Option<Refusal>,
    ) {
        let (status, detail) = match refusal {
            None => (CheckStatus::Passed, "Nothing to do.".to_owned()),
            Some(refusal) => {
                self.reason.get_or_insert(refusal.reason);
                (CheckStatus::Failed, refusal.detail)
            }
        };
        let (expected, found) = (Some(expected.to_string()), Some(found.to_string()));
        self.checks.push(TokenCheck { name, status, expected, found, detail });
    }

    /// Adds a rule's check.
    pub(super) fn rule<R>(&mut self, check: &Check<'_, R>, explain: impl FnOnce(&R) -> Refusal) {
        let refusal = check.refusal.as_ref().map(explain);
        self.add(check.name, check.expected, check.found, refusal);
    }

    /// Adds checks that cannot be judged.
    pub(super) fn skip(&mut self, names: impl IntoIterator<Item = &'static str>) {
        self.checks.extend(names.into_iter().map(|name| TokenCheck {
            name,
            status: CheckStatus::Skipped,
            expected: None,
            found: None,
            detail: "Not judged: what it needs failed before.".to_owned(),
        }));
    }

    /// The reason of the first refusal, and all checks.
    pub(super) fn finish(self) -> (Option<&'static str>, Vec<TokenCheck>) {
        (self.reason, self.checks)
    }
}
