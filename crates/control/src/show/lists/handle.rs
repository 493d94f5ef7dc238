//! The handles of lists and look-ups.

use crate::{known::Known, store::Store};

/// Lists what an actor sees, page by page.
#[derive(Clone)]
pub struct Lists {
    pub(super) store: Store,
}

impl Lists {
    pub(crate) fn new(store: Store) -> Self {
        Self { store }
    }
}

/// Finds rows by their IDs and names, many at once.
#[derive(Clone)]
pub struct Lookups {
    pub(in crate::show) store: Store,
    pub(super) known: Known,
}

impl Lookups {
    pub(crate) fn new(known: Known) -> Self {
        Self { store: known.store().clone(), known }
    }
}
