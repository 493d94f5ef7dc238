use proptest::prelude::*;
use uuid::Uuid;

use super::{super::SuccessorRequest, at, key, ring};
use crate::{
    Timestamp,
    id::KeyId,
    key::{Model, State},
    lifecycle::{LEEWAY_SECONDS, PlanError, Ring, Times, Wanted},
};

/// What an operator, a setting or the schedule may do.
#[derive(Clone, Debug)]
enum Operation {
    Wait(i64),
    Generate { wish: SuccessorRequest, algorithm: &'static str },
    Rotate { which: usize, wish: SuccessorRequest },
    Revoke(usize),
    SetEnd { which: usize, end: Option<i64> },
    RaiseLifetime(i64),
    Algorithm(&'static str),
    Period(Option<i64>),
}

const DAY: i64 = 86_400;

fn algorithm() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("RS256"), Just("ES256")]
}

prop_compose! {
    // Offsets from now, in seconds; made absolute when the operation runs.
    fn wish()(
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
        2 => (wish(), algorithm())
            .prop_map(|(wish, algorithm)| Operation::Generate { wish, algorithm }),
        3 => (any::<usize>(), wish()).prop_map(|(which, wish)| Operation::Rotate { which, wish }),
        2 => any::<usize>().prop_map(Operation::Revoke),
        2 => (any::<usize>(), proptest::option::of(-DAY..10 * DAY))
            .prop_map(|(which, end)| Operation::SetEnd { which, end }),
        1 => (60_i64..3 * DAY).prop_map(Operation::RaiseLifetime),
        1 => algorithm().prop_map(Operation::Algorithm),
        1 => proptest::option::of(2 * DAY..20 * DAY).prop_map(Operation::Period),
    ]
}

struct World {
    ring: Ring,
    now: i64,
    made: u128,
}

impl World {
    fn new() -> Self {
        let mut world = Self { ring: ring(Vec::new()), now: 1_000_000, made: 0 };
        world.settle();
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

    /// What a use-case does after each change, and the schedule at any time.
    fn settle(&mut self) {
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

    fn absolute(&self, wish: &SuccessorRequest) -> SuccessorRequest {
        let shift = |offset: Timestamp| at(self.now + offset.seconds());
        SuccessorRequest {
            activates_at: wish.activates_at.map(shift),
            not_after: wish.not_after.map(shift),
            ..*wish
        }
    }

    /// Runs an operation as a transaction: refused, nothing has happened.
    fn run(&mut self, operation: Operation) {
        let before = self.ring.clone();
        if self.change(operation).is_err() {
            self.ring = before;
        } else {
            self.settle();
        }
    }

    fn change(&mut self, operation: Operation) -> Result<(), PlanError> {
        let now = self.now();
        match operation {
            Operation::Wait(_) => Ok(()),
            Operation::Generate { wish, algorithm } => {
                let times = self.ring.plan_new(&self.absolute(&wish), now)?;
                let new = self.make(times, algorithm, None);
                self.ring.add(new, now)
            }
            Operation::Rotate { which, wish } => {
                let id = self.which(which);
                let times = self.ring.plan_successor(id, &self.absolute(&wish), now)?;
                let algorithm = self.ring.get(id).map(|key| key.algorithm.clone());
                let new = self.make(times, &algorithm.unwrap_or_default(), Some(id));
                self.ring.add(new, now)
            }
            Operation::Revoke(which) => self.ring.revoke(self.which(which), now),
            Operation::SetEnd { which, end } => {
                let end = end.map(|offset| at(self.now + offset));
                self.ring.set_end(self.which(which), end, now)
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
    fn whatever_operators_do_the_rules_hold(operations in proptest::collection::vec(operation(), 1..40)) {
        let mut world = World::new();
        for operation in operations {
            if let Operation::Wait(seconds) = operation {
                // The schedule runs every few minutes at the latest.
                let end = world.now + seconds;
                while world.now < end {
                    world.now = (world.now + 300).min(end);
                    world.settle();
                }
            }
            let before = world.ring.keys.clone();
            world.run(operation);
            check(&before, &world)?;
        }
    }
}
