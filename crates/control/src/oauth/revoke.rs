//! The revocation endpoint (RFC 7009).

use keyplane_auth::{AccessTokenClaims, UnverifiedAccessToken};
use keyplane_entity::{Timestamp, opaque_token, project, revoked_token};
use sea_orm::{EntityTrait, IntoActiveModel, ModelTrait, sea_query::OnConflict};
use secrecy::{ExposeSecret, SecretString};

use super::{
    Credentials, OAuthError,
    introspect::{is_jwt, stored_claims},
};
use crate::{Control, Endpoint, Error, MAX_LEEWAY_SECONDS, cache::ScopeEntry};

/// A token to revoke.
#[derive(Debug)]
pub struct RevocationRequest {
    /// Client authentication of the caller.
    pub credentials: Credentials,
    /// The token.
    pub token: SecretString,
}

impl Control {
    /// Revokes a token of the calling client. Succeeds without effect if the token is unknown or
    /// has ended.
    pub async fn revoke_token(
        &self,
        slug: &str,
        request: &RevocationRequest,
    ) -> Result<(), OAuthError> {
        let found = self.issuer_entry(slug).await?;
        let (entry, project) = found.ok_or(OAuthError::UnknownIssuer)?;
        let endpoint = Endpoint::Revocation;
        let caller = self.prove_once(&entry, &project, endpoint, &request.credentials).await?;
        let caller = caller.application.id;
        let other = || OAuthError::UnauthorizedClient("the token is another client's".into());

        if !is_jwt(&request.token) {
            return match self.opaque_token(&project, &request.token).await? {
                None => Ok(()),
                Some(row) if row.application_id != caller => Err(other()),
                Some(row) => Ok(self.revoke(&project, &stored_claims(&row)?, Some(row)).await?),
            };
        }

        match self.signed_claims(&entry, &project, &request.token).await? {
            None => Ok(()),
            Some(claims) if claims.client_id != caller.to_string() => Err(other()),
            Some(claims) => Ok(self.revoke(&project, &claims, None).await?),
        }
    }

    /// The claims of a JWT of this project, expired or not.
    async fn signed_claims(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &SecretString,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let Ok(token) = UnverifiedAccessToken::parse(token.expose_secret()) else {
            return Ok(None);
        };
        let keys = self.issuer_keys(entry, project).await?;
        let verified = keys.verify(token, self.now());
        Ok(verified.ok().map(|(_, token)| token.into_claims()))
    }

    /// Revokes a token. The row of an opaque token is deleted too, so that introspection no longer
    /// finds it.
    async fn revoke(
        &self,
        project: &project::Model,
        claims: &AccessTokenClaims,
        opaque: Option<opaque_token::Model>,
    ) -> Result<(), Error> {
        // The gateway check may accept the token until then.
        if claims.exp.saturating_add(MAX_LEEWAY_SECONDS) <= self.now().seconds() {
            return Ok(());
        }

        let row = revoked_token::Model {
            project_id: project.id,
            jti: claims.jti.to_string(),
            expires_at: Timestamp::from_seconds(claims.exp),
        };
        let columns = [revoked_token::Column::ProjectId, revoked_token::Column::Jti];

        let tx = self.inner.database.begin().await?;
        revoked_token::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
            .exec_without_returning(&tx)
            .await?;
        if let Some(opaque) = opaque {
            opaque.delete(&tx).await?;
        }
        self.commit_revocation(tx, project.id, claims.jti).await
    }
}
