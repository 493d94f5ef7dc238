//! The introspection endpoint (RFC 7662).

use keyplane_auth::{
    AccessTokenClaims, AccessTokenRules, AccessTokenTimes, UnverifiedAccessToken, sha256,
};
use keyplane_entity::{
    Scope, Timestamp, application::ApplicationType, id::ApplicationId, opaque_token, project,
};
use sea_orm::{ColumnTrait, QueryFilter};
use secrecy::{ExposeSecret, SecretString};

use super::{Client, Credentials, OAuthError, client::enabled};
use crate::{
    Control, Endpoint, Error,
    cache::ScopeEntry,
    database::sole,
    judge::{Issued, admit},
};

/// Arguments of the introspection endpoint.
#[derive(Debug)]
pub struct IntrospectionRequest {
    /// Client authentication of the caller.
    pub credentials: Credentials,
    /// The token.
    pub token: SecretString,
}

/// The answer about a token, as far as the caller may see it.
#[derive(Debug)]
pub enum Introspection {
    /// The token is not active, or the caller may not see it.
    Inactive,
    /// The token is active, with these claims.
    Active(Box<AccessTokenClaims>),
}

impl Control {
    /// Introspects a token for a client. A database failure is an error, never "inactive".
    pub async fn introspect_token(
        &self,
        slug: &str,
        request: &IntrospectionRequest,
    ) -> Result<Introspection, OAuthError> {
        let found = self.issuer_entry(slug).await?;
        let (entry, project) = found.ok_or(OAuthError::UnknownIssuer)?;
        let endpoint = Endpoint::Introspection;
        let caller = self.prove_once(&entry, &project, endpoint, &request.credentials).await?;
        let Some(claims) = self.active_claims(&entry, &project, &request.token).await? else {
            return Ok(Introspection::Inactive);
        };
        let visible = self.visible(&entry, &project, &caller, claims).await?;
        Ok(visible
            .map_or(Introspection::Inactive, |claims| Introspection::Active(Box::new(claims))))
    }

    /// The part of an active token that a caller may see. It sees everything if the token is its
    /// own, or if it is a resource server and the token is for the issuer. If the token is for APIs
    /// that the caller serves, it sees the scopes that the token has there and that the client is
    /// still granted.
    async fn visible(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        caller: &Client,
        mut claims: AccessTokenClaims,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let own = caller.application.id;
        let checks_tokens = caller.application.r#type == ApplicationType::ResourceServer;
        if claims.client_id == own.to_string()
            || (checks_tokens && claims.aud.contains(&claims.iss))
        {
            return Ok(Some(claims));
        }

        let apis = self.apis(entry, project.id).await?;
        let named = claims.aud.iter().filter_map(|audience| apis.identified(audience));
        let served: Vec<_> =
            named.filter(|api| api.enabled && api.resource_server_id == Some(own)).collect();
        let Ok(client) = claims.client_id.parse::<ApplicationId>() else { return Ok(None) };
        if served.is_empty() {
            return Ok(None);
        }

        let grants = self.grants(entry, client).await?;
        let granted: Vec<_> =
            served.into_iter().filter_map(|api| Some((api, grants.of(api.id)?))).collect();
        if granted.is_empty() {
            return Ok(None);
        }

        let scope = claims.scope.take().unwrap_or_default();
        let given = |name: &&str| {
            granted.iter().any(|(api, scopes)| scopes.contains(name) && api.scopes.contains(name))
        };
        let given: Vec<_> = scope.split(' ').filter(given).collect();
        claims.scope = (!given.is_empty()).then(|| given.join(" "));
        Ok(Some(claims))
    }

    /// The claims of an access token of a project; `None` if it is not active.
    pub(super) async fn active_claims(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &SecretString,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let now = self.now();
        let claims = if is_jwt(token) {
            self.jwt_claims(entry, project, token, now).await?
        } else {
            self.opaque_claims(project, token, now).await?
        };
        let Some(claims) = claims else { return Ok(None) };

        match self.judge_standing(entry, project, &claims).await {
            Ok(()) => Ok(Some(claims)),
            Err(Inactive::Refused) => Ok(None),
            Err(Inactive::Failed(error)) => Err(error),
        }
    }

    /// Refuses a token whose application is not enabled, and a revoked one.
    async fn judge_standing(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        claims: &AccessTokenClaims,
    ) -> Result<(), Inactive> {
        let client = self.client(entry, Scope::Project(project.id), &claims.client_id).await?;
        let client = enabled(client, |_| Inactive::Refused)?;
        let revoked = self.is_revoked(entry, project.id, claims.jti).await?;
        let issued = Issued { application: Some(&client.application), id: claims.jti, revoked };
        admit(issued.checks(), |_| Inactive::Refused)
    }

    /// The claims of a JWT that a SERVER key of the project signed, if that key is still accepted.
    async fn jwt_claims(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
        token: &SecretString,
        now: Timestamp,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let Ok(token) = UnverifiedAccessToken::parse(token.expose_secret()) else {
            return Ok(None);
        };
        let keys = self.issuer_keys(entry, project).await?;
        let Ok((_, verified)) = keys.verify(token, now) else { return Ok(None) };
        let rules = AccessTokenRules { issuer: &keys.issuer, leeway: 0, now: now.seconds() };
        Ok(rules.accept(verified).ok())
    }

    /// The claims of an opaque token that has not ended.
    async fn opaque_claims(
        &self,
        project: &project::Model,
        token: &SecretString,
        now: Timestamp,
    ) -> Result<Option<AccessTokenClaims>, Error> {
        let Some(row) = self.opaque_token(project, token).await? else { return Ok(None) };
        let claims = stored_claims(&row)?;
        let ended = AccessTokenTimes::of(&claims).end_check(now.seconds(), 0).refusal;
        Ok(ended.is_none().then_some(claims))
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

/// Why a token is not active. Introspection does not tell the reasons apart (RFC 7662 section 2.2).
enum Inactive {
    Refused,
    Failed(Error),
}

impl From<Error> for Inactive {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The claims of an opaque token.
pub(crate) fn stored_claims(row: &opaque_token::Model) -> Result<AccessTokenClaims, Error> {
    serde_json::from_str(&row.claims).map_err(|error| Error::internal("stored token", error))
}

/// Whether a token is a JWT: opaque tokens are base64url and hold no dot.
pub(super) fn is_jwt(token: &SecretString) -> bool {
    token.expose_secret().contains('.')
}
