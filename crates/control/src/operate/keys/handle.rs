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
}
