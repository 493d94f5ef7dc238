//! The handle of the use cases of keys.

use super::factory::Factory;
use crate::known::Known;

/// Generates, imports, changes, rotates, revokes and exports keys of every purpose.
#[derive(Clone)]
pub struct Keys {
    pub(super) known: Known,
    pub(super) factory: Factory,
}

impl Keys {
    pub(crate) fn new(known: Known, factory: Factory) -> Self {
        Self { known, factory }
    }

    /// The number of key pairs that wait to be made, by the lane in which they wait.
    pub(crate) fn waiting_pairs(&self) -> [(&'static str, u64); 2] {
        self.factory.waiting()
    }
}
