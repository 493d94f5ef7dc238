//! Sources of random bytes.

use aws_lc_rs::rand;

/// A source of random bytes for identifiers, secrets and sealing. Injected, so
/// that tests are reproducible.
pub trait Entropy: Send + Sync {
    /// Fills `out` with unpredictable bytes.
    fn fill(&self, out: &mut [u8]);
}

/// The generator of the crypto library, seeded by the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(
        clippy::expect_used,
        reason = "AWS-LC's RAND_bytes aborts rather than fails; to go on without randomness would be worse"
    )]
    #[expect(clippy::disallowed_methods, reason = "this is the source that is injected")]
    fn fill(&self, out: &mut [u8]) {
        rand::fill(out).expect("the system's random generator works");
    }
}
