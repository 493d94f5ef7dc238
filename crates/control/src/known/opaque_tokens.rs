//! Opaque access tokens.

use std::sync::Arc;

use keyplane_auth::{AccessTokenClaims, SecretKind, sha256};
use keyplane_entity::{id::ProjectId, opaque_token};
use sea_orm::{ColumnTrait, QueryFilter};

use super::handle::Known;
use crate::{error::Error, store::database::sole};

impl Known {
    /// The claims of an opaque token of a project, which may have ended or been revoked since;
    /// `None` if it never existed, was revoked before it was looked up, or was swept.
    pub(crate) async fn opaque_claims(
        &self,
        project: ProjectId,
        token: &str,
    ) -> Result<Option<Arc<AccessTokenClaims>>, Error> {
        let place = (project, sha256(token.as_bytes()));
        if let Some(claims) = self.inner.opaque.get(place) {
            return Ok(Some(claims));
        }

        let Some(row) = self.opaque_token(project, token).await? else { return Ok(None) };
        let claims = stored_claims(&row)?;
        Ok(Some(self.inner.opaque.keep(place, claims, row.claims.len())))
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
        // Boxed, so that a request about another token does not carry the statement.
        Box::pin(self.look_up_opaque(project, sha256(token.as_bytes()))).await
    }

    async fn look_up_opaque(
        &self,
        project: ProjectId,
        digest: [u8; 32],
    ) -> Result<Option<opaque_token::Model>, Error> {
        let query = opaque_token::Entity::in_project(project)
            .filter(opaque_token::Column::Digest.eq(digest.to_vec()));

        let _permit = self.cold_lookup().await?;
        Ok(sole(query, self.store().read()).await?)
    }
}

/// The claims of an opaque token.
pub(crate) fn stored_claims(row: &opaque_token::Model) -> Result<AccessTokenClaims, Error> {
    serde_json::from_str(&row.claims).map_err(|error| Error::internal("stored token", error))
}
