//! Verifiers that honour the JWKS's cache headers know each key that signs, whatever operators do,
//! unless they forced it with a reason or revoked a key.

mod dice;
mod ends;
mod steps;
mod walk;

use self::walk::Walk;
use crate::harness::on_both;

/// Each seed is a walk of its own, in a project of its own.
const SEEDS: u64 = 3;
/// What operators do in one walk. Time passes between all of it.
const STEPS: usize = 40;

on_both! {
    async fn a_verifier_that_honours_cache_headers_knows_each_key_that_signs_whatever_operators_do(world: World) {
        for seed in 1..=SEEDS {
            let mut walk = Walk::start(&world, seed).await;
            for _ in 0..STEPS {
                walk.step().await;
            }
            assert!(walk.changes > STEPS / 4, "seed {seed}: nearly all steps were refused");
        }
    }
}
