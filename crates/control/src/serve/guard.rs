//! The guard of the Admin API: from a bearer token to an actor.

use keyplane_auth::{AdminTokenRefusal as Refusal, UnverifiedAdminToken};
use keyplane_entity::Scope;

use super::usage::Usage;
use crate::{
    error::Error,
    known::{Actor, Known, RequestContext, Used, wrong_audience},
    store::Store,
};

/// Maximum number of `aud` entries that are looked up.
pub(crate) const MAX_AUDIENCES: usize = 8;

/// Judges admin tokens.
#[derive(Clone)]
pub struct Guard {
    store: Store,
    known: Known,
    usage: Usage,
}

/// Why an admin token is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// The token is refused, for this reason.
    #[error("{0}")]
    Refused(Refusal),
    /// The token could not be judged.
    #[error(transparent)]
    Failed(Error),
}

impl From<Refusal> for AuthenticateError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Error> for AuthenticateError {
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthenticated(refusal) => Self::Refused(refusal),
            error => Self::Failed(error),
        }
    }
}

impl Guard {
    pub(crate) fn new(store: Store, known: Known, usage: Usage) -> Self {
        Self { store, known, usage }
    }

    /// Checks an admin token. Tenant and permissions come from the row of the key that signed it.
    /// Only the holder of the key learns the key's state.
    pub async fn authenticate(
        &self,
        token: &str,
        context: RequestContext,
    ) -> Result<Actor, AuthenticateError> {
        let token = UnverifiedAdminToken::parse(token)?;
        self.store.require_clock()?;
        let scope = self.scope_of_token(&token).await?;
        let entry = self.known.scope_entry(scope);
        let key = self.known.admin_key(&entry, scope, token.kid()).await?;
        let token = token.verify(&key.verifying)?;
        let now = self.store.now();
        let authority = key.authority(token).judge(self.known.public_url(), now)?;
        self.usage.note(Used::Key(authority.key.id), now);
        Ok(Actor::admin(authority, context))
    }

    /// Judges an actor again after a wait in which its key or project may have changed. Returns the
    /// actor with the current permissions of its key. Checks no signature, and runs no statement
    /// while the key is cached.
    pub async fn reauthenticate(&self, actor: Actor) -> Result<Actor, AuthenticateError> {
        self.store.require_clock()?;
        let Some(was) = actor.authority() else { return Ok(actor) };
        let scope = was.key.scope();
        let entry = self.known.scope_entry(scope);
        if scope != Scope::Instance && self.known.cached_project(&entry, scope).await?.is_none() {
            return Err(wrong_audience(self.known.public_url()).into());
        }
        let key = self.known.admin_key(&entry, scope, &was.key.kid).await?;
        let authority =
            key.authority(was.token).judge(self.known.public_url(), self.store.now())?;
        Ok(actor.with_authority(authority))
    }

    /// The one scope that the token's audience names.
    pub(crate) async fn scope_of_token(
        &self,
        token: &UnverifiedAdminToken<'_>,
    ) -> Result<Scope, AuthenticateError> {
        let mut found = None;
        for (count, audience) in token.audiences().iter().enumerate() {
            if count >= MAX_AUDIENCES {
                return Err(wrong_audience(self.known.public_url()).into());
            }
            let scope = self.known.scope_of_audience(audience).await?;
            if scope.is_some() && found.is_some() && scope != found {
                return Err(wrong_audience(self.known.public_url()).into());
            }
            found = found.or(scope);
        }
        found.ok_or_else(|| wrong_audience(self.known.public_url()).into())
    }
}
