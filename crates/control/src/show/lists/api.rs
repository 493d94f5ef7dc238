//! APIs, newest first.

use keyplane_entity::{
    Permission, Scope,
    api::{self, Column},
    id::ProjectId,
};
use sea_orm::{ColumnTrait, QueryFilter, Select};

use super::{
    handle::Lists,
    page::{Cursor, Ordering, Page, PageRequest, largest},
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
    /// Requested page.
    pub page: PageRequest,
}

const ORDER: Ordering<Column, Column> = Ordering { rank: None, id: Column::Id, descending: true };

impl Lists {
    /// The APIs of each listing.
    pub async fn apis(
        &self,
        actor: &Actor,
        listings: &[ApiListing],
    ) -> Result<Vec<Page<api::Model>>, Error> {
        let queries: Result<Vec<_>, Error> = listings
            .iter()
            .map(|listing| Ok(ORDER.page(apis(actor, listing)?, &listing.page)))
            .collect();
        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(self.store.read(), queries?, most).await?;
        let pages = listings.iter().zip(lists);
        Ok(pages
            .map(|(listing, rows)| Page::new(rows, &listing.page, |row| Cursor::of_id(row.id.0)))
            .collect())
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_apis(
        &self,
        actor: &Actor,
        listings: &[ApiListing],
    ) -> Result<Vec<u64>, Error> {
        let queries: Result<Vec<_>, Error> =
            listings.iter().map(|listing| apis(actor, listing)).collect();
        union::counts(self.store.read(), queries?).await
    }
}

fn apis(actor: &Actor, listing: &ApiListing) -> Result<Select<api::Entity>, Error> {
    actor.require(Permission::Read, Scope::Project(listing.project))?;
    let rows = api::Entity::in_project(listing.project);
    Ok(match &listing.external_id {
        Some(id) => rows.filter(Column::ExternalId.eq(id)),
        None => rows,
    })
}
