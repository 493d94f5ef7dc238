//! The handle of the use cases of projects.

use crate::{known::Known, operate::keys::Factory, store::Store};

/// Creates, changes and deletes projects.
#[derive(Clone)]
pub struct Projects {
    pub(super) store: Store,
    pub(super) known: Known,
    pub(super) factory: Factory,
}

impl Projects {
    pub(crate) fn new(store: Store, known: Known, factory: Factory) -> Self {
        Self { store, known, factory }
    }
}
