//! The loaders of projects: listings, and look-ups by slug.

use async_graphql::dataloader::Loader;
use keyplane_control::{Error, Page, ProjectListing};
use keyplane_entity::project;

use super::Project;
use crate::graphql::{access::Reader, connection::Listing, failure::Failure, loaders::Loaded};

/// Projects are listed at the root only, so the number of listings is the number of root fields.
impl Listing for ProjectListing {
    type Model = project::Model;
    type Node = Project;

    async fn pages(reader: &Reader, listings: &[Self]) -> Result<Vec<Page<Self::Model>>, Error> {
        let mut pages = Vec::with_capacity(listings.len());
        for listing in listings {
            pages.push(reader.control.lists().projects(&reader.actor, listing).await?);
        }
        Ok(pages)
    }

    async fn counts(reader: &Reader, listings: &[Self]) -> Result<Vec<u64>, Error> {
        let mut counts = Vec::with_capacity(listings.len());
        for listing in listings {
            counts.push(reader.control.lists().count_projects(&reader.actor, listing).await?);
        }
        Ok(counts)
    }
}

/// A project, by its slug.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ProjectNamed(pub(crate) String);

impl Loader<ProjectNamed> for Reader {
    type Value = Result<Project, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[ProjectNamed]) -> Loaded<ProjectNamed, Project> {
        let slugs: Vec<_> = of.iter().map(|of| of.0.clone()).collect();
        let found = self.control.lookups().projects_by_slug(&self.actor, &slugs).await?.into_iter();
        Ok(found.map(|(slug, model)| (ProjectNamed(slug), Ok(model.into()))).collect())
    }
}
