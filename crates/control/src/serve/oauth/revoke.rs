//! The revocation endpoint (RFC 7009).

use std::net::IpAddr;

use keyplane_auth::{AccessTokenClaims, UnverifiedAccessToken};
use keyplane_entity::{Timestamp, opaque_token, project, revoked_token};
use sea_orm::{EntityTrait, IntoActiveModel, ModelTrait, sea_query::OnConflict};
use secrecy::{ExposeSecret, SecretString};

use super::{
    credentials::Credentials, error::OAuthError, handle::Tokens, introspect::is_jwt,
    limited::Presented, spend::Once,
};
use crate::{
    endpoint::Endpoint,
    error::Error,
    known::{Change, MAX_LEEWAY_SECONDS, Rounds, ScopeEntry, stored_claims},
    serve::usage::Call,
    store::Part,
};

/// A token to revoke.
#[derive(Debug)]
pub struct RevocationRequest {
    /// Client authentication of the caller.
    pub credentials: Credentials,
    /// The token.
    pub token: SecretString,
    /// Address that the request came from; `None` if unknown.
    pub source: Option<IpAddr>,
}

impl Tokens {
    /// Revokes a token of the calling client. Succeeds without effect if the token is unknown or
    /// has ended.
    pub async fn revoke(&self, slug: &str, request: &RevocationRequest) -> Result<(), OAuthError> {
        let (mut rounds, mut once) = (Rounds::default(), Once::default());
        loop {
            let mut call = Call::new(request.source);
            let revoked = self.revoke_for(slug, request, &mut once, &mut call).await;
            if !rounds.again(&revoked) {
                self.usage.count(&call, &revoked);
                return revoked;
            }
        }
    }

    async fn revoke_for(
        &self,
        slug: &str,
        request: &RevocationRequest,
        once: &mut Once,
        call: &mut Call,
    ) -> Result<(), OAuthError> {
        let presented = Presented {
            source: request.source,
            credentials: &request.credentials,
            assertion: None,
        };
        let (entry, project) = self.issuer(slug).await?;
        let turn = self.turn(&entry, presented)?;
        let (place, endpoint) = ((&entry, &*project), Endpoint::Revocation);
        let caller =
            self.clients.prove_once(place, endpoint, &request.credentials, once, call).await;
        let caller = self.limit(&entry, presented, caller)?;
        drop(turn);

        let caller = caller.application.id;
        let other = || OAuthError::UnauthorizedClient("the token is another client's".into());

        if !is_jwt(&request.token) {
            return match self.known.opaque_token(project.id, request.token.expose_secret()).await? {
                None => Ok(()),
                Some(row) if row.application_id != caller => Err(other()),
                Some(row) => {
                    Ok(self.write_revocation(&project, &stored_claims(&row)?, Some(row)).await?)
                }
            };
        }

        match self.signed_claims(&entry, &project, &request.token).await? {
            None => Ok(()),
            Some(claims) if claims.client() != caller.to_string() => Err(other()),
            Some(claims) => Ok(self.write_revocation(&project, &claims, None).await?),
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
        let keys = self.known.issuer_keys(entry, project).await?;
        let verified = keys.verify(token, self.store.now());
        Ok(verified.ok().map(|(_, token)| token.into_claims()))
    }

    /// Revokes a token. The row of an opaque token is deleted too, so that introspection no longer
    /// finds it.
    async fn write_revocation(
        &self,
        project: &project::Model,
        claims: &AccessTokenClaims,
        opaque: Option<opaque_token::Model>,
    ) -> Result<(), Error> {
        // The gateway check may accept the token until then.
        if claims.exp.saturating_add(MAX_LEEWAY_SECONDS) <= self.store.now().seconds() {
            return Ok(());
        }

        let row = revoked_token::Model {
            project_id: project.id,
            jti: claims.jti.to_string(),
            expires_at: Timestamp::from_seconds(claims.exp),
        };
        let columns = [revoked_token::Column::ProjectId, revoked_token::Column::Jti];

        let tx = self.store.begin().await?;
        revoked_token::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::columns(columns).do_nothing().to_owned())
            .exec_without_returning(&tx)
            .await?;
        if let Some(opaque) = opaque {
            opaque.delete(&tx).await?;
        }
        let part = Part::new(Change::Token(claims.jti));
        self.store.commit(tx, vec![project.id.0], Some(part)).await
    }
}
