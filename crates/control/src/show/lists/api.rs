//! APIs, newest first.

use keyplane_entity::{
    Permission, Scope,
    api::{self, Column},
    id::ProjectId,
};
use sea_orm::Select;
use uuid::Uuid;

use super::{
    handle::Lists,
    newest::NewestFirst,
    page::{Page, PageRequest},
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of APIs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApiListing {
    /// Project of the APIs.
    pub project: ProjectId,
    /// Requested page.
    pub page: PageRequest,
}

impl NewestFirst for ApiListing {
    type Rows = api::Entity;
    const ID: Column = Column::Id;

    fn page(&self) -> &PageRequest {
        &self.page
    }

    fn rows(&self, actor: &Actor) -> Result<Select<api::Entity>, Error> {
        actor.require(Permission::Read, Scope::Project(self.project))?;
        Ok(api::Entity::in_project(self.project))
    }

    fn id_of(row: &api::Model) -> Uuid {
        row.id.0
    }
}

impl Lists {
    /// The APIs of each listing.
    pub async fn apis(
        &self,
        actor: &Actor,
        listings: &[ApiListing],
    ) -> Result<Vec<Page<api::Model>>, Error> {
        self.newest(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_apis(
        &self,
        actor: &Actor,
        listings: &[ApiListing],
    ) -> Result<Vec<u64>, Error> {
        self.count_all(actor, listings).await
    }
}
