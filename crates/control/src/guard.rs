//! The guard of the Admin API: from a bearer token to an actor.

use std::sync::Arc;

use keyplane_auth::{AdminTokenRefusal as Refusal, UnverifiedAdminToken, VerifyingKey};
use keyplane_entity::{
    Scope, Timestamp,
    key::{self, Purpose, State},
    project, slug,
};

use crate::{Actor, Control, Error, RequestContext, cache::ScopeEntry, key as keys};

/// The audience of the instance.
pub(crate) const INSTANCE_AUDIENCE: &str = "keyplane";
/// The longest admin token for the instance, in seconds; a project may set less for its own.
pub(crate) const MAX_LIFETIME_SECONDS: i64 = 86_400;
/// The most entries of `aud` that are looked up.
pub(crate) const MAX_AUDIENCES: usize = 8;

/// An admin key, parsed once.
pub(crate) struct AdminKey {
    pub(crate) model: key::Model,
    pub(crate) project: Option<Arc<project::Model>>,
    verifying: VerifyingKey,
}

/// Why a token opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// The token is refused, for this reason.
    #[error("{0}")]
    Refused(Refusal),
    /// It could not be decided.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<Refusal> for AuthenticateError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Control {
    /// Checks an admin token. Tenant and permissions come from the row of the key that signed it;
    /// the state of that key is told only to who holds it.
    pub async fn authenticate(
        &self,
        token: &str,
        context: RequestContext,
    ) -> Result<Actor, AuthenticateError> {
        let token = UnverifiedAdminToken::parse(token)?;
        let scope = self.scope_of_token(&token).await?;
        let entry = self.scope_entry(scope);
        let key = self.admin_key(&entry, scope, token.kid()).await?;
        let token = token.verify(&key.verifying)?;
        let now = self.now();
        match key.model.state(now) {
            State::Active | State::Retiring => {}
            State::Revoked => return Err(Refusal::KeyRevoked.into()),
            State::Expired => return Err(Refusal::KeyExpired.into()),
            State::Pending => return Err(Refusal::KeyPending.into()),
        }
        let longest = key
            .project
            .as_ref()
            .map_or(MAX_LIFETIME_SECONDS, |project| project.max_admin_token_lifetime_seconds);
        let times = token.check_times(now.seconds(), longest)?;
        self.inner.usage.note(key.model.id, now);
        Ok(Actor::admin(
            key,
            times.issued_at.map(Timestamp::from_seconds),
            Timestamp::from_seconds(times.expires_at),
            context,
        ))
    }

    /// The one scope that the token's audience names.
    pub(crate) async fn scope_of_token(
        &self,
        token: &UnverifiedAdminToken<'_>,
    ) -> Result<Scope, AuthenticateError> {
        let mut found = None;
        for (count, audience) in token.audiences().iter().enumerate() {
            if count >= MAX_AUDIENCES {
                return Err(Refusal::WrongAudience.into());
            }
            let scope = self.scope_of_audience(audience).await?;
            if scope.is_some() && found.is_some() && scope != found {
                return Err(Refusal::WrongAudience.into());
            }
            found = found.or(scope);
        }
        found.ok_or_else(|| Refusal::WrongAudience.into())
    }

    pub(crate) async fn scope_of_audience(&self, audience: &str) -> Result<Option<Scope>, Error> {
        if audience == INSTANCE_AUDIENCE {
            return Ok(Some(Scope::Instance));
        }
        if slug::validate(audience).is_err() {
            return Ok(None);
        }
        let Some(scope) = self.scope_of_slug(audience).await? else { return Ok(None) };
        let project = self.cached_project(&self.scope_entry(scope), scope).await?;
        Ok(project.map(|_| scope))
    }

    async fn admin_key(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        kid: &str,
    ) -> Result<Arc<AdminKey>, AuthenticateError> {
        if let Some(key) = entry.admin_key(kid) {
            return Ok(key);
        }
        let named = keys::of_kid(key::Entity::of_purpose(scope, Purpose::Admin), kid);
        let Some(named) = named else { return Err(Refusal::UnknownKid.into()) };
        let project = self.cached_project(entry, scope).await?;
        let permit = self.cold_lookup().await?;
        let model = named.one(&self.inner.database.read).await.map_err(Error::from)?;
        drop(permit);
        let Some(model) = model else { return Err(Refusal::UnknownKid.into()) };
        let verifying = keys::verifying_key(&model)?;
        let key = Arc::new(AdminKey { model, project, verifying });
        entry.keep_admin_key(&key);
        Ok(key)
    }
}
