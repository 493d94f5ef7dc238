//! The handle of the use cases of projects.

use crate::{known::Known, operate::keys::Factory};

/// Creates, changes and deletes projects.
#[derive(Clone)]
pub struct Projects {
    pub(super) known: Known,
    pub(super) factory: Factory,
}

impl Projects {
    pub(crate) fn new(known: Known, factory: Factory) -> Self {
        Self { known, factory }
    }
}
