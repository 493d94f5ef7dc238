//! No key signs before verifiers can know it, unless it was forced.

use super::{at, key, ring, rules::end};
use crate::{
    key::Model,
    lifecycle::{EndRequest, PlanError, Ring, SuccessorRequest, Wanted},
};

const NOW: i64 = 1_000_000;
const DAY: i64 = 86_400;
/// What the last token, a cached JWKS and the leeway take after the last signature, in seconds.
const TAIL: i64 = 1800 + 300 + 60;

fn refusal<T>(outcome: Result<T, PlanError>) -> String {
    match outcome {
        Err(PlanError::Precondition(text)) => text,
        Err(other) => panic!("another refusal: {other}"),
        Ok(_) => panic!("not refused"),
    }
}

fn wanted(ring: &mut Ring) -> Option<Wanted> {
    ring.repair(at(NOW)).expect("a repair is never refused")
}

/// A key that stops signing at `retires`.
fn ending(number: u128, activates: i64, retires: i64) -> Model {
    Model {
        not_after: Some(at(retires + TAIL)),
        expires_at: Some(at(retires + TAIL)),
        retires_at: Some(at(retires)),
        ..key(number, activates)
    }
}

#[test]
fn the_signer_gets_no_end_before_a_successor_can_be_known_and_the_refusal_names_the_earliest() {
    let mut ring = ring(vec![key(1, 0)]);
    let id = ring.keys[0].id;
    let earliest = NOW + DAY + TAIL;
    let text = refusal(ring.clone().set_end(id, &end(earliest - 1), at(NOW)));
    assert!(text.contains(&at(earliest).to_string()), "{text}");

    ring.set_end(id, &end(earliest), at(NOW)).expect("the earliest end is taken");
    let next = wanted(&mut ring).expect("its successor is made at once");
    assert_eq!((next.predecessor, next.times.activates_at), (Some(id), at(NOW + DAY)));
}

#[test]
fn with_force_and_a_reason_the_signers_end_may_be_as_near_as_its_tokens_allow() {
    let mut ring = ring(vec![key(1, 0)]);
    let id = ring.keys[0].id;
    let near = |has_reason| EndRequest { force: true, has_reason, ..end(NOW + TAIL + 60) };
    let without = ring.clone().set_end(id, &near(false), at(NOW));
    assert!(matches!(without, Err(PlanError::Input { field: "reason", .. })));
    ring.set_end(id, &near(true), at(NOW)).expect("it is forced");
    let next = wanted(&mut ring).expect("its successor is made at once");
    assert_eq!(next.times.activates_at, at(NOW + 60));
}

#[test]
fn a_key_that_others_stand_in_for_may_end_soon() {
    let mut ring = ring(vec![key(1, 0), key(2, NOW - 10)]);
    let id = ring.keys[1].id;
    ring.set_end(id, &end(NOW + TAIL + 1), at(NOW)).expect("the first key signs on");
    assert_eq!(wanted(&mut ring), None);
    // Now the first one is the last.
    let first = ring.keys[0].id;
    refusal(ring.set_end(first, &end(NOW + TAIL + 1), at(NOW)));
}

#[test]
fn an_end_that_a_pending_key_covers_needs_no_other_successor() {
    let mut ring = ring(vec![key(1, 0), key(2, NOW + 3600)]);
    let id = ring.keys[0].id;
    let text = refusal(ring.clone().set_end(id, &end(NOW + 3599 + TAIL), at(NOW)));
    assert!(text.contains(&at(NOW + 3600 + TAIL).to_string()), "{text}");
    ring.set_end(id, &end(NOW + 3600 + TAIL), at(NOW)).expect("the pending key takes over");
    assert_eq!(wanted(&mut ring), None);
}

#[test]
fn a_pending_key_that_stops_right_after_it_starts_gets_its_successor_in_time() {
    let mut ring = ring(vec![ending(1, 0, NOW + DAY)]);
    let mut next = ending(2, NOW + DAY, NOW + DAY + 1);
    next.predecessor_id = Some(ring.keys[0].id);
    ring.keys.push(next);
    let wanted = wanted(&mut ring).expect("the second key's successor is due now");
    assert_eq!(wanted.predecessor, Some(ring.keys[1].id));
    assert_eq!(wanted.times.activates_at, at(NOW + DAY));
}

#[test]
fn a_key_that_ends_soon_is_rotated_with_force_only() {
    let ring = ring(vec![ending(1, 0, NOW + 600), key(2, 0)]);
    let id = ring.keys[0].id;
    let plan = |request| ring.plan_successor(id, &request, at(NOW)).map(|times| times.activates_at);
    let text = refusal(plan(SuccessorRequest::default()));
    assert!(text.contains("signs only until"), "{text}");
    let request = SuccessorRequest { force: true, has_reason: true, ..SuccessorRequest::default() };
    assert_eq!(plan(request), Ok(at(NOW)));
}

#[test]
fn a_key_of_another_algorithm_is_published_ahead_also_when_the_signer_ends_sooner() {
    let mut ring = ring(vec![ending(1, 0, NOW + 600), key(2, 0)]);
    ring.keys[0].algorithm = "ES256".into();
    ring.policy.algorithm = "EdDSA".into();
    let wanted = wanted(&mut ring).expect("the algorithm has no key");
    assert_eq!((&*wanted.algorithm, wanted.times.activates_at), ("EdDSA", at(NOW + DAY)));
}

#[test]
fn a_key_is_published_for_as_long_as_the_max_age_that_the_jwks_had_before() {
    let mut ring = ring(vec![key(1, 0)]);
    ring.policy.publish_ahead_seconds = 900;
    ring.policy.jwks_max_age_seconds = 3600;
    ring.policy.jwks_cached_until = Some(ring.policy.cached_until(at(NOW)));
    ring.policy.jwks_max_age_seconds = 60;
    let plan = |now| {
        let times = ring.plan_new(&SuccessorRequest::default(), at(now));
        times.expect("it is planned").activates_at
    };
    assert_eq!(plan(NOW), at(NOW + 3660));
    assert_eq!(plan(NOW + 3000), at(NOW + 3900));
}

#[test]
fn a_pending_successor_can_be_revoked_however_near_its_predecessors_end_is() {
    let mut first = ending(1, 0, NOW + 100);
    first.retires_at = Some(at(NOW + 350));
    let mut next = key(2, NOW + 350);
    next.predecessor_id = Some(first.id);
    let mut ring = ring(vec![first, next]);
    let id = ring.keys[1].id;
    ring.revoke(id, at(NOW + 200)).expect("a revocation is never refused");
    // Its last token still ends before it does.
    assert_eq!(ring.keys[0].retires_at, Some(at(NOW + 100 + 300)));
}
