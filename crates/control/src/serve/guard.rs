//! The guard of the Admin API: from a bearer token to an actor.

use std::{net::IpAddr, sync::Arc};

use keyplane_auth::{AdminTokenRefusal as Refusal, UnverifiedAdminToken};
use keyplane_entity::{Scope, Timestamp, key, usage_count::Outcome};

use super::{
    limits::{Blamed, Limits, RetryAfter},
    refusals::Refusals,
    usage::{Call, HasOutcome, Usage},
};
use crate::{
    error::Error,
    judge::{AdminStanding, accept_all},
    known::{
        Actor, AdminKey, Authority, Known, MayBeOutdated, RequestContext, Rounds, ScopeEntry, Used,
        live_scope,
    },
};

/// Maximum number of `aud` entries that are looked up.
pub(crate) const MAX_AUDIENCES: usize = 8;

/// Judges admin tokens.
#[derive(Clone)]
pub struct Guard {
    known: Known,
    usage: Usage,
    limits: Limits,
    refusals: Refusals,
}

/// Why an admin token is not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateError {
    /// The token is refused, for this reason.
    #[error("{0}")]
    Refused(Refusal),
    /// The source has used up its refused tokens.
    #[error("too many refused tokens came from this address: mend what fails, then try again")]
    TooManyFailures(RetryAfter),
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

impl MayBeOutdated for AuthenticateError {
    fn is_outdated(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_outdated())
    }
}

impl HasOutcome for AuthenticateError {
    fn outcome(&self) -> Option<Outcome> {
        match self {
            Self::Refused(refusal) => refusal.outcome(),
            Self::TooManyFailures(_) | Self::Failed(_) => None,
        }
    }
}

impl Guard {
    pub(crate) fn new(known: Known, usage: Usage, limits: Limits) -> Self {
        Self { known, usage, limits, refusals: Refusals::default() }
    }

    /// The refused calls, for events of the audit log.
    pub(crate) fn refusals(&self) -> &Refusals {
        &self.refusals
    }

    /// Refused calls of the Admin API since the start.
    pub fn refused_calls(&self) -> u64 {
        self.refusals.total()
    }

    /// Counts a call that is refused before its token is judged.
    pub fn refuse(&self, refusal: Refusal, context: &RequestContext) -> AuthenticateError {
        self.refusals.note(None, refusal.reason(), context, self.known.store().now());
        AuthenticateError::Refused(refusal)
    }

    /// Counts a call of an authenticated actor that is refused for `reason`, such as `FORBIDDEN`.
    pub fn note_refused(&self, actor: &Actor, reason: &'static str) {
        let key = actor.authority().map(|authority| &authority.key);
        self.refusals.note(key, reason, actor.context(), self.known.store().now());
    }

    /// Whether a source has used up its failed requests.
    pub fn has_spent_failures(&self, source: Option<IpAddr>) -> bool {
        self.limits.has_spent(source)
    }

    /// Counts a sign-in that was refused. Returns whether its source had used up its failed requests.
    pub fn note_failed_sign_in(&self, problem: &'static str, context: &RequestContext) -> bool {
        self.refusals.note(None, problem, context, self.known.store().now());
        self.limits.failed(context.source_address, Blamed::Named(None)).is_some()
    }

    /// Checks an admin token. Tenant and permissions come from the row of the key that signed it.
    /// Only the holder of the key learns the key's state.
    pub async fn authenticate(
        &self,
        token: &str,
        context: RequestContext,
    ) -> Result<Actor, AuthenticateError> {
        let (mut rounds, mut named) = (Rounds::default(), None);
        let source = context.source_address;
        let mut judged = self.judge(token, source, &mut named).await;
        while rounds.again(&judged) {
            judged = self.judge(token, source, &mut named).await;
        }

        match judged {
            Ok(authority) => Ok(Actor::admin(authority, context)),
            Err(AuthenticateError::Refused(refusal)) => {
                let now = self.known.store().now();
                self.refusals.note(named.as_ref(), refusal.reason(), &context, now);
                let spent = self.limits.failed(source, Blamed::Named(None));
                Err(spent.map_or(
                    AuthenticateError::Refused(refusal),
                    AuthenticateError::TooManyFailures,
                ))
            }
            Err(error) => Err(error),
        }
    }

