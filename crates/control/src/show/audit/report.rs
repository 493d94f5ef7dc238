//! The result of a verification.

use keyplane_auth::JwkSet;
use keyplane_entity::Scope;

use crate::store::audit::{AuditFault, ChainCheck};

/// The result for one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainReport {
    /// The scope of the chain.
    pub scope: Scope,
    /// The project's slug, as the source tells it; `None` for the instance, and if it is not known.
    pub slug: Option<String>,
    /// Number of the first verified event.
    pub from: i64,
    /// How many events fit.
    pub events: u64,
    /// Number of the last event that fits; `from - 1` if there is none.
    pub sequence: i64,
    /// Its hash; empty if there is none.
    pub hash: String,
    /// How many checkpoints fit.
    pub checkpoints: u64,
    /// Number of the last event that a fitting checkpoint names; 0 without one.
    pub checkpoint_sequence: i64,
    /// Checkpoints of a stream whose event is too far back to be compared.
    pub unchecked: u64,
    /// The first fault; `None` if the chain fits.
    pub fault: Option<AuditFault>,
}

/// The result of a verification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// The chains, in the order of the source.
    pub chains: Vec<ChainReport>,
    /// Key IDs that checkpoints were verified with.
    pub kids: Vec<String>,
    /// The first fault of the file itself; `None` for a database.
    pub fault: Option<AuditFault>,
    /// Lines of a stream that a crash cut off.
    pub torn_lines: u64,
}

impl AuditReport {
    /// Whether everything fits.
    pub fn holds(&self) -> bool {
        self.fault.is_none() && self.chains.iter().all(|chain| chain.fault.is_none())
    }
}

impl ChainReport {
    pub(super) fn new(check: ChainCheck, slug: Option<String>, fault: Option<AuditFault>) -> Self {
        Self {
            scope: Scope::from_id(check.scope),
            slug,
            from: check.from,
            events: check.events,
            sequence: check.sequence,
            hash: check.hash,
            checkpoints: check.checkpoints,
            checkpoint_sequence: check.sealed,
            unchecked: check.unchecked,
            fault,
        }
    }
}

/// The key IDs of a JWK Set.
pub(super) fn kids(keys: &JwkSet) -> Vec<String> {
    keys.keys.iter().filter_map(|key| key.common.key_id.clone()).collect()
}
