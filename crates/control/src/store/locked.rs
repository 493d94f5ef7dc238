//! A transaction that runs alone in its scopes, and appends to their audit chains.

use keyplane_entity::{Scope, audit_chain, audit_event};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{
    audit::EventLine,
    database::{Database, Transaction},
    handle::Store,
    news::{News, Part},
};
use crate::error::Error;

/// A transaction that holds the locks of its scopes. It is rolled back if it is dropped without
/// [`Locked::commit`].
pub(crate) struct Locked {
    store: Store,
    tx: Transaction,
    heads: Vec<audit_chain::Model>,
}

impl Store {
    /// Locks scopes in a transaction, so that it runs alone in them on any replica: its first
    /// statement locks the row of each scope's audit chain. The instance always comes before
    /// projects, so that transactions cannot deadlock.
    pub(crate) async fn lock(&self, tx: Transaction, scopes: &[Scope]) -> Result<Locked, Error> {
        let mut heads = Vec::with_capacity(scopes.len());
        for scope in scopes {
            heads.push(lock(&tx, *scope).await?);
        }
        Ok(Locked { store: self.clone(), tx, heads })
    }

    /// Commits a transaction, passes the changed part of each scope to the subscriber, and waits
    /// until no replica answers from older caches.
    pub(crate) async fn commit(
        &self,
        tx: Transaction,
        scopes: Vec<Uuid>,
        part: Option<Part>,
    ) -> Result<(), Error> {
        let (expected, last) = self.announce(&scopes, part.as_ref());
        let store = self.clone();
        commit_then(self.database().clone(), tx, last, move || {
            for scope in scopes {
                store.notify_subscriber(News::Changed { scope, part: part.clone() });
            }
        })
        .await?;
        self.wait_until_heard(expected).await
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

impl Locked {
    /// The connection of the transaction.
    pub(crate) fn db(&self) -> &Transaction {
        &self.tx
    }

    /// Starts the chain of a scope that this transaction creates, and holds its lock.
    pub(crate) async fn begin_chain(&mut self, scope: Scope) -> Result<(), Error> {
        let head = audit_chain::Model::empty(scope);
        audit_chain::Entity::insert(head.clone().into_active_model())
            .exec_without_returning(&self.tx)
            .await?;
        self.heads.push(head);
        Ok(())
    }

    /// Appends an event to the chain of a scope whose lock is held. Sets the event's scope, its
    /// place in the chain and its hashes.
    pub(crate) async fn append(
        &mut self,
        scope: Scope,
        mut event: audit_event::Model,
    ) -> Result<(), Error> {
        let Some(head) = self.heads.iter_mut().find(|head| head.scope_id == scope.id()) else {
            return Err(Error::Internal("an event for a scope that is not locked".into()));
        };

        event.scope_id = head.scope_id;
        event.sequence = head.sequence + 1;
        event.previous_hash = std::mem::take(&mut head.hash);
        event.hash = EventLine::from(&event).digest()?;
        head.sequence = event.sequence;
        head.hash.clone_from(&event.hash);

        audit_event::Entity::insert(event.into_active_model())
            .exec_without_returning(&self.tx)
            .await?;
        Ok(())
    }

    /// Commits a change to every scope.
    pub(crate) async fn commit_everywhere(self) -> Result<(), Error> {
        let heads = audit_chain::Entity::find().select_only().column(audit_chain::Column::ScopeId);
        let scopes = heads.into_tuple().all(&self.tx).await?;
        self.commit_in(scopes, None).await
    }

    /// Commits. `part`: the only part of the scopes that changed; `None`: any part may have changed.
    pub(crate) async fn commit(self, part: Option<Part>) -> Result<(), Error> {
        let scopes = self.heads.iter().map(|head| head.scope_id).collect();
        self.commit_in(scopes, part).await
    }

    async fn commit_in(self, scopes: Vec<Uuid>, part: Option<Part>) -> Result<(), Error> {
        for head in &self.heads {
            let mut row = head.clone().into_active_model();
            row.sequence = Set(head.sequence);
            row.hash = Set(head.hash.clone());
            row.update(&self.tx).await?;
        }
        self.store.commit(self.tx, scopes, part).await
    }
}

/// Commits in its own task: if the request is cancelled meanwhile, the commit may still happen, and
/// the caches must follow. They also follow if the answer of the commit is lost.
async fn commit_then(
    database: Database,
    tx: Transaction,
    last: String,
    follow: impl FnOnce() + Send + 'static,
) -> Result<(), Error> {
    let committed = tokio::spawn(async move {
        let committed = database.commit_after(tx, &last).await;
        follow();
        committed
    });
    committed.await.map_err(|error| Error::internal("commit", error))?
}
