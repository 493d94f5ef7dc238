//! Projects, by creation or name.

use keyplane_entity::{
    Permission, Scope,
    project::{self, Column},
    search_term::Kind,
};
use sea_orm::{ColumnTrait, PaginatorTrait, QueryFilter, Select};

use super::{
    handle::Lists,
    order::ListOrder,
    page::{Page, PageRequest},
    search::Search,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of projects.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProjectListing {
    /// Search text: a prefix of the slug or of a word of the name.
    pub search: Option<String>,
    /// Order of the list.
    pub order: ListOrder,
    /// Requested page.
    pub page: PageRequest,
}

impl Lists {
    /// The projects that the actor can see.
    pub async fn projects(
        &self,
        actor: &Actor,
        listing: &ProjectListing,
    ) -> Result<Page<project::Model>, Error> {
        let order = listing.order.of(self.store.backend(), Column::Id, Column::Name);
        let query = order.page(self.select_projects(actor, listing).await?, &listing.page)?;
        let rows = query.all(self.store.read()).await?;
        Ok(Page::new(rows, &listing.page, |row| listing.order.cursor(row.id.0, &row.name)))
    }

    /// The number of projects, on all pages.
    pub async fn count_projects(
        &self,
        actor: &Actor,
        listing: &ProjectListing,
    ) -> Result<u64, Error> {
        let search = Search::new(Scope::Instance, Kind::Project, listing.search.as_deref())?;
        match search {
            // Deleted projects have no terms.
            Some(search) if actor.scope() == Scope::Instance => search.count(&self.store).await,
            _ => Ok(self.select_projects(actor, listing).await?.count(self.store.read()).await?),
        }
    }

    async fn select_projects(
        &self,
        actor: &Actor,
        listing: &ProjectListing,
    ) -> Result<Select<project::Entity>, Error> {
        actor.require(Permission::Read, actor.scope())?;
        let mut query = project::Entity::live();
        if let Some(own) = actor.scope().project() {
            query = query.filter(Column::Id.eq(own));
        }
        match Search::new(Scope::Instance, Kind::Project, listing.search.as_deref())? {
            Some(search) => Ok(query.filter(search.find(&self.store, Column::Id).await?)),
            None => Ok(query),
        }
    }
}
