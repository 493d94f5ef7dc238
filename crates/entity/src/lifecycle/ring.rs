//! The signing keys of one project: which key signs, and which key succeeds which.

use super::{
    DEFAULT_TOKEN_LIFETIME_SECONDS, PAST_TOLERANCE_SECONDS, PlanError, Policy, Times, check_end,
    end::{derive_ends, ended, not_active, set_end, sign_on, validity_from},
};
use crate::{
    Timestamp,
    id::KeyId,
    key::{self, Origin, State},
    project,
};

/// Requested settings of a new signing key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SuccessorRequest {
    /// Activation; default: the earliest possible date, or now with `force`.
    pub activates_at: Option<Timestamp>,
    /// End of the key; `None`: never, or by the predecessor's validity period.
    pub not_after: Option<Timestamp>,
    /// Whether the key may sign before the publish-ahead has passed.
    pub force: bool,
    /// Whether a reason was given.
    pub has_reason: bool,
}

/// A requested end of a signing key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndRequest {
    /// The end; `None`: never.
    pub not_after: Option<Timestamp>,
    /// Whether a successor may sign before the publish-ahead has passed.
    pub force: bool,
    /// Whether a reason was given.
    pub has_reason: bool,
}

/// All signing keys of a project that was not deleted, with the policy that governs them.
#[derive(Clone, Debug)]
pub struct Ring {
    /// The project's policy.
    pub policy: Policy,
    /// Longest lifetime of the access tokens of the project's applications, in seconds.
    pub token_lifetime_seconds: i64,
    /// The keys, in any order.
    pub keys: Vec<key::Model>,
}

impl Ring {
    /// The ring of a project, without its keys.
    pub fn empty(project: &project::Model) -> Self {
        Self {
            policy: Policy::from(project),
            token_lifetime_seconds: DEFAULT_TOKEN_LIFETIME_SECONDS,
            keys: Vec::new(),
        }
    }

    /// The key that the server signs with at `now`: the newest active one of the policy's
    /// algorithm, else the newest active one of any.
    pub fn signer(&self, now: Timestamp) -> Option<&key::Model> {
        self.keys
            .iter()
            .filter(|key| key.can_sign(now))
            .max_by_key(|key| (key.algorithm == self.policy.algorithm, key.activates_at, key.id))
    }

    /// The key that follows `id`.
    pub fn successor(&self, id: KeyId) -> Option<&key::Model> {
        self.keys.iter().find(|key| key.predecessor_id == Some(id))
    }

    pub(super) fn get(&self, id: KeyId) -> Option<&key::Model> {
        self.keys.iter().find(|key| key.id == id)
    }

    fn position(&self, id: KeyId) -> Result<usize, PlanError> {
        self.keys.iter().position(|key| key.id == id).ok_or_else(|| {
            PlanError::Precondition("the key is no signing key of the project".into())
        })
    }

    /// The dates of a SERVER key without a predecessor.
    pub fn plan_new(&self, request: &SuccessorRequest, now: Timestamp) -> Result<Times, PlanError> {
        let signs = self.keys.iter().any(|key| key.can_sign(now));
        let earliest = if signs { self.publish_ahead(now) } else { now };
        let activates_at = activation(request, earliest, now)?;
        check_end(request.not_after, activates_at, now)?;
        Ok(Times { activates_at, not_after: request.not_after })
    }

    /// The dates of a HOLDER key without a predecessor: active at once unless requested otherwise.
    pub fn plan_holder(request: &SuccessorRequest, now: Timestamp) -> Result<Times, PlanError> {
        let activates_at = activation(request, now, now)?;
        check_end(request.not_after, activates_at, now)?;
        Ok(Times { activates_at, not_after: request.not_after })
    }

