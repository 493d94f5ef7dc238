use proptest::prelude::*;

use super::{at, key, ring};
use crate::key::{Custody, Model, State};

prop_compose! {
    fn any_key()(
        number in 1_u128..1000,
        times in proptest::array::uniform3(0_i64..100),
        ends in any::<(bool, bool, bool)>(),
        revoked in 0_i64..100,
        server in any::<bool>(),
        algorithm in prop_oneof![Just("RS256"), Just("ES256")],
    ) -> Model {
        let mut times = times;
        times.sort_unstable();
        let mut key = key(number, times[0]);
        key.expires_at = ends.0.then(|| at(times[2]));
        key.retires_at = (ends.0 && ends.1).then(|| at(times[1]));
        key.revoked_at = ends.2.then(|| at(revoked));
        key.custody = if server { Custody::Server } else { Custody::Holder };
        key.algorithm = algorithm.into();
        key
    }
}

proptest! {
    #[test]
    fn without_an_operation_time_alone_never_moves_a_state_backwards(
        key in any_key(), early in 0_i64..120, later in 0_i64..120,
    ) {
        prop_assert!(key.state(at(early)) <= key.state(at(early + later)));
    }

    #[test]
    fn every_key_that_signs_is_accepted_and_has_not_ended(key in any_key(), now in 0_i64..120) {
        if key.can_sign(at(now)) {
            prop_assert!(key.is_accepted(at(now)) && !key.state(at(now)).has_ended());
        }
    }

    #[test]
    fn there_is_at_most_one_signer_and_it_is_the_newest_of_the_policys_algorithm(
        keys in proptest::collection::vec(any_key(), 0..6), now in 0_i64..120,
    ) {
        let ring = ring(keys);
        let able: Vec<_> = ring.keys.iter().filter(|key| key.can_sign(at(now))).collect();
        let Some(signer) = ring.signer(at(now)) else {
            prop_assert!(able.is_empty());
            return Ok(());
        };
        prop_assert!(signer.can_sign(at(now)));
        for other in able {
            let preferred = other.algorithm == "RS256";
            prop_assert!(!preferred || signer.algorithm == "RS256");
            if other.algorithm == signer.algorithm {
                prop_assert!(other.activates_at <= signer.activates_at);
            }
        }
    }

    #[test]
    fn a_state_lasts_until_the_next_change_that_is_foretold(key in any_key(), now in 0_i64..120) {
        let change = key.next_change(at(now)).unwrap_or(at(1000));
        for second in now..200 {
            if at(second) < change {
                prop_assert_eq!(key.state(at(second)), key.state(at(now)));
            }
        }
    }
}

#[test]
fn the_first_rule_that_applies_decides() {
    let mut key = key(1, 10);
    assert_eq!(key.state(at(9)), State::Pending);
    assert_eq!(key.state(at(10)), State::Active);
    key.retires_at = Some(at(20));
    key.expires_at = Some(at(30));
    assert_eq!(key.state(at(20)), State::Retiring);
    assert_eq!(key.state(at(30)), State::Expired);
    key.revoked_at = Some(at(40));
    assert_eq!(key.state(at(5)), State::Revoked);
}
