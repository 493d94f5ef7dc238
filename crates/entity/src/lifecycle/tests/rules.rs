use super::{super::SuccessorRequest, at, key, ring};
use crate::{
    id::KeyId,
    key::{Custody, Model, Origin, Purpose, State},
    lifecycle::{EndRequest, PlanError, Ring, Times, hand_over, set_end},
};

const NOW: i64 = 1_000_000;
const DAY: i64 = 86_400;

fn successor(ring: &mut Ring, of: KeyId, times: Times) -> KeyId {
    let mut next = key(99, 0);
    next.predecessor_id = Some(of);
    next.activates_at = times.activates_at;
    next.not_after = times.not_after;
    let id = next.id;
    ring.add(next, at(NOW)).expect("it fits");
    id
}

fn rotated() -> (Ring, KeyId, KeyId) {
    let mut ring = ring(vec![key(1, 0)]);
    let first = ring.keys[0].id;
    let times =
        ring.plan_successor(first, &SuccessorRequest::default(), at(NOW)).expect("it rotates");
    let second = successor(&mut ring, first, times);
    (ring, first, second)
}

/// Asks for the end at `seconds`.
pub(super) fn end(seconds: i64) -> EndRequest {
    EndRequest { not_after: Some(at(seconds)), ..EndRequest::default() }
}

fn get(ring: &Ring, id: KeyId) -> &Model {
    ring.get(id).expect("it is there")
}

#[test]
fn a_successor_is_published_a_day_ahead_and_its_predecessor_retires_for_it() {
    let (ring, first, second) = rotated();
    assert_eq!(get(&ring, second).activates_at, at(NOW + DAY));
    assert_eq!(get(&ring, first).retires_at, Some(at(NOW + DAY)));
    // The longest token, a cached JWKS and the leeway.
    assert_eq!(get(&ring, first).expires_at, Some(at(NOW + DAY + 1800 + 300 + 60)));
}

#[test]
fn a_key_has_at_most_one_successor_and_the_refusal_names_it() {
    let (ring, first, _) = rotated();
    let refusal = ring.plan_successor(first, &SuccessorRequest::default(), at(NOW));
    assert!(matches!(refusal, Err(PlanError::Precondition(text)) if text.contains("99")));
}

#[test]
fn revoking_a_pending_successor_restores_its_predecessor() {
    let (mut ring, first, second) = rotated();
    ring.revoke(second, at(NOW + 10)).expect("it is revoked");
    assert_eq!((get(&ring, first).retires_at, get(&ring, first).expires_at), (None, None));
    assert!(ring.plan_successor(first, &SuccessorRequest::default(), at(NOW + 10)).is_ok());
}

#[test]
fn revoking_the_only_signer_activates_its_pending_successor_at_once() {
    let (mut ring, first, second) = rotated();
    ring.revoke(first, at(NOW + 10)).expect("it is revoked");
    assert_eq!(ring.repair(at(NOW + 10)), Ok(None));
    assert_eq!(ring.signer(at(NOW + 10)).map(|key| key.id), Some(second));
}

#[test]
fn revoking_the_only_signer_without_a_successor_wants_another_key_now() {
    let mut ring = ring(vec![key(1, 0)]);
    let id = ring.keys[0].id;
    ring.revoke(id, at(NOW)).expect("it is revoked");
    let wanted = ring.repair(at(NOW)).expect("no refusal").expect("a key is wanted");
    assert_eq!((wanted.predecessor, wanted.times.activates_at), (Some(id), at(NOW)));
}

#[test]
fn another_algorithm_waits_its_turn_while_the_old_key_signs() {
    let mut ring = ring(vec![key(1, 0)]);
    ring.policy.algorithm = "ES256".into();
    let wanted = ring.repair(at(NOW)).expect("no refusal").expect("a key is wanted");
    assert_eq!((&*wanted.algorithm, wanted.times.activates_at), ("ES256", at(NOW + DAY)));
    assert_eq!(ring.signer(at(NOW)).map(|key| &*key.algorithm), Some("RS256"));
}

#[test]
fn the_schedule_makes_the_successor_so_that_it_signs_when_the_period_is_over() {
    let mut ring = ring(vec![key(1, NOW)]);
    ring.policy.rotation_period_seconds = Some(30 * DAY);
    assert_eq!(ring.repair(at(NOW + 29 * DAY - 1)), Ok(None));
    let wanted = ring.repair(at(NOW + 29 * DAY)).expect("no refusal").expect("a key is wanted");
    assert_eq!(wanted.times.activates_at, at(NOW + 30 * DAY));
    assert_eq!(ring.next_rotation_at(at(NOW)), Some(at(NOW + 30 * DAY)));
}

