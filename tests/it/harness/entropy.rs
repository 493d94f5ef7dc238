//! Random bytes that repeat from run to run.

use std::sync::atomic::{AtomicU64, Ordering};

use keyplane_auth::{Entropy, sha256};

/// SHA-256 over a seed and a counter. Two replicas of one world need two seeds, or they would
/// give the same identifiers.
pub(crate) struct SeededEntropy {
    seed: u64,
    counter: AtomicU64,
}

impl SeededEntropy {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, counter: AtomicU64::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let count = self.counter.fetch_add(1, Ordering::SeqCst);
            let block = sha256(&[self.seed.to_be_bytes(), count.to_be_bytes()].concat());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}
