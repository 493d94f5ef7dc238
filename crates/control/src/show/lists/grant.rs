//! Grants, newest first.

use keyplane_entity::{
    Permission, Scope,
    grant::{self, Column},
    id::{ApiId, ApplicationId, ProjectId},
};
use sea_orm::{ColumnTrait, QueryFilter, Select};

use super::{
    handle::Lists,
    page::{Cursor, Ordering, Page, PageRequest, largest},
    union,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of grants.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GrantListing {
    /// Project of the grants.
    pub project: ProjectId,
    /// Owner of the grants in the project.
    pub of: GrantsOf,
    /// Requested page.
    pub page: PageRequest,
}

/// Owner of the listed grants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GrantsOf {
    /// All grants of the project.
    Project,
    /// The grants of an application.
    Application(ApplicationId),
    /// The grants for an API.
    Api(ApiId),
}

const ORDER: Ordering<Column, Column> = Ordering { rank: None, id: Column::Id, descending: true };

impl Lists {
    /// The grants of each listing.
    pub async fn grants(
        &self,
        actor: &Actor,
        listings: &[GrantListing],
    ) -> Result<Vec<Page<grant::Model>>, Error> {
        let queries: Result<Vec<_>, Error> = listings
            .iter()
            .map(|listing| Ok(ORDER.page(grants(actor, listing)?, &listing.page)))
            .collect();
        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(self.store.read(), queries?, most).await?;
        let pages = listings.iter().zip(lists);
        Ok(pages
            .map(|(listing, rows)| Page::new(rows, &listing.page, |row| Cursor::of_id(row.id.0)))
            .collect())
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_grants(
        &self,
        actor: &Actor,
        listings: &[GrantListing],
    ) -> Result<Vec<u64>, Error> {
        let queries: Result<Vec<_>, Error> =
            listings.iter().map(|listing| grants(actor, listing)).collect();
        union::counts(self.store.read(), queries?).await
    }
}

fn grants(actor: &Actor, listing: &GrantListing) -> Result<Select<grant::Entity>, Error> {
    actor.require(Permission::Read, Scope::Project(listing.project))?;
    let query = grant::Entity::in_project(listing.project);
    Ok(match listing.of {
        GrantsOf::Project => query,
        GrantsOf::Application(id) => query.filter(Column::ApplicationId.eq(id)),
        GrantsOf::Api(id) => query.filter(Column::ApiId.eq(id)),
    })
}
