use std::collections::HashSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::{
    super::{EndRequest, SuccessorRequest},
    at, key, ring,
};
use crate::{
    Timestamp,
    id::KeyId,
    key::{Model, State},
    lifecycle::{LEEWAY_SECONDS, PlanError, Ring, Times, Wanted},
};

/// An action of an operator, a setting or the schedule.
#[derive(Clone, Debug)]
enum Operation {
    Wait(i64),
    Generate { request: SuccessorRequest, algorithm: &'static str },
    Rotate { which: usize, request: SuccessorRequest },
    Revoke(usize),
    SetEnd { which: usize, end: Option<i64>, force: bool },
    RaiseLifetime(i64),
    Algorithm(&'static str),
    Period(Option<i64>),
    Policy { publish_ahead: i64, max_age: i64 },
}

const DAY: i64 = 86_400;

fn algorithm() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("RS256"), Just("ES256")]
}

prop_compose! {
    // Offsets from now, in seconds; made absolute when the operation runs.
    fn successor_request()(
        start in proptest::option::of(-100_i64..3 * DAY),
        end in proptest::option::of(0_i64..10 * DAY),
        force in any::<bool>(),
        has_reason in any::<bool>(),
    ) -> SuccessorRequest {
        SuccessorRequest {
            activates_at: start.map(Timestamp::from_seconds),
            not_after: end.map(Timestamp::from_seconds),
            force,
            has_reason,
        }
    }
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        4 => (1_i64..2 * DAY).prop_map(Operation::Wait),
        2 => (successor_request(), algorithm())
            .prop_map(|(request, algorithm)| Operation::Generate { request, algorithm }),
        3 => (any::<usize>(), successor_request()).prop_map(|(which, request)| Operation::Rotate { which, request }),
        2 => any::<usize>().prop_map(Operation::Revoke),
        // Often so near that the token lifetime leaves minutes for a successor.
        4 => (
            any::<usize>(),
            proptest::option::of(prop_oneof![-DAY..10 * DAY, 1800_i64..6 * 3600]),
            proptest::bool::weighted(0.2),
        )
            .prop_map(|(which, end, force)| Operation::SetEnd { which, end, force }),
        2 => (900_i64..2 * DAY, 60_i64..3600).prop_map(|(ahead, max_age)| {
            Operation::Policy { publish_ahead: ahead.max(2 * max_age), max_age }
        }),
        1 => (60_i64..3 * DAY).prop_map(Operation::RaiseLifetime),
        1 => algorithm().prop_map(Operation::Algorithm),
        1 => proptest::option::of(2 * DAY..20 * DAY).prop_map(Operation::Period),
    ]
}

struct World {
    ring: Ring,
    now: i64,
    made: u128,
    verifiers: Verifiers,
}

/// Verifiers that fetch the JWKS continually and cache each copy as long as allowed.
#[derive(Default)]
struct Verifiers {
    /// When each copy was fetched, and until when it is cached.
    copies: Vec<(Timestamp, Timestamp)>,
    /// Keys that sign sooner because an operator forced it or revoked a key.
    excused: HashSet<KeyId>,
}

impl Verifiers {
    /// One more verifier fetches the JWKS now.
    fn fetch(&mut self, ring: &Ring, now: Timestamp) {
        let pending = ring.keys.iter().filter(|key| key.state(now) == State::Pending);
        let until = now.plus_seconds(ring.policy.jwks_max_age_seconds);
        let until = pending.map(|key| key.activates_at).fold(until, Timestamp::min);
        self.copies.retain(|(_, until)| *until > now);
        self.copies.push((now, until));
    }

    /// Each verifier knows the key that signs now.
    fn check(&self, ring: &Ring, now: Timestamp) -> Result<(), TestCaseError> {
        let Some(signer) = ring.signer(now) else { return Ok(()) };
        let unknown = |(fetched, until): &&(Timestamp, Timestamp)| {
            *fetched < signer.created_at && now < *until
        };
        let unknown = self.copies.iter().find(unknown);
        let excused = self.excused.contains(&signer.id);
        prop_assert!(excused || unknown.is_none(), "{unknown:?} lacks {signer:?} at {now}");
        Ok(())
    }

