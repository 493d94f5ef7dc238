//! The cache of genuine tokens, by the digests of their texts.

use std::sync::Arc;

use keyplane_entity::id::ProjectId;
use quick_cache::{Weighter, sync::Cache};

use super::genuine::GenuineToken;
use crate::figures::{CacheFigures, figures_of};

/// Maximum memory of all tokens, in bytes; the least used are dropped first.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Approximate overhead of the cache and the allocator for each token, in bytes.
const OVERHEAD: usize = 200;
/// Approximate number of tokens.
const USUAL_TOKENS: usize = 140_000;

/// A token is genuine in its project alone. The digest is a hash already, but of a text that the
/// sender chose, so it is hashed again, under a key.
type Key = (ProjectId, [u8; 32]);

/// Genuine tokens. An entry never becomes outdated, so entries are dropped only to save memory.
pub(crate) struct TokenCache(Cache<Key, Arc<GenuineToken>, Weight>);

#[derive(Clone, Copy)]
struct Weight;

impl Weighter<Key, Arc<GenuineToken>> for Weight {
    fn weight(&self, _: &Key, token: &Arc<GenuineToken>) -> u64 {
        u64::try_from(OVERHEAD + token.weight()).unwrap_or(u64::MAX)
    }
}

impl Default for TokenCache {
    fn default() -> Self {
        Self(Cache::with_weighter(USUAL_TOKENS, MAX_BYTES, Weight))
    }
}

impl TokenCache {
    pub(super) fn get(&self, project: ProjectId, digest: [u8; 32]) -> Option<Arc<GenuineToken>> {
        self.0.get(&(project, digest))
    }

    pub(super) fn keep(&self, project: ProjectId, digest: [u8; 32], token: &Arc<GenuineToken>) {
        self.0.insert((project, digest), Arc::clone(token));
    }

    /// Its numbers.
    pub(super) fn figures(&self) -> CacheFigures {
        figures_of!("tokens", self.0)
    }

    /// Logs how often tokens were found since the start, if any was looked up.
    pub(super) fn log(&self) {
        let cache = &self.0;
        let (hits, misses) = (cache.hits(), cache.misses());
        if hits + misses > 0 {
            tracing::debug!(
                token_cache.hits = hits,
                token_cache.misses = misses,
                token_cache.tokens = cache.len(),
                token_cache.bytes = cache.weight(),
                "tokens of the gateway check"
            );
        }
    }
}
