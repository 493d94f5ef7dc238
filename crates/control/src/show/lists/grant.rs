//! Grants, newest first.

use keyplane_entity::{
    Permission, Scope,
    grant::{self, Column},
    id::{ApiId, ApplicationId, ProjectId},
    search_term::Kind,
};
use sea_orm::{ColumnTrait, Condition, DbBackend, QueryFilter, Select};

use super::{
    cursor::Cursor,
    handle::Lists,
    page::{Ordering, Page, PageRequest},
    search::Search,
    table_listing::TableListing,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of grants.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GrantListing {
    /// Project of the grants.
    pub project: ProjectId,
    /// Owner of the grants in the project.
    pub of: GrantsOf,
    /// Search text: a prefix of a word of the name of the application or the API at the other end;
    /// among the grants of a project, of either.
    pub search: Option<String>,
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

impl TableListing for GrantListing {
    type Entity = grant::Entity;

    async fn select(&self, lists: &Lists, actor: &Actor) -> Result<Select<grant::Entity>, Error> {
        let scope = Scope::Project(self.project);
        actor.require(Permission::Read, scope)?;
        let query = grant::Entity::in_project(self.project);
        let (query, ends) = match self.of {
            GrantsOf::Project => (
                query,
                &[(Kind::Application, Column::ApplicationId), (Kind::Api, Column::ApiId)][..],
            ),
            GrantsOf::Application(id) => {
                (query.filter(Column::ApplicationId.eq(id)), &[(Kind::Api, Column::ApiId)][..])
            }
            GrantsOf::Api(id) => {
                let other = &[(Kind::Application, Column::ApplicationId)][..];
                (query.filter(Column::ApiId.eq(id)), other)
            }
        };

        let mut found = Condition::any();
        for &(kind, id) in ends {
            if let Some(search) = Search::new(scope, kind, self.search.as_deref())? {
                found = found.add(search.find(&lists.store, id).await?);
            }
        }
        Ok(if found.is_empty() { query } else { query.filter(found) })
    }

    fn ordering(&self, _: DbBackend) -> Ordering {
        Ordering::newest(Column::Id)
    }

    fn cursor(&self, row: &grant::Model) -> Cursor {
        Cursor::of_id(row.id.0)
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl Lists {
    /// The grants of each listing.
    pub async fn grants(
        &self,
        actor: &Actor,
        listings: &[GrantListing],
    ) -> Result<Vec<Page<grant::Model>>, Error> {
        self.pages(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_grants(
        &self,
        actor: &Actor,
        listings: &[GrantListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
    }
}
