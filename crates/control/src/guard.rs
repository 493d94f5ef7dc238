//! The guard of the Admin API: from a bearer token to an actor.

use std::sync::Arc;

use keyplane_auth::{
    AdminTokenRefusal as Refusal, UnverifiedAdminToken, VerifiedAdminToken, VerifyingKey,
};
use keyplane_entity::{
    Scope, Timestamp,
    key::{self, Purpose},
    project,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::LockType};

pub(crate) use crate::judge::MAX_LIFETIME_SECONDS;
use crate::{
    Actor, Control, Error, RequestContext,
    cache::ScopeEntry,
    database::{Transaction, sole},
    judge::{AdminStanding, admit, max_admin_token_lifetime},
    key as keys,
};

/// The short name of the instance as an audience.
pub(crate) const INSTANCE_AUDIENCE: &str = "keyplane";
/// Maximum number of `aud` entries that are looked up.
pub(crate) const MAX_AUDIENCES: usize = 8;

/// An admin key, parsed once.
pub(crate) struct AdminKey {
    pub(crate) model: Arc<key::Model>,
    project: Option<Arc<project::Model>>,
    verifying: VerifyingKey,
}

/// The rows that an admin token depends on: the key that signed it, and the key's project.
#[derive(Clone)]
pub(crate) struct Authority {
    pub(crate) key: Arc<key::Model>,
    /// `None` for an instance key, and for a project's key once the project is deleted.
    pub(crate) project: Option<Arc<project::Model>>,
    pub(crate) token: VerifiedAdminToken,
}

impl Authority {
    /// Judges at `now` everything that can change after the signature was verified: the rows and
    /// the token's times.
    fn judge(self, control: &Control, now: Timestamp) -> Result<Self, AuthenticateError> {
        let (scope, project) = (self.key.scope(), self.project.as_deref());
        let is_live = match scope {
            Scope::Instance => true,
            Scope::Project(_) => project.is_some(),
        };
        let standing = AdminStanding {
            named: is_live.then_some(scope),
            key: Ok(&self.key),
            ..AdminStanding::new(control.public_url(), scope, now)
        };

        admit(standing.authority_checks(), AuthenticateError::Refused)?;
        self.token.check_times(now.seconds(), max_admin_token_lifetime(project))?;
        Ok(self)
    }

    /// The same token with the rows as `tx` reads them. `held`: the scopes whose locks `tx` holds.
    async fn read_again(&self, tx: &Transaction, held: &[Scope]) -> Result<Self, Error> {
        let scope = self.key.scope();
        // Includes the row of a deleted project's key; the refusal then names the project.
        let row = key::Entity::find_by_id(self.key.id);
        // A revocation holds the lock of the key's scope. If `tx` does not hold that lock, the lock
        // of the row makes each wait for the other. The row lock is exclusive because shared locks
        // can starve it: a stolen key that writes without a pause could delay its own revocation.
        let row = if held.contains(&scope) { row } else { row.lock(LockType::NoKeyUpdate) };
        let key = sole(row, tx).await?.ok_or(Error::Unauthenticated(Refusal::UnknownKid))?;

        let project = match scope.project() {
            Some(id) => {
                sole(project::Entity::live().filter(project::Column::Id.eq(id)), tx).await?
            }
            None => None,
        };
        Ok(Self { key: Arc::new(key), project: project.map(Arc::new), token: self.token })
    }
}

impl AdminKey {
    fn authority(&self, token: VerifiedAdminToken) -> Authority {
        Authority { key: Arc::clone(&self.model), project: self.project.clone(), token }
    }
}

/// Why an admin token is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// The token is refused, for this reason.
    #[error("{0}")]
    Refused(Refusal),
    /// The token could not be judged.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<AuthenticateError> for Error {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::Refused(refusal) => Self::Unauthenticated(refusal),
            AuthenticateError::Failed(error) => error,
        }
    }
}

