//! What came of an apply.

use std::{collections::HashMap, fmt};

use super::operation::{Operation, Target};
use crate::{
    as_code::{object::ObjectKind, plan::PlannedStep},
    words::counted,
};

/// The objects that could not be made what the files say, and why.
#[derive(Debug, Default)]
pub(crate) struct ApplyOutcome {
    /// Number of mutations that were made.
    pub(super) done: usize,
    /// The objects that they were about.
    objects: HashMap<Target, PlannedStep>,
    pub(super) failures: Vec<String>,
    /// Number of mutations that were not tried.
    pub(super) untried: usize,
}

impl ApplyOutcome {
    /// Whether everything was done.
    pub(crate) fn is_complete(&self) -> bool {
        self.failures.is_empty() && self.untried == 0
    }

    pub(super) fn succeed(&mut self, operation: &Operation) {
        self.done += 1;
        self.objects.insert(operation.target.clone(), operation.step);
    }

    pub(super) fn fail(&mut self, operation: &Operation, why: &str) {
        self.failures.push(format!("{}: {why}", described(&operation.target)));
    }

    pub(super) fn skip(&mut self, operation: &Operation, missing: &Target) {
        let why = format!("not tried, because it needs the {}", described(missing));
        self.fail(operation, &why);
    }
}

/// An object in words.
pub(super) fn described((kind, project, external_id): &Target) -> String {
    match kind {
        ObjectKind::Project => format!("project {project}"),
        ObjectKind::Application
        | ObjectKind::Api
        | ObjectKind::Key
        | ObjectKind::TrustedIssuer
        | ObjectKind::FederatedIdentity
        | ObjectKind::Grant => format!("{kind} {external_id} in {project}"),
    }
}

impl fmt::Display for ApplyOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.failures.is_empty() {
            writeln!(f, "Failed:")?;
            for failure in &self.failures {
                writeln!(f, "  {failure}")?;
            }
        }
        if self.untried > 0 {
            writeln!(f, "Not tried: {}.", counted(self.untried, "change"))?;
        }
        let [created, changed, deleted] =
            [PlannedStep::Create, PlannedStep::Update, PlannedStep::Delete]
                .map(|step| self.objects.values().filter(|one| **one == step).count());
        writeln!(f, "Applied: {created} created, {changed} changed, {deleted} deleted.")
    }
}
