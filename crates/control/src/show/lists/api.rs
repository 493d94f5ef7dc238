//! APIs, by creation or name.

use keyplane_entity::{
    Permission, Scope,
    api::{self, Column},
    id::ProjectId,
    search_term::Kind,
};
use sea_orm::{ColumnTrait, QueryFilter, Select};

use super::{
    handle::Lists,
    order::ListOrder,
    page::{Page, PageRequest, largest},
    search::Search,
    union,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of APIs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApiListing {
    /// Project of the APIs.
    pub project: ProjectId,
    /// External ID of the API; `None`: no condition.
    pub external_id: Option<String>,
    /// Search text: a prefix of a word of the name or the identifier, or of the ID.
    pub search: Option<String>,
    /// Whether the APIs are enabled; `None`: no condition.
    pub enabled: Option<bool>,
    /// Order of the list.
    pub order: ListOrder,
    /// Requested page.
    pub page: PageRequest,
}

impl Lists {
    /// The APIs of each listing.
    pub async fn apis(
        &self,
        actor: &Actor,
        listings: &[ApiListing],
    ) -> Result<Vec<Page<api::Model>>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            let order = listing.order.of(self.store.backend(), Column::Id, Column::Name);
            queries.push(order.page(self.select_apis(actor, listing).await?, &listing.page)?);
        }

        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(self.store.read(), queries, most).await?;
        let pages = listings.iter().zip(lists);
        Ok(pages
            .map(|(listing, rows)| {
                Page::new(rows, &listing.page, |row| listing.order.cursor(row.id.0, &row.name))
            })
            .collect())
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_apis(
        &self,
        actor: &Actor,
        listings: &[ApiListing],
    ) -> Result<Vec<u64>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            queries.push(self.select_apis(actor, listing).await?);
        }
        union::counts(self.store.read(), queries).await
    }

    async fn select_apis(
        &self,
        actor: &Actor,
        listing: &ApiListing,
    ) -> Result<Select<api::Entity>, Error> {
        let scope = Scope::Project(listing.project);
        actor.require(Permission::Read, scope)?;
        let mut query = api::Entity::in_project(listing.project);

        if let Some(id) = &listing.external_id {
            query = query.filter(Column::ExternalId.eq(id));
        }
        if let Some(enabled) = listing.enabled {
            query = query.filter(Column::Enabled.eq(enabled));
        }
        match Search::new(scope, Kind::Api, listing.search.as_deref())? {
            Some(search) => Ok(query.filter(search.find(&self.store, Column::Id).await?)),
            None => Ok(query),
        }
    }
}
