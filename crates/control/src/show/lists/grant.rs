//! Grants, newest first.

use keyplane_entity::{
    Permission, Scope,
    grant::{self, Column},
    id::{ApiId, ApplicationId, ProjectId},
};
use sea_orm::{ColumnTrait, QueryFilter, Select};
use uuid::Uuid;

use super::{
    handle::Lists,
    newest::NewestFirst,
    page::{Page, PageRequest},
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

impl NewestFirst for GrantListing {
    type Rows = grant::Entity;
    const ID: Column = Column::Id;

    fn page(&self) -> &PageRequest {
        &self.page
    }

    fn rows(&self, actor: &Actor) -> Result<Select<grant::Entity>, Error> {
        actor.require(Permission::Read, Scope::Project(self.project))?;
        let query = grant::Entity::in_project(self.project);
        Ok(match self.of {
            GrantsOf::Project => query,
            GrantsOf::Application(id) => query.filter(Column::ApplicationId.eq(id)),
            GrantsOf::Api(id) => query.filter(Column::ApiId.eq(id)),
        })
    }

    fn id_of(row: &grant::Model) -> Uuid {
        row.id.0
    }
}

impl Lists {
    /// The grants of each listing.
    pub async fn grants(
        &self,
        actor: &Actor,
        listings: &[GrantListing],
    ) -> Result<Vec<Page<grant::Model>>, Error> {
        self.newest(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_grants(
        &self,
        actor: &Actor,
        listings: &[GrantListing],
    ) -> Result<Vec<u64>, Error> {
        self.count_all(actor, listings).await
    }
}
