//! The claims of opaque tokens in memory.

use std::sync::Arc;

use keyplane_auth::AccessTokenClaims;
use keyplane_entity::id::ProjectId;
use quick_cache::{Weighter, sync::Cache};

use crate::figures::{CacheFigures, figures_of};

/// A token of a project, by its SHA-256.
pub(super) type TokenPlace = (ProjectId, [u8; 32]);

/// Maximum memory of the claims that are kept, in bytes; the least used are dropped first.
const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// Approximate number of tokens that this holds.
const USUAL_TOKENS: usize = 16_000;
/// Approximate overhead of the cache and the allocator for each token, in bytes.
const OVERHEAD: usize = 400;

/// Claims of opaque tokens, by project and digest. What a token says never changes; whether it was
/// revoked is asked apart, as with a JWT.
pub(super) struct OpaqueTokens(Cache<TokenPlace, Kept, ClaimsWeight>);

#[derive(Clone)]
struct Kept {
    claims: Arc<AccessTokenClaims>,
    /// Approximate size in memory, in bytes.
    size: usize,
}

impl Kept {
    /// `stored`: length of the claims as JSON, in bytes.
    fn new(claims: AccessTokenClaims, stored: usize) -> Self {
        // A value of two bytes in a list takes 32 bytes in memory.
        let growth = if claims.carried.is_empty() { 2 } else { 16 };
        Self { claims: Arc::new(claims), size: OVERHEAD + growth * stored }
    }
}

#[derive(Clone, Copy)]
struct ClaimsWeight;

impl Weighter<TokenPlace, Kept> for ClaimsWeight {
    fn weight(&self, _: &TokenPlace, kept: &Kept) -> u64 {
        u64::try_from(kept.size).unwrap_or(u64::MAX)
    }
}

impl Default for OpaqueTokens {
    fn default() -> Self {
        Self(Cache::with_weighter(USUAL_TOKENS, MAX_BYTES, ClaimsWeight))
    }
}

impl OpaqueTokens {
    /// Its numbers.
    pub(super) fn figures(&self) -> CacheFigures {
        figures_of!("opaque_tokens", self.0)
    }
}

impl OpaqueTokens {
    /// The claims of the token with this digest, if they are in memory.
    pub(super) fn get(&self, place: TokenPlace) -> Option<Arc<AccessTokenClaims>> {
        self.0.get(&place).map(|kept| kept.claims)
    }

    /// Keeps claims. `stored`: their length as JSON, in bytes.
    pub(super) fn keep(
        &self,
        place: TokenPlace,
        claims: AccessTokenClaims,
        stored: usize,
    ) -> Arc<AccessTokenClaims> {
        let kept = Kept::new(claims, stored);
        self.0.insert(place, kept.clone());
        kept.claims
    }
}
