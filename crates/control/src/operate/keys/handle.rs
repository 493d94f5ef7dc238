//! The handle of the use cases of keys.

use super::factory::Factory;
use crate::{known::Known, store::Store};

/// Generates, imports, changes, rotates, revokes and exports keys of every purpose.
#[derive(Clone)]
pub struct Keys {
    pub(super) store: Store,
    pub(super) known: Known,
    pub(super) factory: Factory,
}

impl Keys {
    pub(crate) fn new(store: Store, known: Known, factory: Factory) -> Self {
        Self { store, known, factory }
    }
}
