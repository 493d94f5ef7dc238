//! Keys, by creation or name; with a limit on their end, soonest end first.

use keyplane_entity::{
    Permission, Scope, Timestamp,
    id::{ApplicationId, ProjectId},
    key::{self, Column, Purpose, State, in_states},
    search_term::Kind,
    usage_count,
};
use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, Iterable, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait},
};

use super::{
    cursor::{Cursor, Rank, RankKind},
    handle::Lists,
    order::ListOrder,
    page::{Ordering, Page, PageRequest, date_rank},
    search::Search,
    table_listing::TableListing,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyListing {
    /// Owner of the keys.
    pub owner: KeyOwner,
    /// Filter on the keys.
    pub filter: KeyFilter,
    /// Order of the list, unless the end of the keys is limited.
    pub order: ListOrder,
    /// Requested page.
    pub page: PageRequest,
}

/// Owner of the listed keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyOwner {
    /// The keys of the instance or a project.
    Scope(Scope),
    /// The keys that the actor sees: of the instance and all projects, or of its project.
    Seen,
    /// The keys of an application.
    Application {
        /// Project of the application.
        project: ProjectId,
        /// Application that owns the keys.
        application: ApplicationId,
    },
}

/// Filter on the keys of an owner; an empty list filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeyFilter {
    /// Purposes of the keys.
    pub purposes: Vec<Purpose>,
    /// States of the keys.
    pub states: Vec<State>,
    /// Search text: a prefix of the kid or of a word of the name.
    pub search: Option<String>,
    /// Latest end, inclusive: only keys that have not ended yet, soonest end first.
    pub expires_before: Option<Timestamp>,
    /// Time since which the keys were not used; keys that were never used too.
    pub unused_since: Option<Timestamp>,
    /// Whether to list only keys that have no successor and that the schedule does not renew.
    pub unattended: bool,
}

impl KeyListing {
    fn scope(&self, actor: &Actor) -> Scope {
        match self.owner {
            KeyOwner::Scope(scope) => scope,
            KeyOwner::Seen => actor.scope(),
            KeyOwner::Application { project, .. } => Scope::Project(project),
        }
    }
}

impl TableListing for KeyListing {
    type Entity = key::Entity;

    async fn select(&self, lists: &Lists, actor: &Actor) -> Result<Select<key::Entity>, Error> {
        let (scope, filter, now) = (self.scope(actor), &self.filter, lists.store.now());
        actor.require(Permission::Read, scope)?;
        let mut query = match (self.owner, scope) {
            (KeyOwner::Seen, Scope::Instance) => key::Entity::live(),
            _ => key::Entity::in_scope(scope),
        };

        if let KeyOwner::Application { application, .. } = self.owner {
            query = query.filter(Column::ApplicationId.eq(application));
        }
        if !filter.purposes.is_empty() {
            let named = Purpose::iter().filter(|purpose| filter.purposes.contains(purpose));
            query = query.filter(Column::Purpose.is_in(named));
        }
        if !filter.states.is_empty() {
            query = query.filter(in_states(&filter.states, now));
        }
        if let Some(end) = filter.expires_before {
            query = query.filter(key::ending(now, end));
        }

        if let Some(since) = filter.unused_since {
            query = query.filter(used_since(since).not());
        }
        if filter.unattended {
            query = query.filter(key::unattended());
        }

        match Search::new(scope, Kind::Key, filter.search.as_deref())? {
            Some(search) => Ok(query.filter(search.find(&lists.store, Column::Id).await?)),
            None => Ok(query),
        }
    }

    fn ordering(&self, backend: DbBackend) -> Ordering {
        match self.filter.expires_before {
            Some(_) => {
                let end = Expr::col(Column::ExpiresAt);
                Ordering::by(RankKind::Number, end, Column::Id, false)
            }
            None => self.order.of(backend, Column::Id, Column::Name),
        }
    }

    fn cursor(&self, row: &key::Model) -> Cursor {
        match self.filter.expires_before {
            Some(_) => Cursor { rank: Rank::Number(date_rank(row.expires_at)), id: row.id.0 },
            None => self.order.cursor(row.id.0, &row.name),
        }
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl Lists {
    /// The keys of each listing.
    pub async fn keys(
        &self,
        actor: &Actor,
        listings: &[KeyListing],
    ) -> Result<Vec<Page<key::Model>>, Error> {
        self.pages(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_keys(
        &self,
        actor: &Actor,
        listings: &[KeyListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
    }
}

/// The condition that a key was used at a time or later.
fn used_since(since: Timestamp) -> Expr {
    let own = Expr::col((usage_count::Entity, usage_count::Column::SubjectId));
    let calls = usage_count::Entity::find()
        .select_only()
        .expr(Expr::value(1))
        .filter(own.equals((key::Entity, Column::Id)))
        .filter(usage_count::Column::Outcome.eq(usage_count::Outcome::Accepted))
        .filter(usage_count::Column::LastAt.gte(since));
    Expr::exists(calls.into_query())
}
