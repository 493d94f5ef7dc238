//! The end of a key: the date that its owner requests, and the change by a successor.

use super::{LEEWAY_SECONDS, PlanError, Policy, check_end};
use crate::{
    Timestamp,
    key::{self, State},
};

/// Sets the end of `key` to `not_after`, or removes it if `None`. `successor` is the key's own, if
/// it has one.
///
/// A key that still signs accepts any end that lets each of its tokens be verified until the token
/// expires. The end of a RETIRING key may only become earlier. Other keys do not change.
pub fn set_end(
    key: &mut key::Model,
    successor: Option<&key::Model>,
    policy: Option<&Policy>,
    not_after: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), PlanError> {
    match key.state(now) {
        State::Expired | State::Revoked => Err(ended(key, now)),
        State::Retiring => shorten(key, not_after, now),
        State::Pending | State::Active => {
            check_end(not_after, key.activates_at, now)?;
            key.not_after = not_after;
            derive_ends(key, successor, policy, now)
        }
    }
}

/// The refusal to change a key that has ended.
pub(super) fn ended(key: &key::Model, now: Timestamp) -> PlanError {
    let kid = &key.kid;
    PlanError::Precondition(match (key.revoked_at, key.expires_at) {
        (Some(at), _) => format!("the key {kid} was revoked at {at} and does not change any more"),
        (None, Some(at)) => format!("the key {kid} expired at {at} and does not change any more"),
        (None, None) => format!("the key {kid} is {:?}", key.state(now)),
    })
}

fn shorten(
    key: &mut key::Model,
    not_after: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), PlanError> {
    let Some(at) = not_after.filter(|&at| Some(at) <= key.expires_at) else {
        return Err(PlanError::Precondition(format!(
            "the key {} is retiring: its end may only come nearer",
            key.kid
        )));
    };
    if at <= now {
        return Err(PlanError::input("expiresAt", "lies in the past"));
    }

    let needed = key.max_token_lifetime_seconds + LEEWAY_SECONDS;
    let earliest = key.retires_at.map(|retires| retires.plus_seconds(needed));
    if key.is_server_signing() && Some(at) < earliest {
        return Err(too_near(earliest.unwrap_or(at)));
    }

    key.not_after = Some(at);
    key.expires_at = Some(at);
    Ok(())
}

fn too_near(earliest: Timestamp) -> PlanError {
    PlanError::input(
        "expiresAt",
        format!(
            "too near: tokens signed with this key must be verifiable to their end, {earliest} at the earliest"
        ),
    )
}

/// Derives `retires_at` and `expires_at` of a key that still signs from its requested end and from
/// its successor's start. `policy` is the project's, for signing keys only.
pub(super) fn derive_ends(
    key: &mut key::Model,
    successor: Option<&key::Model>,
    policy: Option<&Policy>,
    now: Timestamp,
) -> Result<(), PlanError> {
    let Some(policy) = policy else {
        key.expires_at = key.not_after;
        return Ok(());
    };

    let tail = policy.tail_seconds(key);
    let (retires_at, expires_at) = match (successor, key.not_after) {
        (Some(next), None) => (Some(next.activates_at), Some(next.activates_at.plus_seconds(tail))),
        (Some(next), Some(end)) => {
            let needed = key.max_token_lifetime_seconds + LEEWAY_SECONDS;
            let earliest = next.activates_at.plus_seconds(needed);
            if key.is_server_signing() && end < earliest {
                return Err(too_near(earliest));
            }
            let end = end.min(next.activates_at.plus_seconds(tail));
            (Some(next.activates_at.min(end)), Some(end))
        }
        (None, Some(end)) if key.is_server_signing() => {
            let retires_at = end.plus_seconds(-tail);
            let start = key.activates_at.max(now);
            if retires_at <= start {
                return Err(too_near(start.plus_seconds(tail + 1)));
            }
            (Some(retires_at), Some(end))
        }
        (None, end) => (None, end),
    };

    key.retires_at = retires_at;
    key.expires_at = expires_at;
    Ok(())
}

/// Lets a key whose successor was removed sign for as long as its tokens can be verified to their
/// end, or until `next`, its present successor.
pub(super) fn sign_on(key: &mut key::Model, next: Option<&key::Model>) {
    let Some(end) = key.not_after else { return };
    let last = end.plus_seconds(-(key.max_token_lifetime_seconds + LEEWAY_SECONDS));
    key.retires_at = Some(next.map_or(last, |next| last.min(next.activates_at)));
    key.expires_at = Some(end);
}

/// Lets a successor take over from an admin or application key at once: `key` stays accepted for
/// `overlap_seconds`, or until its own end if that is sooner.
pub fn hand_over(
    key: &mut key::Model,
    overlap_seconds: i64,
    now: Timestamp,
) -> Result<(), PlanError> {
    if key.state(now) != State::Active {
        return Err(not_active(key, now));
    }
    let end = now.plus_seconds(overlap_seconds);
    key.retires_at = Some(now);
    key.expires_at = Some(key.not_after.map_or(end, |own| own.min(end)));
    Ok(())
}

/// The end of a successor that is active from `activates_at` and has the same validity period as
/// `key`.
pub fn validity_from(key: &key::Model, activates_at: Timestamp) -> Option<Timestamp> {
    let length = key.not_after?.millis_since(key.activates_at);
    Some(Timestamp(activates_at.0.saturating_add(length).min(Timestamp::MAX.0)))
}

pub(super) fn not_active(key: &key::Model, now: Timestamp) -> PlanError {
    let state = match key.state(now) {
        State::Expired | State::Revoked => return ended(key, now),
        State::Pending => "pending",
        State::Active => "active",
        State::Retiring => "retiring",
    };
    PlanError::Precondition(format!("only an active key rotates; {} is {state}", key.kid))
}
