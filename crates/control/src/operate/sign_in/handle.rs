//! The handle of sign-in.

use std::sync::{Arc, Mutex, PoisonError};

use keyplane_auth::{base64url, sha256};
use keyplane_entity::id::OperatorIssuerId;

use super::{
    counts::{SignInCounts, SignInFigures},
    problem::{SignInFault, SignInProblem},
    provider::Providers,
    turns::SignInTurns,
};
use crate::{
    known::Known,
    outside::{FetchShare, KeySets, Outside},
};

/// Fetches for operators' issuers count together.
pub(super) const SHARE: FetchShare = FetchShare(uuid::Uuid::nil());
/// The most log lines about failed sign-ins in a second.
const LINES_A_SECOND: u32 = 5;
/// Random bytes of a cookie.
pub(super) const SECRET_BYTES: usize = 32;

/// Signs operators in and out, and renews the tokens of their sessions.
#[derive(Clone)]
pub struct SignIn {
    pub(super) known: Known,
    pub(super) outside: Outside,
    pub(super) key_sets: KeySets,
    pub(super) providers: Arc<Providers>,
    pub(super) turns: Arc<SignInTurns>,
    lines: Arc<Mutex<LogPace>>,
    counts: Arc<SignInCounts>,
}

/// The log lines of a second. Strangers can make sign-ins fail.
#[derive(Default)]
struct LogPace {
    second: i64,
    lines: u32,
}

impl SignIn {
    pub(crate) fn new(known: Known, outside: Outside, key_sets: KeySets) -> Self {
        Self {
            known,
            outside,
            key_sets,
            providers: Arc::default(),
            turns: Arc::new(SignInTurns::new()),
            lines: Arc::default(),
            counts: Arc::default(),
        }
    }

    /// Counts a sign-in that has ended: with a session, or with a problem.
    pub fn count(&self, problem: Option<SignInProblem>) {
        self.counts.count(problem);
    }

    /// The numbers for a scrape.
    pub(crate) fn figures(&self) -> SignInFigures {
        self.counts.figures()
    }

    /// The problem for the person; the cause goes to the log, a few lines a second.
    pub(super) fn noted(&self, issuer: OperatorIssuerId, fault: &SignInFault) -> SignInProblem {
        let second = self.known.store().now().seconds();
        let mut pace = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if pace.second != second {
            *pace = LogPace { second, lines: 0 };
        }
        pace.lines += 1;
        let passes = pace.lines <= LINES_A_SECOND;
        drop(pace);

        if passes {
            let (problem, cause) = (fault.problem.as_str(), &*fault.cause);
            tracing::warn!(%issuer, problem, cause, "an operator could not sign in");
        }
        fault.problem
    }

    /// A fresh random secret.
    pub(super) fn secret(&self) -> [u8; SECRET_BYTES] {
        let mut secret = [0; SECRET_BYTES];
        self.known.store().entropy().fill(&mut secret);
        secret
    }
}

/// The digest of a secret text, as the database has it.
pub(super) fn digest(text: &str) -> String {
    base64url(&sha256(text.as_bytes()))
}
