//! One transaction of one use-case: lock, change, audit, commit, invalidate.

use keyplane_auth::TokenId;
use keyplane_entity::{
    Permission, Scope, Timestamp, audit_chain, audit_event,
    id::{AuditEventId, ProjectId},
    project,
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set, sea_query::Expr,
};

use crate::{
    Actor, Control, Error, audit,
    audit::Event,
    cache::Change,
    database::{Database, Transaction},
};

/// A transaction that holds the locks of its scopes. It is rolled back if it is dropped without
/// [`Write::commit`].
pub(crate) struct Write<'a> {
    control: &'a Control,
    actor: Actor,
    tx: Transaction,
    heads: Vec<audit_chain::Model>,
    /// Whether the commit drops all cached values of the scopes.
    drops_all: bool,
    /// Time of all changes in the transaction, taken once its locks were held.
    pub(crate) now: Timestamp,
}

impl Control {
    /// Begins a transaction that runs alone in its scopes, on any replica: the first statement
    /// locks the row of each scope's audit chain. The instance always comes before projects, so
    /// that transactions cannot deadlock.
    ///
    /// Refuses unless the actor has `permission` in each of the scopes, first with the permissions
    /// of its admission, so that a refused request takes no lock, and then with those of its key's
    /// row under the locks. Check further permissions on [`Write::actor`].
    pub(crate) async fn write(
        &self,
        actor: &Actor,
        permission: Permission,
        scopes: &[Scope],
    ) -> Result<Write<'_>, Error> {
        self.require_clock()?;
        scopes.iter().try_for_each(|scope| actor.require(permission, *scope))?;
        self.require_clock()?;
        let write = self.lock(actor, self.inner.database.begin().await?, scopes).await?;
        scopes.iter().try_for_each(|scope| write.actor.require(permission, *scope))?;
        Ok(write)
    }

    /// Takes over a transaction that has just started the chain of `scope`.
    pub(crate) async fn adopt(
        &self,
        actor: &Actor,
        tx: Transaction,
        scope: Scope,
    ) -> Result<Write<'_>, Error> {
        self.lock(actor, tx, &[scope]).await
    }

    /// Locks the scopes, then judges the actor.
    async fn lock(
        &self,
        actor: &Actor,
        tx: Transaction,
        scopes: &[Scope],
    ) -> Result<Write<'_>, Error> {
        let mut heads = Vec::with_capacity(scopes.len());
        for scope in scopes {
            heads.push(lock(&tx, *scope).await?);
        }
        let (actor, now) = self.judge_in(actor, &tx, scopes).await?;
        Ok(Write { control: self, actor, tx, heads, drops_all: false, now })
    }
}

async fn lock(tx: &Transaction, scope: Scope) -> Result<audit_chain::Model, Error> {
    audit_chain::Entity::update_many()
        .col_expr(audit_chain::Column::Sequence, Expr::col(audit_chain::Column::Sequence))
        .filter(audit_chain::Column::ScopeId.eq(scope.id()))
        .exec_with_returning(tx)
        .await?
        .pop()
        .ok_or(Error::NotFound("project"))
}

impl Write<'_> {
    /// The connection of the transaction.
    pub(crate) fn db(&self) -> &Transaction {
        &self.tx
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
        project::Entity::live()
            .filter(project::Column::Id.eq(id))
            .one(&self.tx)
            .await?
            .ok_or(Error::NotFound("project"))
    }

    /// Starts the chain of a scope that this transaction creates, and holds its lock.
    pub(crate) async fn begin_chain(&mut self, scope: Scope) -> Result<(), Error> {
        let head = audit_chain::Model { scope_id: scope.id(), sequence: 0, hash: String::new() };
        audit_chain::Entity::insert(head.clone().into_active_model())
            .exec_without_returning(&self.tx)
            .await?;
        self.heads.push(head);
        Ok(())
    }

    /// Appends an event to the chain of a scope whose lock is held.
    pub(crate) async fn record(&mut self, scope: Scope, event: Event) -> Result<(), Error> {
        let id = AuditEventId(self.control.new_id());
        let Some(head) = self.heads.iter_mut().find(|head| head.scope_id == scope.id()) else {
            return Err(Error::Internal("an event for a scope that is not locked".into()));
        };

        let context = self.actor.context();
        let mut row = audit_event::Model {
            id,
            scope_id: head.scope_id,
            sequence: head.sequence + 1,
            at: self.now,
            action: event.action.to_owned(),
            actor_type: self.actor.actor_type(),
            actor_key_id: self.actor.key_id(),
            actor_kid: self.actor.kid().map(str::to_owned),
            target_id: Some(event.target),
            changes: serde_json::Value::Object(event.changes).to_string(),
            request_id: context.request_id.clone(),
            source_address: context.source_address.clone(),
            previous_hash: std::mem::take(&mut head.hash),
            hash: String::new(),
        };

        row.hash = audit::hash(&row)?;
        head.sequence = row.sequence;
        head.hash.clone_from(&row.hash);
        audit_event::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.tx)
            .await?;
        Ok(())
    }

    /// Commits, and drops all cached values of the scopes on every replica.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        self.finish(None).await
    }

    /// Commits a transaction that changed no cached value but `change`; `None`: any value may have
    /// changed.
    pub(crate) async fn commit_only(self, change: impl Into<Option<Change>>) -> Result<(), Error> {
        let only = change.into().filter(|_| !self.drops_all);
        self.finish(only).await
    }

    /// Makes the commit drop all cached values of the scopes, whatever change it names.
    pub(crate) fn drop_all(&mut self) {
        self.drops_all = true;
    }

    async fn finish(self, only: Option<Change>) -> Result<(), Error> {
        for head in &self.heads {
            let mut row = head.clone().into_active_model();
            row.sequence = Set(head.sequence);
            row.hash = Set(head.hash.clone());
            row.update(&self.tx).await?;
            self.control.notify(&self.tx, head.scope_id, only).await?;
        }
        let expected = self.control.expect(&self.tx).await?;

        let (control, tx) = (self.control.clone(), self.tx);
        let scopes: Vec<_> = self.heads.iter().map(|head| head.scope_id).collect();
        commit_then(self.control.inner.database.clone(), tx, move || {
            for scope in scopes {
                control.inner.cache.apply(scope, only);
            }
        })
        .await?;
        self.control.settle(expected).await;
        Ok(())
    }
}

impl Control {
    /// Commits the revocation of one token; all other cached values stay.
    pub(crate) async fn commit_revocation(
        &self,
        tx: Transaction,
        project: ProjectId,
        id: TokenId,
    ) -> Result<(), Error> {
        let only = Some(Change::Token(id));
        self.notify(&tx, project.0, only).await?;
        let expected = self.expect(&tx).await?;

        let control = self.clone();
        let database = self.inner.database.clone();
        commit_then(database, tx, move || control.inner.cache.apply(project.0, only)).await?;
        self.settle(expected).await;
        Ok(())
    }
}

/// Commits in its own task: if the request is cancelled meanwhile, the commit may still happen, and
/// the caches must follow. They also follow if the answer of the commit is lost.
async fn commit_then(
    database: Database,
    tx: Transaction,
    follow: impl FnOnce() + Send + 'static,
) -> Result<(), Error> {
    let committed = tokio::spawn(async move {
        let committed = database.commit(tx).await;
        follow();
        committed
    });
    committed.await.map_err(|error| Error::internal("commit", error))?
}