#[test]
fn sooner_than_the_publish_ahead_needs_force_and_a_reason() {
    let ring = ring(vec![key(1, 0)]);
    let plan = |force, has_reason, start| {
        let activates_at = Some(at(start));
        let request = SuccessorRequest { activates_at, not_after: None, force, has_reason };
        ring.plan_successor(ring.keys[0].id, &request, at(NOW)).map(|times| times.activates_at)
    };
    assert!(plan(false, true, NOW + 60).is_err());
    assert!(plan(true, false, NOW + 60).is_err());
    assert_eq!(plan(true, true, NOW + 60), Ok(at(NOW + 60)));
    assert_eq!(plan(true, true, NOW - 60), Ok(at(NOW)), "a minute ago counts as now");
    assert!(plan(true, true, NOW - 61).is_err());
}

#[test]
fn a_key_with_an_end_retires_so_early_that_each_token_can_be_verified() {
    let mut ring = ring(vec![key(1, 0)]);
    let id = ring.keys[0].id;
    ring.set_end(id, &end(NOW + 10 * DAY), at(NOW)).expect("it is far enough");
    assert_eq!(get(&ring, id).retires_at, Some(at(NOW + 10 * DAY - 2160)));
    let near = ring.set_end(id, &end(NOW + 2160), at(NOW));
    assert!(matches!(near, Err(PlanError::Input { field: "expiresAt", .. })));
}

#[test]
fn longer_tokens_are_refused_where_a_keys_end_is_too_near_for_them() {
    let mut ring = ring(vec![key(1, 0)]);
    let id = ring.keys[0].id;
    ring.set_end(id, &end(NOW + 3 * DAY), at(NOW)).expect("it is far enough");
    // Two days of tokens, a cached JWKS and the leeway leave the publish-ahead.
    assert!(ring.clone().raise_token_lifetime(2 * DAY - 360, at(NOW)).is_ok());
    for seconds in [2 * DAY - 359, 4 * DAY] {
        let refusal = ring.clone().raise_token_lifetime(seconds, at(NOW));
        let told =
            matches!(refusal, Err(PlanError::Precondition(text)) if text.contains("rotate it"));
        assert!(told, "{seconds}");
    }
}

#[test]
fn only_an_active_key_that_was_made_here_rotates() {
    let mut imported = key(1, 0);
    imported.origin = Origin::Imported;
    imported.custody = Custody::Holder;
    let pending = key(2, NOW + 10);
    let ring = ring(vec![imported, pending]);
    for (at_index, word) in [(0, "imported"), (1, "pending")] {
        let id = ring.keys[at_index].id;
        let refusal = ring.plan_successor(id, &SuccessorRequest::default(), at(NOW));
        assert!(matches!(refusal, Err(PlanError::Precondition(text)) if text.contains(word)));
    }
}

#[test]
fn a_predecessor_in_the_overlap_is_accepted_until_the_overlap_or_its_own_end() {
    let mut key = key(1, 0);
    key.purpose = Purpose::Application;
    let mut short = key.clone();
    short.not_after = Some(at(NOW + 10));
    short.expires_at = short.not_after;
    hand_over(&mut key, 3600, at(NOW)).expect("it is active");
    hand_over(&mut short, 3600, at(NOW)).expect("it is active");
    assert_eq!((key.state(at(NOW)), key.expires_at), (State::Retiring, Some(at(NOW + 3600))));
    assert_eq!(short.expires_at, Some(at(NOW + 10)));
    assert!(hand_over(&mut key, 3600, at(NOW)).is_err());
}

#[test]
fn a_retiring_keys_end_may_only_come_nearer_and_an_ended_key_does_not_change() {
    let mut key = key(1, 0);
    key.purpose = Purpose::Application;
    hand_over(&mut key, 3600, at(NOW)).expect("it is active");
    assert!(set_end(&mut key, None, None, Some(at(NOW + 3601)), at(NOW)).is_err());
    assert!(set_end(&mut key, None, None, None, at(NOW)).is_err());
    assert!(set_end(&mut key, None, None, Some(at(NOW + 60)), at(NOW)).is_ok());
    assert!(set_end(&mut key, None, None, Some(at(NOW + 30)), at(NOW + 61)).is_err());
}
