//! The signing keys that a project needs at a given time and does not have.

use super::{PlanError, Ring, Times, end::validity_from};
use crate::{
    Timestamp,
    id::KeyId,
    key::{self, State},
};

/// How long before the last moment the schedule acts, in seconds, so that a late run still
/// publishes a key long enough.
const SCHEDULE_MARGIN_SECONDS: i64 = 300;

/// A SERVER key that must be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Predecessor of the key, if any.
    pub predecessor: Option<KeyId>,
    /// JOSE name of the key's algorithm.
    pub algorithm: String,
    /// Dates of the key.
    pub times: Times,
}

impl Ring {
    /// Repairs what the existing keys allow (a pending key takes over if none can sign), and
    /// returns the key that must be made: because none can sign, because no key has the policy's
    /// algorithm, because the last key that can sign ends, or because the rotation period is over.
    /// Idempotent: once the key is added, no further key is needed.
    pub fn repair(&mut self, now: Timestamp) -> Result<Option<Wanted>, PlanError> {
        if self.signer(now).is_none() && !self.activate_first_pending(now)? {
            return Ok(Some(self.replacement(now)));
        }
        let Some(signer) = self.signer(now) else { return Ok(None) };

        if !self.has_prospect(&self.policy.algorithm, now) {
            return Ok(Some(self.follow(self.last_of_chain(signer), &self.policy.algorithm, now)));
        }

        let lead = self.publish_ahead(now).plus_seconds(SCHEDULE_MARGIN_SECONDS);
        if let Some(gap) = self.gap(now).filter(|gap| gap.at <= lead) {
            return Ok(Some(self.follow(gap.last, &gap.last.algorithm, now)));
        }

        let is_due = self.successor(signer.id).is_none() && self.is_rotation_due(signer, now);
        Ok(is_due.then(|| self.follow(signer, &signer.algorithm, now)))
    }

    /// When the next key takes over by itself, as far as is known at `now`.
    pub fn next_rotation_at(&self, now: Timestamp) -> Option<Timestamp> {
        let signer = self.signer(now)?;
        let period = self
            .policy
            .rotation_period_seconds
            .map(|seconds| signer.activates_at.plus_seconds(seconds).max(now));
        let pending = self
            .keys
            .iter()
            .filter(|key| key.is_server_signing() && key.state(now) == State::Pending)
            .map(|key| key.activates_at)
            .min();
        pending.or_else(|| [period, signer.retires_at].into_iter().flatten().min())
    }

    /// Activates the pending key that is due first; false when there is none.
    fn activate_first_pending(&mut self, now: Timestamp) -> Result<bool, PlanError> {
        let next = self
            .keys
            .iter_mut()
            .filter(|key| key.is_server_signing() && key.state(now) == State::Pending)
            .min_by_key(|key| (key.activates_at, key.id));
        let Some(next) = next else { return Ok(false) };
        next.activates_at = now;
        let predecessor = next.predecessor_id;
        predecessor.map_or(Ok(()), |id| self.derive_ends_of(id, now))?;
        Ok(true)
    }

    fn replacement(&self, now: Timestamp) -> Wanted {
        let predecessor = self
            .keys
            .iter()
            .filter(|key| key.is_server_signing() && self.successor(key.id).is_none())
            .max_by_key(|key| (key.revoked_at, key.activates_at, key.id));
        let not_after = predecessor.and_then(|key| self.length_for(key, now, now));
        Wanted {
            predecessor: predecessor.map(|key| key.id),
            algorithm: self.policy.algorithm.clone(),
            times: Times { activates_at: now, not_after },
        }
    }

    /// A key that takes over from `key` after the publish-ahead, or sooner if no key could sign
    /// until then.
    fn follow(&self, key: &key::Model, algorithm: &str, now: Timestamp) -> Wanted {
        let planned = self.publish_ahead(now).max(key.activates_at);
        let activates_at = self.gap(now).map_or(planned, |gap| planned.min(gap.at));
        let precedes = matches!(key.state(now), State::Pending | State::Active)
            && self.successor(key.id).is_none()
            && key.activates_at <= activates_at
            && key.signs_until().is_none_or(|end| activates_at <= end);
        Wanted {
            predecessor: precedes.then_some(key.id),
            algorithm: algorithm.to_owned(),
            times: Times { activates_at, not_after: self.length_for(key, activates_at, now) },
        }
    }

    /// The predecessor's validity period, or longer if that would leave no time to sign.
    fn length_for(
        &self,
        key: &key::Model,
        activates_at: Timestamp,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let tail =
            self.token_lifetime_seconds + self.policy.jwks_max_age_seconds + super::LEEWAY_SECONDS;
        let ahead = self.publish_ahead(now).millis_since(now);
        let least = activates_at.plus_seconds(tail);
        validity_from(key, activates_at).map(|end| end.max(Timestamp(least.0 + ahead)))
    }

    fn has_prospect(&self, algorithm: &str, now: Timestamp) -> bool {
        self.keys.iter().any(|key| {
            key.is_server_signing()
                && key.algorithm == algorithm
                && matches!(key.state(now), State::Pending | State::Active)
        })
    }

    fn last_of_chain<'a>(&'a self, key: &'a key::Model) -> &'a key::Model {
        let mut last = key;
        while let Some(next) = self.successor(last.id) {
            last = next;
        }
        last
    }

    fn is_rotation_due(&self, signer: &key::Model, now: Timestamp) -> bool {
        let pending = self.keys.iter().any(|key| {
            key.is_server_signing()
                && key.algorithm == signer.algorithm
                && key.state(now) == State::Pending
        });
        !pending
            && self.policy.rotation_period_seconds.is_some_and(|period| {
                signer.activates_at.plus_seconds(period - self.policy.publish_ahead_seconds) <= now
            })
    }
}
