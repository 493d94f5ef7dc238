//! Verifiers that respect the cache headers of the JWKS always know the signing key, unless an
//! operator forces a change with a reason or revokes a key.

mod dice;
mod ends;
mod steps;
mod walk;

use self::walk::Walk;
use crate::harness::on_both;

/// Number of seeds; each is a separate walk in its own project.
const SEEDS: u64 = 3;
/// Number of changes in one walk. Time passes between them.
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
