//! Applications, newest first.

use keyplane_entity::{
    Permission, Scope,
    application::{self, Column},
    id::ProjectId,
    search_term::Kind,
};
use sea_orm::{QueryFilter, Select};

use super::{
    handle::Lists,
    page::{Cursor, Ordering, Page, PageRequest, largest},
    search::Search,
    union,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of applications.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApplicationListing {
    /// Project of the applications.
    pub project: ProjectId,
    /// Search text: a prefix of a word of the name, or of the ID.
    pub search: Option<String>,
    /// Requested page.
    pub page: PageRequest,
}

const ORDER: Ordering<Column, Column> = Ordering { rank: None, id: Column::Id, descending: true };

impl Lists {
    /// The applications of each listing.
    pub async fn applications(
        &self,
        actor: &Actor,
        listings: &[ApplicationListing],
    ) -> Result<Vec<Page<application::Model>>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            queries
                .push(ORDER.page(self.select_applications(actor, listing).await?, &listing.page));
        }
        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(self.store.read(), queries, most).await?;
        let pages = listings.iter().zip(lists);
        Ok(pages
            .map(|(listing, rows)| Page::new(rows, &listing.page, |row| Cursor::of_id(row.id.0)))
            .collect())
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_applications(
        &self,
        actor: &Actor,
        listings: &[ApplicationListing],
    ) -> Result<Vec<u64>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            queries.push(self.select_applications(actor, listing).await?);
        }
        union::counts(self.store.read(), queries).await
    }

    async fn select_applications(
        &self,
        actor: &Actor,
        listing: &ApplicationListing,
    ) -> Result<Select<application::Entity>, Error> {
        let scope = Scope::Project(listing.project);
        actor.require(Permission::Read, scope)?;
        let query = application::Entity::in_project(listing.project);
        match Search::new(scope, Kind::Application, listing.search.as_deref())? {
            Some(search) => Ok(query.filter(search.find(&self.store, Column::Id).await?)),
            None => Ok(query),
        }
    }
}