    /// Excuses the keys whose start an operation made or moved.
    fn excuse(&mut self, before: &Ring, after: &Ring) {
        let start = |ring: &Ring, id| ring.get(id).map(|key| key.activates_at);
        let moved = |key: &&Model| start(before, key.id) != Some(key.activates_at);
        self.excused.extend(after.keys.iter().filter(moved).map(|key| key.id));
    }
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            ring: ring(Vec::new()),
            now: 1_000_000,
            made: 0,
            verifiers: Verifiers::default(),
        };
        world.repair_all();
        world
    }

    fn now(&self) -> Timestamp {
        at(self.now)
    }

    fn make(&mut self, times: Times, algorithm: &str, predecessor_id: Option<KeyId>) -> Model {
        self.made += 1;
        let mut new = key(self.made, 0);
        new.id = KeyId(Uuid::from_u128(self.made));
        new.algorithm = algorithm.into();
        new.predecessor_id = predecessor_id;
        new.created_at = self.now();
        new.activates_at = times.activates_at;
        new.not_after = times.not_after;
        new
    }

    /// Does what a use case does after each change, and the schedule at any time.
    fn repair_all(&mut self) {
        for _ in 0..10 {
            match self.ring.repair(self.now()).expect("a repair is never refused") {
                None => return,
                Some(Wanted { predecessor, algorithm, times }) => {
                    let new = self.make(times, &algorithm, predecessor);
                    self.ring.add(new, self.now()).expect("a wanted key fits");
                }
            }
        }
        panic!("the ring is never content");
    }

    fn which(&self, which: usize) -> KeyId {
        self.ring.keys[which % self.ring.keys.len()].id
    }

    fn absolute(&self, request: &SuccessorRequest) -> SuccessorRequest {
        let shift = |offset: Timestamp| at(self.now + offset.seconds());
        SuccessorRequest {
            activates_at: request.activates_at.map(shift),
            not_after: request.not_after.map(shift),
            ..*request
        }
    }

    /// Runs an operation as a transaction; a refused operation changes nothing.
    fn run(&mut self, operation: Operation) {
        let before = self.ring.clone();
        let excused = match &operation {
            Operation::Generate { request, .. } | Operation::Rotate { request, .. } => {
                request.force
            }
            Operation::SetEnd { force, .. } => *force,
            Operation::Revoke(_) => true,
            Operation::Wait(_)
            | Operation::RaiseLifetime(_)
            | Operation::Algorithm(_)
            | Operation::Period(_)
            | Operation::Policy { .. } => false,
        };

        if self.change(operation).is_err() {
            self.ring = before;
            return;
        }

        self.repair_all();
        if excused {
            self.verifiers.excuse(&before, &self.ring);
        }
    }

    fn change(&mut self, operation: Operation) -> Result<(), PlanError> {
        let now = self.now();

        match operation {
            Operation::Wait(_) => Ok(()),
            Operation::Generate { request, algorithm } => {
                let times = self.ring.plan_new(&self.absolute(&request), now)?;
                let new = self.make(times, algorithm, None);
                self.ring.add(new, now)
            }
            Operation::Rotate { which, request } => {
                let id = self.which(which);
                let times = self.ring.plan_successor(id, &self.absolute(&request), now)?;
                let algorithm = self.ring.get(id).map(|key| key.algorithm.clone());
                let new = self.make(times, &algorithm.unwrap_or_default(), Some(id));
                self.ring.add(new, now)
            }
            Operation::Revoke(which) => self.ring.revoke(self.which(which), now),
            Operation::SetEnd { which, end, force } => {
                let not_after = end.map(|offset| at(self.now + offset));
                let request = EndRequest { not_after, force, has_reason: true };
                self.ring.set_end(self.which(which), &request, now)
            }
            Operation::RaiseLifetime(seconds) => self.ring.raise_token_lifetime(seconds, now),
            Operation::Algorithm(algorithm) => {
                self.ring.policy.algorithm = algorithm.into();
                Ok(())
            }
            Operation::Period(seconds) => {
                self.ring.policy.rotation_period_seconds = seconds;
                Ok(())
            }
            Operation::Policy { publish_ahead, max_age } => {
                let policy = &mut self.ring.policy;
                if max_age < policy.jwks_max_age_seconds {
                    policy.jwks_cached_until = Some(policy.cached_until(now));
                }
                policy.publish_ahead_seconds = publish_ahead;
                policy.jwks_max_age_seconds = max_age;
                Ok(())
            }
        }
    }
}

fn check(before: &[Model], world: &World) -> Result<(), TestCaseError> {
    let now = world.now();
    prop_assert!(world.ring.signer(now).is_some(), "a project always has a signer");

    for key in &world.ring.keys {
        let starts = key.activates_at;
        prop_assert!(key.retires_at.is_none() || key.expires_at.is_some());
        prop_assert!(key.retires_at.is_none_or(|retires| starts <= retires));
        prop_assert!(key.retires_at.is_none_or(|retires| Some(retires) <= key.expires_at));
        if let (Some(retires), Some(expires), None) =
            (key.retires_at, key.expires_at, key.revoked_at)
        {
            let last_token = key.max_token_lifetime_seconds + LEEWAY_SECONDS;
            prop_assert!(retires.plus_seconds(last_token) <= expires, "no token outlives {key:?}");
        }
        let followers = world.ring.keys.iter().filter(|other| other.predecessor_id == Some(key.id));
        prop_assert!(followers.count() <= 1, "at most one successor");
    }

    for old in before {
        let new = world.ring.keys.iter().find(|key| key.id == old.id);
        let new = new.ok_or_else(|| TestCaseError::fail("a key is gone"))?;
        prop_assert!(old.state(now) <= new.state(now), "{old:?} became {new:?}");
        prop_assert!(old.max_token_lifetime_seconds <= new.max_token_lifetime_seconds);
        if old.state(now) == State::Retiring {
            prop_assert!(
                new.expires_at <= old.expires_at,
                "a retiring key's end only comes nearer"
            );
        }
        if matches!(old.state(now), State::Expired | State::Revoked) {
            prop_assert_eq!(old.revoked_at, new.revoked_at);
            prop_assert_eq!(old.expires_at, new.expires_at);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn whatever_operators_do_the_rules_hold_and_verifiers_know_each_key_that_signs(operations in proptest::collection::vec(operation(), 1..40)) {
        let mut world = World::new();
        for operation in operations {
            if let Operation::Wait(seconds) = operation {
                // The schedule runs every few minutes at the latest.
                let end = world.now + seconds;
                while world.now < end {
                    world.now = (world.now + 300).min(end);
                    world.repair_all();
                    world.verifiers.check(&world.ring, world.now())?;
                    world.verifiers.fetch(&world.ring, world.now());
                }
            }
            let before = world.ring.keys.clone();
            world.run(operation);
            check(&before, &world)?;
            world.verifiers.check(&world.ring, world.now())?;
            world.verifiers.fetch(&world.ring, world.now());
        }
    }
}
