//! The transaction of a use case: it locks scopes, writes changes and audit events, and commits.

use keyplane_entity::{
    Permission, Scope, Timestamp, audit_event,
    id::{AuditEventId, ProjectId},
    project,
};
use sea_orm::{ColumnTrait, QueryFilter};

use super::event_types;
use crate::{
    error::Error,
    known::{Actor, Change, Known, OperatorStanding},
    store::{
        Locked, Part,
        audit::Event,
        database::{Transaction, sole},
    },
};

/// A transaction that holds the locks of its scopes. It is rolled back if it is dropped without
/// [`Write::commit`].
pub(crate) struct Write {
    pub(super) known: Known,
    actor: Actor,
    locked: Locked,
    /// Whether the commit drops all cached values of the scopes.
    drops_all: bool,
    /// Time of all changes in the transaction, taken once its locks were held.
    pub(crate) now: Timestamp,
}

impl Write {
    /// Begins a transaction that runs alone in its scopes, on any replica.
    ///
    /// Refuses unless the actor has `permission` in each of the scopes, first with the permissions
    /// of its admission, so that a refused request takes no lock, and then with those of its key's
    /// row under the locks. Check further permissions on [`Write::actor`].
    pub(crate) async fn begin(
        known: &Known,
        actor: &Actor,
        permission: Permission,
        scopes: &[Scope],
    ) -> Result<Self, Error> {
        let require =
            |actor: &Actor| scopes.iter().try_for_each(|scope| actor.require(permission, *scope));
        known.store().require_clock()?;
        require(actor)?;
        let write = Self::lock(known, actor, known.store().begin().await?, scopes).await?;
        require(&write.actor)?;
        Ok(write)
    }

    /// Continues a transaction that has just started the chain of `scope`.
    pub(crate) async fn continue_in(
        known: &Known,
        actor: &Actor,
        tx: Transaction,
        scope: Scope,
    ) -> Result<Self, Error> {
        Self::lock(known, actor, tx, &[scope]).await
    }

    /// Begins a transaction of a person who signs in or out, in the instance and the scope of the
    /// person's rule. It needs no permission: change only what is the person's own.
    pub(crate) async fn of_person(
        known: &Known,
        actor: &Actor,
        scope: Scope,
    ) -> Result<Self, Error> {
        known.store().require_clock()?;
        let scopes = [Scope::Instance, scope];
        let scopes = if scope == Scope::Instance { &scopes[..1] } else { &scopes[..] };
        Self::lock(known, actor, known.store().begin().await?, scopes).await
    }

    /// Lets the person act by what the transaction has written of the session.
    pub(crate) fn act_as(&mut self, person: Actor) {
        self.actor = person;
    }

    /// Locks the scopes, then judges the actor.
    async fn lock(
        known: &Known,
        actor: &Actor,
        tx: Transaction,
        scopes: &[Scope],
    ) -> Result<Self, Error> {
        let locked = known.store().lock(tx, scopes).await?;
        let (actor, now) = known.judge_in(actor, locked.db(), scopes).await?;
        Ok(Self { known: known.clone(), actor, locked, drops_all: false, now })
    }

    /// The connection of the transaction.
    pub(crate) fn db(&self) -> &Transaction {
        self.locked.db()
    }

    /// The actor, with the authority of its key as read under the locks. Use it for every decision
    /// about authority.
    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The kid of the admin key that acts.
    pub(crate) fn actor_kid(&self) -> Option<String> {
        self.actor.kid().map(str::to_owned)
    }

    /// The project, read under its lock.
    pub(crate) async fn project(&self, id: ProjectId) -> Result<project::Model, Error> {
        let live = project::Entity::live().filter(project::Column::Id.eq(id));
        sole(live, self.db()).await?.ok_or(Error::NotFound("project"))
    }

    /// Starts the chain of a scope that this transaction creates, and holds its lock.
    pub(crate) async fn begin_chain(&mut self, scope: Scope) -> Result<(), Error> {
        self.locked.begin_chain(scope).await
    }

    /// The sequence of the newest event of a scope whose lock is held.
    pub(crate) fn sequence(&self, scope: Scope) -> Result<i64, Error> {
        self.locked.sequence(scope)
    }

    /// Appends an event to the chain of a scope whose lock is held. Its action must be in the table
    /// of event types, so that the documentation and the filters of webhooks know it.
    pub(crate) async fn record(&mut self, scope: Scope, event: Event) -> Result<(), Error> {
        if !event_types::is_recorded(event.action) {
            let message = format!("{} is not in the table of event types", event.action);
            return Err(Error::Internal(message));
        }

        let context = self.actor.context();
        let row = audit_event::Model {
            id: AuditEventId(self.known.store().new_id()),
            scope_id: scope.id(),
            sequence: 0,
            at: self.now,
            action: event.action.to_owned(),
            actor_type: self.actor.actor_type(),
            actor_key_id: self.actor.key_id(),
            actor_kid: self.actor_kid(),
            target_id: Some(event.target),
            target: (!event.names.is_empty())
                .then(|| serde_json::Value::Object(event.names).to_string()),
            changes: serde_json::Value::Object(event.changes).to_string(),
            request_id: context.request_id.clone(),
            source_address: context.source_address.map(|address| address.to_string()),
            operator: self.actor.standing().map(OperatorStanding::person),
            previous_hash: String::new(),
            hash: String::new(),
        };
        self.locked.append(scope, row).await
    }

    /// Commits, and drops all cached values of the scopes on every replica.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        self.locked.commit(None).await
    }

    /// Commits a change to every scope, and drops all cached values on every replica.
    pub(crate) async fn commit_everywhere(self) -> Result<(), Error> {
        self.locked.commit_everywhere().await
    }

    /// Commits a transaction that changed no cached value but `change`; `None`: any value may have
    /// changed.
    pub(crate) async fn commit_only(self, change: impl Into<Option<Change>>) -> Result<(), Error> {
        let only = change.into().filter(|_| !self.drops_all);
        self.locked.commit(only.map(Part::new)).await
    }

    /// Makes the commit drop all cached values of the scopes, whatever change it names.
    pub(crate) fn drop_all(&mut self) {
        self.drops_all = true;
    }
}
