//! Opaque access tokens.

use std::sync::Arc;

use keyplane_auth::{AccessTokenClaims, SecretKind, sha256};
use keyplane_entity::{id::ProjectId, opaque_token};
use quick_cache::{Weighter, sync::Cache};
use sea_orm::{ColumnTrait, QueryFilter};

use super::handle::Known;
use crate::{
    error::Error,
    figures::{CacheFigures, figures_of},
    store::database::sole,
};

/// Maximum memory of the claims that are kept, in bytes; the least used are dropped first.
const MAX_BYTES: u64 = 16 * 1024 * 1024;
/// Approximate number of tokens that this holds.
const USUAL_TOKENS: usize = 16_000;
/// Approximate overhead of the cache and the allocator for each token, in bytes.
const OVERHEAD: usize = 400;

/// Claims of opaque tokens, by project and digest. What a token says never changes; whether it was
/// revoked is asked apart, as with a JWT.
pub(super) struct OpaqueTokens(Cache<(ProjectId, [u8; 32]), Kept, Weight>);

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
struct Weight;

impl Weighter<(ProjectId, [u8; 32]), Kept> for Weight {
    fn weight(&self, _: &(ProjectId, [u8; 32]), kept: &Kept) -> u64 {
        u64::try_from(kept.size).unwrap_or(u64::MAX)
    }
}

impl Default for OpaqueTokens {
    fn default() -> Self {
        Self(Cache::with_weighter(USUAL_TOKENS, MAX_BYTES, Weight))
    }
}

impl OpaqueTokens {
    /// Its numbers.
    pub(super) fn figures(&self) -> CacheFigures {
        figures_of!("opaque_tokens", self.0)
    }
}

impl Known {
    /// The claims of an opaque token of a project, which may have ended or been revoked since;
    /// `None` if it never existed, was revoked before it was looked up, or was swept.
    pub(crate) async fn opaque_claims(
        &self,
        project: ProjectId,
        token: &str,
    ) -> Result<Option<Arc<AccessTokenClaims>>, Error> {
        let kept = &self.inner.opaque.0;
        let place = (project, sha256(token.as_bytes()));
        if let Some(known) = kept.get(&place) {
            return Ok(Some(known.claims));
        }

        let Some(row) = self.opaque_token(project, token).await? else { return Ok(None) };
        let fresh = Kept::new(stored_claims(&row)?, row.claims.len());
        kept.insert(place, fresh.clone());
        Ok(Some(fresh.claims))
    }

    /// The row of an opaque token of a project; `None` if it never existed, was revoked or was
    /// swept. A text of another form costs no look-up.
    pub(crate) async fn opaque_token(
        &self,
        project: ProjectId,
        token: &str,
    ) -> Result<Option<opaque_token::Model>, Error> {
        if !SecretKind::OpaqueToken.is_possible(token) {
            return Ok(None);
        }
        let digest = sha256(token.as_bytes()).to_vec();
        let query = opaque_token::Entity::in_project(project)
            .filter(opaque_token::Column::Digest.eq(digest));

        let _permit = self.cold_lookup().await?;
        Ok(sole(query, self.store().read()).await?)
    }
}

/// The claims of an opaque token.
pub(crate) fn stored_claims(row: &opaque_token::Model) -> Result<AccessTokenClaims, Error> {
    serde_json::from_str(&row.claims).map_err(|error| Error::internal("stored token", error))
}