    /// The authority of a token. `found`: set to the key that the token names, once it is found.
    async fn judge(
        &self,
        token: &str,
        source: Option<IpAddr>,
        found: &mut Option<Arc<key::Model>>,
    ) -> Result<Authority, AuthenticateError> {
        let token = UnverifiedAdminToken::parse(token)?;
        // Also in the grace of an outage: what an admin key may do is not decided from memory.
        self.known.store().require_database()?;
        self.known.store().require_clock()?;
        let named = self.scope_named_by(token.audiences()).await?;
        let scope = named.unwrap_or(Scope::Instance);
        let standing = AdminStanding {
            named,
            audiences: Some(token.audiences()),
            ..AdminStanding::new(self.known.public_url(), scope, self.known.store().now())
        };
        accept_all(standing.scope_checks(), AuthenticateError::Refused)?;

        let entry = self.known.scope_entry(scope);
        let key = self.known.admin_key(&entry, scope, token.kid()).await?;
        *found = Some(Arc::clone(&key.model));
        let turn = self.limits.turn(source, || None);
        let turn = turn.map_err(AuthenticateError::TooManyFailures)?;
        let mut call = Call::new(source);
        call.credential = Some(Used::Key(key.model.id));
        call.at = self.known.store().now();

        let authority = self.authorize(token, &entry, &key, call.at).await;
        drop(turn);
        if authority.is_ok() {
            entry.require_current()?;
        }
        self.usage.count(&call, &authority);
        authority
    }

    /// Judges a token by the key that its `kid` names.
    async fn authorize(
        &self,
        token: UnverifiedAdminToken<'_>,
        entry: &ScopeEntry,
        key: &AdminKey,
        now: Timestamp,
    ) -> Result<Authority, AuthenticateError> {
        let id = token.token_id().map(str::to_owned);
        let token = token.verify(&key.verifying)?;
        let session = self.known.operator_session(entry, &key.model, id.as_deref()).await?;
        Ok(key.authority(token, session).judge(self.known.public_url(), now)?)
    }

    /// Judges an actor again after a wait in which its key or project may have changed. Returns the
    /// actor with the current permissions of its key. Checks no signature, and runs no statement
    /// while the key is cached.
    pub async fn reauthenticate(&self, actor: Actor) -> Result<Actor, AuthenticateError> {
        let mut rounds = Rounds::default();
        let mut again = self.judge_again(&actor).await;
        while rounds.again(&again) {
            again = self.judge_again(&actor).await;
        }

        if let Err(AuthenticateError::Refused(refusal)) = &again {
            self.note_refused(&actor, refusal.reason());
        }
        again
    }

    async fn judge_again(&self, actor: &Actor) -> Result<Actor, AuthenticateError> {
        self.known.store().require_database()?;
        self.known.store().require_clock()?;
        let Some(was) = actor.authority() else { return Ok(actor.clone()) };
        let scope = was.key.scope();
        let entry = self.known.scope_entry(scope);
        let project = self.known.cached_project(&entry, scope).await?;
        let standing = AdminStanding {
            named: live_scope(scope, project.as_deref()),
            ..AdminStanding::new(self.known.public_url(), scope, self.known.store().now())
        };
        accept_all(standing.scope_checks(), AuthenticateError::Refused)?;

        let key = self.known.admin_key(&entry, scope, &was.key.kid).await?;
        let id = was.session.as_ref().map(|standing| standing.session.id.to_string());
        let session = self.known.operator_session(&entry, &key.model, id.as_deref()).await?;
        let authority = key
            .authority(was.token, session)
            .judge(self.known.public_url(), self.known.store().now())?;
        entry.require_current()?;
        Ok(actor.with_authority(authority))
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
            let scope = self.known.scope_of_audience(audience).await?;
            if scope.is_some() && found.is_some() && scope != found {
                return Ok(None);
            }
            found = found.or(scope);
        }
        Ok(found)
    }
}
