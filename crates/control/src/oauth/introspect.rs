//! The introspection endpoint (RFC 7662).

use keyplane_auth::{AccessTokenClaims, AccessTokenRules, UnverifiedAccessToken, sha256};
use keyplane_entity::{Scope, Timestamp, application::ApplicationType, opaque_token, project};
use sea_orm::{ColumnTrait, QueryFilter};
use secrecy::{ExposeSecret, SecretString};

use super::{Client, Credentials, Endpoint, OAuthError};
use crate::{Control, Error, cache::ScopeEntry, database::sole};

/// A question about a token.
#[derive(Debug)]
pub struct IntrospectionRequest {
    /// How the caller proves himself.
    pub credentials: Credentials,
    /// The token.
    pub token: SecretString,
}

/// What the caller may know of the token.
#[derive(Debug)]
pub enum Introspection {
    /// Nothing: it is not active, or not the caller's to ask about.
    Inactive,
    /// It is active, and says this.
    Active(Box<AccessTokenClaims>),
}

impl Control {
    /// Tells a client about a token. A fault of the database is an error, never "inactive".
    pub async fn introspect_token(
        &self,
        slug: &str,
        request: &IntrospectionRequest,
    ) -> Result<Introspection, OAuthError> {
        let (entry, project) = self.issuer_entry(slug).await?;
        let endpoint = Endpoint::Introspection;
        let caller = self.prove_once(&entry, &project, endpoint, &request.credentials).await?;
        let claims = self.active_claims(&entry, &project, &request.token).await?;
        let visible = claims.filter(|claims| may_see(&caller, claims));
        Ok(visible
            .map_or(Introspection::Inactive, |claims| Introspection::Active(Box::new(claims))))
    }

    /// What an access token of a project says, while it is active.
    pub(super) async fn active_claims(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &SecretString,
    ) -> Result<Option<AccessTokenClaims>, OAuthError> {
        let now = self.now();
        let claims = if is_jwt(token) {
            self.jwt_claims(entry, project, token, now).await?
        } else {
            self.opaque_claims(project, token).await?
        };
        let Some(claims) = claims.filter(|claims| claims.exp > now.seconds()) else {
            return Ok(None);
        };
        let client = self.client(entry, Scope::Project(project.id), &claims.client_id).await?;
        let Some(client) = client.filter(|client| client.is_enabled()) else { return Ok(None) };
        let earlier = claims.jti.generation < client.application.token_generation;
        if earlier || self.is_revoked(entry, project.id, &claims.jti.to_string()).await? {
            return Ok(None);
        }
        Ok(Some(claims))
    }

    /// The claims of a JWT that a SERVER key of the project signed and still vouches for.
    async fn jwt_claims(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &SecretString,
        now: Timestamp,
    ) -> Result<Option<AccessTokenClaims>, OAuthError> {
        let Ok(token) = UnverifiedAccessToken::parse(token.expose_secret()) else {
            return Ok(None);
        };
        let keys = self.issuer_keys(entry, project).await?;
        let Some(key) = keys.verifier(token.kid(), now) else { return Ok(None) };
        let Ok(verified) = token.verify(key) else { return Ok(None) };
        let rules = AccessTokenRules { issuer: &keys.issuer, leeway: 0, now: now.seconds() };
        Ok(rules.accept(verified).ok())
    }

    async fn opaque_claims(
        &self,
        project: &project::Model,
        token: &SecretString,
    ) -> Result<Option<AccessTokenClaims>, OAuthError> {
        let row = self.opaque_token(project, token).await?;
        let read = |row: opaque_token::Model| serde_json::from_str(&row.claims);
        Ok(row.map(read).transpose().map_err(|error| Error::internal("stored token", error))?)
    }

    /// The row of an opaque token.
    pub(super) async fn opaque_token(
        &self,
        project: &project::Model,
        token: &SecretString,
    ) -> Result<Option<opaque_token::Model>, Error> {
        let digest = sha256(token.expose_secret().as_bytes()).to_vec();
        let query = opaque_token::Entity::in_project(project.id)
            .filter(opaque_token::Column::Digest.eq(digest));
        Ok(sole(query, &self.inner.database.read).await?)
    }
}

/// Opaque tokens are base64url and hold no dot.
pub(super) fn is_jwt(token: &SecretString) -> bool {
    token.expose_secret().contains('.')
}

/// The token's own client, or a resource server where the token is for the issuer.
fn may_see(caller: &Client, claims: &AccessTokenClaims) -> bool {
    claims.client_id == caller.application.id.to_string()
        || (caller.application.r#type == ApplicationType::ResourceServer
            && claims.aud.contains(&claims.iss))
}
