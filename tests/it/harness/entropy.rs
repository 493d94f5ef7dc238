//! Reproducible random bytes, and a way to stop the thread that draws them.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
};

use keyplane_auth::{Entropy, sha256};
use tokio::sync::oneshot;

/// The name of the threads that make key pairs.
const FACTORY: &str = "key-factory";

/// SHA-256 over a seed and a counter. Two replicas of one world need two seeds, or they would
/// give the same identifiers.
pub(crate) struct SeededEntropy {
    seed: u64,
    counter: AtomicU64,
    gate: Mutex<Option<Gate>>,
}

/// The point at which the maker of a key pair stops.
struct Gate {
    reached: oneshot::Sender<()>,
    released: mpsc::Receiver<()>,
}

/// Holds back the next key pair until dropped.
pub(crate) struct HeldKeyPair {
    reached: oneshot::Receiver<()>,
    _release: mpsc::Sender<()>,
}

impl HeldKeyPair {
    /// Waits until a request waits for the pair; it has then made its first decisions.
    pub(crate) async fn is_waited_for(&mut self) {
        (&mut self.reached).await.unwrap();
    }
}

impl SeededEntropy {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, counter: AtomicU64::new(0), gate: Mutex::default() }
    }

    /// Stops the maker of the next key pair, which draws a serial number before it starts.
    pub(crate) fn hold_key_pair(&self) -> HeldKeyPair {
        let (reached, is_reached) = oneshot::channel();
        let (release, released) = mpsc::channel();
        *self.gate.lock().unwrap() = Some(Gate { reached, released });
        HeldKeyPair { reached: is_reached, _release: release }
    }

    fn pass_gate(&self) {
        if thread::current().name() != Some(FACTORY) {
            return;
        }
        let gate = self.gate.lock().unwrap().take();
        if let Some(gate) = gate {
            let _ = gate.reached.send(());
            // An error says that the other end was dropped: the release.
            let _ = gate.released.recv();
        }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, out: &mut [u8]) {
        self.pass_gate();
        for chunk in out.chunks_mut(32) {
            let count = self.counter.fetch_add(1, Ordering::SeqCst);
            let block = sha256(&[self.seed.to_be_bytes(), count.to_be_bytes()].concat());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}
