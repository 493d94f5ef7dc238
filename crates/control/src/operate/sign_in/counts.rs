//! How many sign-ins came to what.

use super::problem::SignInProblem;
use crate::figures::Counter;

/// Counters of the results of sign-ins.
#[derive(Debug, Default)]
pub(super) struct SignInCounts {
    accepted: Counter,
    /// In the order of [`SignInProblem::ALL`].
    refused: [Counter; SignInProblem::ALL.len()],
}

/// Sign-ins since the start of the process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignInFigures {
    /// Those that began a session.
    pub accepted: u64,
    /// Those that ended otherwise, by every problem.
    pub refused: Vec<(SignInProblem, u64)>,
}

impl SignInCounts {
    pub(super) fn count(&self, problem: Option<SignInProblem>) {
        let Some(problem) = problem else { return self.accepted.increment() };
        let mut all = SignInProblem::ALL.into_iter().zip(&self.refused);
        if let Some((_, counter)) = all.find(|(other, _)| *other == problem) {
            counter.increment();
        }
    }

    pub(super) fn figures(&self) -> SignInFigures {
        let refused = SignInProblem::ALL.into_iter().zip(&self.refused);
        SignInFigures {
            accepted: self.accepted.get(),
            refused: refused.map(|(problem, counter)| (problem, counter.get())).collect(),
        }
    }
}
