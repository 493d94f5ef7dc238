//! Keys, newest first, or those that end soon, soonest first.

use keyplane_entity::{
    Permission, Scope, Timestamp,
    id::{ApplicationId, ProjectId},
    key::{self, Column, Purpose, State, in_states},
    search_term::Kind,
};
use sea_orm::{ColumnTrait, Iterable, QueryFilter, Select};

use super::{
    page::{Cursor, Ordering, Page, PageRequest, date_rank, largest},
    search::Search,
    union,
};
use crate::{Actor, Control, Error};

/// Which keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyListing {
    /// Whose.
    pub owner: KeyOwner,
    /// Which of them.
    pub filter: KeyFilter,
    /// Which part of them.
    pub page: PageRequest,
}

/// Whose keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyOwner {
    /// The instance's or a project's.
    Scope(Scope),
    /// An application's.
    Application {
        /// The application's project.
        project: ProjectId,
        /// The application.
        application: ApplicationId,
    },
}

/// Which keys of an owner; an empty list filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct KeyFilter {
    /// Of these purposes.
    pub purposes: Vec<Purpose>,
    /// In these states.
    pub states: Vec<State>,
    /// By a prefix of the kid or of a word of the name.
    pub search: Option<String>,
    /// Those that have not ended yet and end by then, soonest first.
    pub expires_before: Option<Timestamp>,
}

const NEWEST: Ordering<Column, Column> = Ordering { rank: None, id: Column::Id, descending: true };
const SOONEST: Ordering<Column, Column> =
    Ordering { rank: Some(Column::ExpiresAt), id: Column::Id, descending: false };

impl KeyListing {
    fn order(&self) -> Ordering<Column, Column> {
        if self.filter.expires_before.is_some() { SOONEST } else { NEWEST }
    }

    fn cursor(&self, key: &key::Model) -> Cursor {
        match self.filter.expires_before {
            Some(_) => Cursor { rank: date_rank(key.expires_at), id: key.id.0 },
            None => Cursor::of_id(key.id.0),
        }
    }

    fn scope(&self) -> Scope {
        match self.owner {
            KeyOwner::Scope(scope) => scope,
            KeyOwner::Application { project, .. } => Scope::Project(project),
        }
    }
}

impl Control {
    /// The keys of each listing.
    pub async fn list_keys(
        &self,
        actor: &Actor,
        listings: &[KeyListing],
    ) -> Result<Vec<Page<key::Model>>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            queries.push(listing.order().page(self.keys(actor, listing).await?, &listing.page));
        }
        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(&self.inner.database.read, queries, most).await?;
        let pages = listings.iter().zip(lists);
        Ok(pages
            .map(|(listing, rows)| Page::new(rows, &listing.page, |row| listing.cursor(row)))
            .collect())
    }

    /// How many each listing has, on all pages.
    pub async fn count_keys(
        &self,
        actor: &Actor,
        listings: &[KeyListing],
    ) -> Result<Vec<u64>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            queries.push(self.keys(actor, listing).await?);
        }
        union::counts(&self.inner.database.read, queries).await
    }

    async fn keys(
        &self,
        actor: &Actor,
        listing: &KeyListing,
    ) -> Result<Select<key::Entity>, Error> {
        let (scope, filter, now) = (listing.scope(), &listing.filter, self.now());
        actor.require(Permission::Read, scope)?;
        let mut query = key::Entity::in_scope(scope);

        if let KeyOwner::Application { application, .. } = listing.owner {
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
            query = query
                .filter(Column::RevokedAt.is_null())
                .filter(Column::ExpiresAt.gt(now))
                .filter(Column::ExpiresAt.lte(end));
        }

        match Search::new(scope, Kind::Key, filter.search.as_deref())? {
            Some(search) => Ok(query.filter(search.find(self, Column::Id).await?)),
            None => Ok(query),
        }
    }
}
