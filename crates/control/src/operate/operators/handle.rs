//! The handle of the use cases about operators' issuers.

use crate::{known::Known, operate::keys::Factory, outside::Outside};

/// Makes, changes and deletes operators' issuers and their rules, ends sessions, and blocks people.
#[derive(Clone)]
pub struct Operators {
    pub(super) known: Known,
    pub(super) factory: Factory,
    pub(super) outside: Outside,
}

impl Operators {
    pub(crate) fn new(known: Known, factory: Factory, outside: Outside) -> Self {
        Self { known, factory, outside }
    }
}
