//! The report of an inspection.

use keyplane_auth::{Check, Judged, Refusal};

use crate::error::Error;

/// Result of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckStatus {
    /// The check passed.
    Passed,
    /// The check failed.
    Failed,
    /// The check was skipped, because another one failed.
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

/// The checks so far.
#[derive(Default)]
pub(super) struct Report {
    checks: Vec<TokenCheck>,
    reason: Option<&'static str>,
}

impl Report {
    /// Adds the results of a list of rules.
    pub(super) fn judged<'a, R: Refusal + 'a>(
        &mut self,
        checks: impl IntoIterator<Item = Judged<'a, R>>,
    ) {
        for (name, check) in checks {
            match check {
                Some(check) => self.add(&check),
                None => self.skip([name]),
            }
        }
    }

    /// Adds a check; the first refusal becomes the reason.
    pub(super) fn add<R: Refusal>(&mut self, check: &Check<'_, R>) {
        self.explain(check, R::to_string);
    }

    /// As [`Self::add`], with another explanation of the refusal.
    pub(super) fn explain<R: Refusal>(
        &mut self,
        check: &Check<'_, R>,
        detail: impl FnOnce(&R) -> String,
    ) {
        if let Some(refusal) = &check.refusal {
            self.reason.get_or_insert(refusal.reason());
        }
        self.aside(check, detail);
    }

    /// Adds a check that decides nothing by itself, such as one of a federated identity beside
    /// which another one may match.
    pub(super) fn aside<R: Refusal>(
        &mut self,
        check: &Check<'_, R>,
        detail: impl FnOnce(&R) -> String,
    ) {
        let (status, detail) = match &check.refusal {
            None => (CheckStatus::Passed, "Nothing to do.".to_owned()),
            Some(refusal) => (CheckStatus::Failed, detail(refusal)),
        };
        let expected = Some(check.expected.to_string());
        let found = Some(check.found.to_string());
        self.checks.push(TokenCheck { name: check.name, status, expected, found, detail });
    }

    /// Adds checks that cannot be judged.
    pub(super) fn skip(&mut self, names: impl IntoIterator<Item = &'static str>) {
        self.checks.extend(names.into_iter().map(|name| TokenCheck {
            name,
            status: CheckStatus::Skipped,
            expected: None,
            found: None,
            detail: "Not judged: what it needs failed.".to_owned(),
        }));
    }

    /// The reason of the first refusal, and all checks. A check may be skipped only if another one
    /// refuses.
    pub(super) fn finish(self) -> Result<(Option<&'static str>, Vec<TokenCheck>), Error> {
        let skipped = self.checks.iter().find(|check| check.status == CheckStatus::Skipped);
        match (self.reason, skipped) {
            (None, Some(check)) => {
                Err(Error::Internal(format!("the check {} could not be judged", check.name)))
            }
            (reason, _) => Ok((reason, self.checks)),
        }
    }
}
