//! The handle of the inspector.

use crate::{
    known::Known,
    serve::{federation::OutsideTokens, guard::Guard},
    store::Store,
};

/// Judges tokens and reports every check.
#[derive(Clone)]
pub struct Inspector {
    pub(super) store: Store,
    pub(super) known: Known,
    pub(super) guard: Guard,
    pub(super) outside: OutsideTokens,
    /// How far clocks may differ at the gateway check, in seconds.
    pub(super) leeway_seconds: i64,
}

impl Inspector {
    pub(crate) fn new(
        store: Store,
        known: Known,
        guard: Guard,
        outside: OutsideTokens,
        leeway_seconds: i64,
    ) -> Self {
        Self { store, known, guard, outside, leeway_seconds }
    }
}