    /// The dates of a successor of `id`. Refused if `id` has a successor, is not active or was
    /// imported.
    pub fn plan_successor(
        &self,
        id: KeyId,
        request: &SuccessorRequest,
        now: Timestamp,
    ) -> Result<Times, PlanError> {
        let key = &self.keys[self.position(id)?];
        if let Some(next) = self.successor(id) {
            return Err(PlanError::Precondition(format!(
                "the key {} already has the successor {}",
                key.kid, next.kid
            )));
        }
        if key.state(now) != State::Active {
            return Err(not_active(key, now));
        }
        if key.origin == Origin::Imported {
            return Err(imported(key));
        }

        let activates_at = activation(request, self.publish_ahead(now), now)?;
        if let Some(last) = key.retires_at.or(key.not_after).filter(|&last| activates_at > last) {
            return Err(signs_only_until(key, last, request));
        }

        let not_after = request.not_after.or_else(|| validity_from(key, activates_at));
        check_end(not_after, activates_at, now)?;
        Ok(Times { activates_at, not_after })
    }

    /// Adds a key whose dates this ring planned, and sets the dates of its predecessor.
    pub fn add(&mut self, mut key: key::Model, now: Timestamp) -> Result<(), PlanError> {
        key.max_token_lifetime_seconds = self.token_lifetime_seconds;
        derive_ends(&mut key, None, Some(&self.policy), now)?;
        let predecessor = key.predecessor_id;
        self.keys.push(key);
        predecessor.map_or(Ok(()), |id| self.derive_ends_of(id, now))
    }

    /// The dates that a successor of `id` would have, and `id` as it would be afterwards.
    pub fn preview(
        &self,
        id: KeyId,
        request: &SuccessorRequest,
        now: Timestamp,
    ) -> Result<(Times, key::Model), PlanError> {
        let times = self.plan_successor(id, request, now)?;

        let mut ring = self.clone();
        let at = ring.position(id)?;
        let next = key::Model {
            id: KeyId(uuid::Uuid::nil()),
            predecessor_id: Some(id),
            activates_at: times.activates_at,
            not_after: times.not_after,
            retires_at: None,
            expires_at: None,
            ..ring.keys[at].clone()
        };

        ring.add(next, now)?;
        Ok((times, ring.keys.swap_remove(at)))
    }

    /// Sets the end of a key. Refused, unless forced, if a successor would have to sign before
    /// verifiers can know it. The caller then calls [`Ring::repair`] to plan the successor.
    pub fn set_end(
        &mut self,
        id: KeyId,
        request: &EndRequest,
        now: Timestamp,
    ) -> Result<(), PlanError> {
        check_force(request.force, request.has_reason)?;
        let at = self.position(id)?;
        let before = self.keys[at].signs_until();
        let successor = self.successor(id).cloned();
        let key = &mut self.keys[at];
        set_end(key, successor.as_ref(), Some(&self.policy), request.not_after, now)?;

        if request.force || !self.stops_too_soon(id, before, now) {
            return Ok(());
        }
        let key = &self.keys[at];
        let tail = self.policy.tail_seconds(key);
        let earliest = self.earliest_retirement(id, now).plus_seconds(tail);
        Err(PlanError::Precondition(format!(
            "the end of the key {} is too near: its successor would sign before verifiers know \
             it. The earliest end is {earliest}; for a sooner one set force and give a reason",
            key.kid
        )))
    }

    /// Revokes a key. A pending key is removed from its chain, so that its predecessor continues to
    /// sign. The caller then calls [`Ring::repair`] to choose the signer.
    pub fn revoke(&mut self, id: KeyId, now: Timestamp) -> Result<(), PlanError> {
        let at = self.position(id)?;
        let state = self.keys[at].state(now);
        if matches!(state, State::Revoked | State::Expired) {
            return Err(ended(&self.keys[at], now));
        }

        self.keys[at].revoked_at = Some(now);
        let predecessor = self.keys[at].predecessor_id;
        let (State::Pending, Some(predecessor)) = (state, predecessor) else { return Ok(()) };
        self.keys[at].predecessor_id = None;
        if let Some(next) = self.keys.iter_mut().find(|key| key.predecessor_id == Some(id)) {
            next.predecessor_id = Some(predecessor);
        }

        // A key can be revoked whatever its predecessor's end is.
        if self.derive_ends_of(predecessor, now).is_err() {
            let at = self.position(predecessor)?;
            let next = self.successor(predecessor).cloned();
            sign_on(&mut self.keys[at], next.as_ref());
        }
        Ok(())
    }