impl From<Refusal> for AuthenticateError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Control {
    /// Checks an admin token. Tenant and permissions come from the row of the key that signed it.
    /// Only the holder of the key learns the key's state.
    pub async fn authenticate(
        &self,
        token: &str,
        context: RequestContext,
    ) -> Result<Actor, AuthenticateError> {
        let token = UnverifiedAdminToken::parse(token)?;
        self.require_clock()?;
        let named = self.scope_named_by(token.audiences()).await?;
        let scope = named.unwrap_or(Scope::Instance);
        let standing = AdminStanding {
            named,
            audiences: Some(token.audiences()),
            ..AdminStanding::new(self.public_url(), scope, self.now())
        };
        admit(standing.audience_checks(), AuthenticateError::Refused)?;

        let entry = self.scope_entry(scope);
        let key = self.admin_key(&entry, scope, token.kid()).await?;
        let token = token.verify(&key.verifying)?;
        let now = self.now();
        let authority = key.authority(token).judge(self, now)?;
        self.inner.usage.note(authority.key.id, now);
        Ok(Actor::admin(authority, context))
    }

    /// Judges an actor again after a wait in which its key or project may have changed. Returns the
    /// actor with the current permissions of its key. Checks no signature, and runs no statement
    /// while the key is cached.
    pub async fn reauthenticate(&self, actor: Actor) -> Result<Actor, AuthenticateError> {
        self.require_clock()?;
        let Some(was) = actor.authority() else { return Ok(actor) };
        let scope = was.key.scope();
        let entry = self.scope_entry(scope);
        let is_live = match scope {
            Scope::Instance => true,
            Scope::Project(_) => self.cached_project(&entry, scope).await?.is_some(),
        };
        let standing = AdminStanding {
            named: is_live.then_some(scope),
            ..AdminStanding::new(self.public_url(), scope, self.now())
        };
        admit(standing.audience_checks(), AuthenticateError::Refused)?;

        let key = self.admin_key(&entry, scope, &was.key.kid).await?;
        let authority = key.authority(was.token).judge(self, self.now())?;
        Ok(actor.with_authority(authority))
    }

    /// The actor as the rows of its key and project are under the locks of `tx`, and the time at
    /// which they were judged. `held`: the scopes whose locks `tx` holds.
    pub(crate) async fn judge_in(
        &self,
        actor: &Actor,
        tx: &Transaction,
        held: &[Scope],
    ) -> Result<(Actor, Timestamp), Error> {
        let Some(was) = actor.authority() else { return Ok((actor.clone(), self.now())) };
        let authority = was.read_again(tx, held).await?;
        let now = self.now();
        let authority = authority.judge(self, now)?;
        Ok((actor.with_authority(authority), now))
    }

    /// The one scope that the audiences of a token name; `None` if they name none or two.
    pub(crate) async fn scope_named_by(
        &self,
        audiences: &[String],
    ) -> Result<Option<Scope>, Error> {
        if audiences.len() > MAX_AUDIENCES {
            return Ok(None);
        }
        let mut found = None;
        for audience in audiences {
            let scope = self.scope_of_audience(audience).await?;
            if scope.is_some() && found.is_some() && scope != found {
                return Ok(None);
            }
            found = found.or(scope);
        }
        Ok(found)
    }

    /// The scope that an entry of `aud` names, compared byte for byte: the public URL or `keyplane`
    /// names the instance, an issuer or a slug its project. `None` if the entry names no scope of
    /// this server, such as a URL of another server.
    pub(crate) async fn scope_of_audience(&self, audience: &str) -> Result<Option<Scope>, Error> {
        let url = self.public_url();
        if audience == url.as_str() || audience == INSTANCE_AUDIENCE {
            return Ok(Some(Scope::Instance));
        }
        self.scope_of_project(url.slug_of(audience).unwrap_or(audience)).await
    }

    /// The project with this slug; `None` if it does not exist or was deleted.
    pub(crate) async fn scope_of_project(&self, slug: &str) -> Result<Option<Scope>, Error> {
        let Some(scope) = self.scope_of_slug(slug).await? else { return Ok(None) };
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
        let key = Arc::new(AdminKey { model: Arc::new(model), project, verifying });
        entry.keep_admin_key(&key);
        Ok(key)
    }
}
