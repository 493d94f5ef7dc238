//! APIs, by creation or name.

use keyplane_entity::{
    Permission, Scope,
    api::{self, Column},
    id::ProjectId,
    search_term::Kind,
};
use sea_orm::{ColumnTrait, DbBackend, QueryFilter, Select};

use super::{
    cursor::Cursor,
    handle::Lists,
    order::ListOrder,
    page::{Ordering, Page, PageRequest},
    search::Search,
    table_listing::TableListing,
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

impl TableListing for ApiListing {
    type Entity = api::Entity;

    async fn select(&self, lists: &Lists, actor: &Actor) -> Result<Select<api::Entity>, Error> {
        let scope = Scope::Project(self.project);
        actor.require(Permission::Read, scope)?;
        let mut query = api::Entity::in_project(self.project);

        if let Some(id) = &self.external_id {
            query = query.filter(Column::ExternalId.eq(id));
        }
        if let Some(enabled) = self.enabled {
            query = query.filter(Column::Enabled.eq(enabled));
        }
        match Search::new(scope, Kind::Api, self.search.as_deref())? {
            Some(search) => Ok(query.filter(search.find(&lists.store, Column::Id).await?)),
            None => Ok(query),
        }
    }

    fn ordering(&self, backend: DbBackend) -> Ordering {
        self.order.of(backend, Column::Id, Column::Name)
    }

    fn cursor(&self, row: &api::Model) -> Cursor {
        self.order.cursor(row.id.0, &row.name)
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl Lists {
    /// The APIs of each listing.
    pub async fn apis(
        &self,
        actor: &Actor,
        listings: &[ApiListing],
    ) -> Result<Vec<Page<api::Model>>, Error> {
        self.pages(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_apis(
        &self,
        actor: &Actor,
        listings: &[ApiListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
    }
}
