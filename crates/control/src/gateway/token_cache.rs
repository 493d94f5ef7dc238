//! The genuine tokens that were seen, by the digests of their texts.

use std::sync::Arc;

use keyplane_entity::id::ProjectId;
use moka::sync::Cache;

use super::GenuineToken;

/// The most memory of all tokens, in bytes; those that are used least go first.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// What the cache itself needs for each, roughly.
const OVERHEAD: usize = 256;

/// A token is genuine in its project alone. The digest is a hash already, but of a text that the
/// sender chose, so it is hashed again, under a key.
type Key = (ProjectId, [u8; 32]);

/// Genuine tokens. What is here never becomes wrong, so nothing is ever dropped but to save memory.
pub(crate) struct TokenCache(Cache<Key, Arc<GenuineToken>>);

impl Default for TokenCache {
    fn default() -> Self {
        let weigh = |_: &Key, token: &Arc<GenuineToken>| {
            u32::try_from(OVERHEAD + token.weight()).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(MAX_BYTES).weigher(weigh).build())
    }
}

impl TokenCache {
    pub(super) fn get(&self, project: ProjectId, digest: [u8; 32]) -> Option<Arc<GenuineToken>> {
        self.0.get(&(project, digest))
    }

    pub(super) fn keep(&self, project: ProjectId, digest: [u8; 32], token: &Arc<GenuineToken>) {
        self.0.insert((project, digest), Arc::clone(token));
    }
}
