//! Reads admin keys, and the rows that the authority of an actor depends on.

use std::sync::Arc;

use keyplane_auth::{AdminTokenRefusal as Refusal, VerifiedAdminToken, VerifyingKey};
use keyplane_entity::{
    Scope, Timestamp,
    key::{self, Purpose},
    operator_session, project,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::LockType,
};

use super::{
    operator_sessions::OperatorStanding,
    stored_key::{of_kid, verifying_key},
};
use crate::{
    error::Error,
    judge::{AdminStanding, accept_all, max_admin_token_lifetime},
    public_url::PublicUrl,
    store::database::{Transaction, sole},
};

/// The short name of the instance as an audience.
pub(crate) const INSTANCE_AUDIENCE: &str = "keyplane";
/// An admin key, parsed once.
pub(crate) struct AdminKey {
    pub(crate) model: Arc<key::Model>,
    project: Option<Arc<project::Model>>,
    pub(crate) verifying: VerifyingKey,
}

/// The rows that an admin token depends on: the key that signed it, and the key's project.
#[derive(Clone)]
pub(crate) struct Authority {
    pub(crate) key: Arc<key::Model>,
    /// `None` for an instance key, and for a project's key once the project is deleted.
    pub(crate) project: Option<Arc<project::Model>>,
    pub(crate) token: VerifiedAdminToken,
    /// Session that the token names; `None` for a key that signs for no sessions, and for a session
    /// that does not exist.
    pub(crate) session: Option<Arc<OperatorStanding>>,
    /// Time until which `KEYS_EXPORT` and `ADMIN_KEYS_WRITE` may be used, at the last check; `None`
    /// if a session may not use them.
    pub(crate) stepped_up_until: Option<Timestamp>,
}

/// The scope, unless its project was deleted. `project`: the live project of the scope, if any.
pub(crate) fn live_scope(scope: Scope, project: Option<&project::Model>) -> Option<Scope> {
    match scope {
        Scope::Instance => Some(scope),
        Scope::Project(_) => project.map(|_| scope),
    }
}

impl Authority {
    /// Judges at `now` everything that can change after the signature was verified: the rows and
    /// the token's times.
    pub(crate) fn judge(mut self, server: &PublicUrl, now: Timestamp) -> Result<Self, Error> {
        let (scope, project) = (self.key.scope(), self.project.as_deref());
        let session = self.session.as_deref();
        let admits = |rule| session.is_some_and(|session| session.admits(rule, now));
        let standing = AdminStanding {
            named: live_scope(scope, project),
            key: Ok(&self.key),
            session: self.key.operator_rule_id.map(admits),
            ..AdminStanding::new(server, scope, now)
        };

        accept_all(standing.authority_checks(), Error::Unauthenticated)?;
        let most = max_admin_token_lifetime(project);
        self.token.check_times(now.seconds(), most).map_err(Error::Unauthenticated)?;
        self.stepped_up_until = session.and_then(|session| session.stepped_up_until(now));
        Ok(self)
    }

    /// The same token with the rows as `tx` reads them. `held`: the scopes whose locks `tx` holds.
    pub(super) async fn reload(&self, tx: &Transaction, held: &[Scope]) -> Result<Self, Error> {
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
        let session = match &self.session {
            Some(known) => {
                let row = operator_session::Entity::find_by_id(known.session.id);
                match sole(row, tx).await? {
                    Some(row) => Some(Arc::new(OperatorStanding::load(tx, row).await?)),
                    None => None,
                }
            }
            None => None,
        };
        let (key, project) = (Arc::new(key), project.map(Arc::new));
        Ok(Self { key, project, token: self.token, session, stepped_up_until: None })
    }
}

impl AdminKey {
    /// Reads the admin key of a kid. `project`: the project of its scope.
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        scope: Scope,
        kid: &str,
        project: Option<Arc<project::Model>>,
    ) -> Result<Option<Self>, Error> {
        let Some(named) = of_kid(key::Entity::of_purpose(scope, Purpose::Admin), kid) else {
            return Ok(None);
        };
        let Some(model) = named.one(db).await? else { return Ok(None) };
        let verifying = verifying_key(&model)?;
        Ok(Some(Self { model: Arc::new(model), project, verifying }))
    }

    /// What a verified token stands for, before it is judged. `session`: the one that it names.
    pub(crate) fn authority(
        &self,
        token: VerifiedAdminToken,
        session: Option<Arc<OperatorStanding>>,
    ) -> Authority {
        let (key, project) = (Arc::clone(&self.model), self.project.clone());
        Authority { key, project, token, session, stepped_up_until: None }
    }
}