    /// Records that tokens may live for `seconds` from now on. Refused if a signing key's own end
    /// is too near for such tokens, or for a successor that verifiers learn of in time.
    pub fn raise_token_lifetime(&mut self, seconds: i64, now: Timestamp) -> Result<(), PlanError> {
        self.token_lifetime_seconds = self.token_lifetime_seconds.max(seconds);
        let raised: Vec<_> = self
            .keys
            .iter_mut()
            .filter(|key| key.max_token_lifetime_seconds < seconds)
            .filter(|key| matches!(key.state(now), State::Pending | State::Active))
            .map(|key| {
                key.max_token_lifetime_seconds = seconds;
                (key.id, key.signs_until())
            })
            .collect();
        for (id, before) in raised {
            if self.derive_ends_of(id, now).is_err() || self.stops_too_soon(id, before, now) {
                return Err(self.cannot_raise(id, seconds));
            }
        }
        Ok(())
    }

    fn cannot_raise(&self, id: KeyId, seconds: i64) -> PlanError {
        let key = self.get(id);
        PlanError::Precondition(format!(
            "the signing key {} ends at {}, too soon for tokens of {seconds} seconds: rotate it \
             or move its end first",
            key.map_or("", |key| &key.kid),
            key.and_then(|key| key.not_after).map_or_else(String::new, |at| at.to_string()),
        ))
    }

    /// Derives a key's dates again from its own end and its successor. A key that no longer signs
    /// keeps its dates.
    pub(super) fn derive_ends_of(&mut self, id: KeyId, now: Timestamp) -> Result<(), PlanError> {
        let at = self.position(id)?;
        if !matches!(self.keys[at].state(now), State::Pending | State::Active) {
            return Ok(());
        }
        let successor = self.successor(id).cloned();
        derive_ends(&mut self.keys[at], successor.as_ref(), Some(&self.policy), now)
    }
}

/// The refusal of a successor that would start after the key has stopped signing.
fn signs_only_until(key: &key::Model, last: Timestamp, request: &SuccessorRequest) -> PlanError {
    let kid = &key.kid;
    if request.activates_at.is_some() {
        return PlanError::input("activatesAt", format!("the key {kid} signs only until {last}"));
    }
    PlanError::Precondition(format!(
        "the key {kid} signs only until {last}, sooner than verifiers can know a successor: \
         generate a signing key instead, move the end of {kid}, or set force and give a reason"
    ))
}

/// The refusal to rotate an imported key.
fn imported(key: &key::Model) -> PlanError {
    PlanError::Precondition(format!(
        "the key {} was imported: import the next one, then revoke this one or let it expire",
        key.kid
    ))
}

fn check_force(force: bool, has_reason: bool) -> Result<(), PlanError> {
    if force && !has_reason {
        return Err(PlanError::input("reason", "force needs a reason; it goes into the audit log"));
    }
    Ok(())
}

fn activation(
    request: &SuccessorRequest,
    earliest: Timestamp,
    now: Timestamp,
) -> Result<Timestamp, PlanError> {
    check_force(request.force, request.has_reason)?;
    let Some(at) = request.activates_at else {
        return Ok(if request.force { now } else { earliest });
    };
    if at < now.plus_seconds(-PAST_TOLERANCE_SECONDS) {
        return Err(PlanError::input("activatesAt", "lies in the past"));
    }

    let at = at.max(now);
    if at < earliest && !request.force {
        return Err(PlanError::input(
            "activatesAt",
            format!(
                "verifiers must have seen the key first: {earliest} at the earliest, or force \
                 with a reason"
            ),
        ));
    }
    Ok(at)
}
