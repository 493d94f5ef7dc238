//! The rules for the dates of keys: pure functions of rows, with `now` as an argument.
//!
//! A use case loads the keys of one owner, lets a function of this module change them in memory
//! or refuse, and writes back what differs. Nothing here talks to a database, so the rules can
//! be tested against any timestamps and any clock.

mod cover;
mod end;
mod ring;
mod schedule;
#[cfg(test)]
mod tests;

pub use end::{hand_over, set_end, validity_from};
pub use ring::{EndRequest, Ring, SuccessorRequest};
pub use schedule::Wanted;

use crate::{Timestamp, key, project};

/// Allowed clock difference of verifiers, in seconds.
pub const LEEWAY_SECONDS: i64 = 60;
/// Default access token lifetime, in seconds.
pub const DEFAULT_TOKEN_LIFETIME_SECONDS: i64 = 1800;
/// Default overlap: how long the predecessor of an admin or application key stays accepted, in
/// seconds.
pub const DEFAULT_OVERLAP_SECONDS: i64 = 86_400;
/// How far in the past a requested time may lie to still count as now, in seconds.
const PAST_TOLERANCE_SECONDS: i64 = 60;

/// Why a plan is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// An argument is wrong, whatever the state of the keys.
    #[error("{field}: {message}")]
    Input {
        /// Name of the argument in the API.
        field: &'static str,
        /// What is wrong with the argument.
        message: String,
    },
    /// The state of the keys does not allow it.
    #[error("{0}")]
    Precondition(String),
}

impl PlanError {
    fn input(field: &'static str, message: impl Into<String>) -> Self {
        Self::Input { field, message: message.into() }
    }
}

/// The part of a project's key policy that decides when keys change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// JOSE name of the algorithm that the server signs with.
    pub algorithm: String,
    /// How long a signing key signs before the schedule replaces it, in seconds.
    pub rotation_period_seconds: Option<i64>,
    /// How long a signing key is published before it signs, in seconds.
    pub publish_ahead_seconds: i64,
    /// How long verifiers may cache the JWKS, in seconds.
    pub jwks_max_age_seconds: i64,
    /// Until when verifiers may cache a JWKS that was served with a longer max-age than the policy
    /// has now; `None`: the max-age was never lowered.
    pub jwks_cached_until: Option<Timestamp>,
}

impl From<&project::Model> for Policy {
    fn from(project: &project::Model) -> Self {
        Self {
            algorithm: project.signing_algorithm.clone(),
            rotation_period_seconds: project.rotation_period_seconds,
            publish_ahead_seconds: project.publish_ahead_seconds,
            jwks_max_age_seconds: project.jwks_max_age_seconds,
            jwks_cached_until: project.jwks_cached_until,
        }
    }
}

impl Policy {
    /// Until when a JWKS that was served up to `now` may be cached, with the leeway for replicas
    /// that hear of a change late.
    pub fn cached_until(&self, now: Timestamp) -> Timestamp {
        let until = now.plus_seconds(self.jwks_max_age_seconds + LEEWAY_SECONDS);
        self.jwks_cached_until.map_or(until, |earlier| until.max(earlier))
    }

    /// How long a key must be accepted after its last signature: the longest token, a cached
    /// JWKS and the leeway, in seconds.
    fn tail_seconds(&self, key: &key::Model) -> i64 {
        key.max_token_lifetime_seconds + self.jwks_max_age_seconds + LEEWAY_SECONDS
    }
}

/// The dates of a key to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// See [`key::Model::activates_at`].
    pub activates_at: Timestamp,
    /// See [`key::Model::not_after`].
    pub not_after: Option<Timestamp>,
}

/// Checks the end that an owner asks for a key that is in use from `activates_at` on.
pub fn check_end(
    not_after: Option<Timestamp>,
    activates_at: Timestamp,
    now: Timestamp,
) -> Result<(), PlanError> {
    match not_after {
        Some(at) if at <= now => Err(PlanError::input("expiresAt", "lies in the past")),
        Some(at) if at <= activates_at => Err(PlanError::input(
            "expiresAt",
            format!("lies before the key's start, {activates_at}"),
        )),
        _ => Ok(()),
    }
}
