//! Applications, newest first.

use keyplane_entity::{
    Permission, Scope,
    application::{self, Column},
    id::ProjectId,
    label::{self, Label},
    search_term::Kind,
};
use sea_orm::{QueryFilter, Select};

use super::{
    page::{Cursor, Ordering, Page, PageRequest, largest},
    search::Search,
    union,
};
use crate::{Actor, Control, Error, application::label_fault};

/// Arguments of a list of applications.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApplicationListing {
    /// Project of the applications.
    pub project: ProjectId,
    /// Search text: a prefix of a word of the name, or of the ID.
    pub search: Option<String>,
    /// Labels that each application has, at most 10; empty: no condition.
    pub labels: Vec<Label>,
    /// Requested page.
    pub page: PageRequest,
}

/// Maximum number of labels that a list is filtered by; each is a look-up for each row.
const MAX_LABELS: usize = 10;

const ORDER: Ordering<Column, Column> = Ordering { rank: None, id: Column::Id, descending: true };
/// The same order for a list that is filtered by labels, which walks the index of the labels.
const LABEL_ORDER: Ordering<LabelId, LabelId> =
    Ordering { rank: None, id: label::APPLICATION, descending: true };

type LabelId = (label::Entity, label::Column);

impl Control {
    /// The applications of each listing.
    pub async fn list_applications(
        &self,
        actor: &Actor,
        listings: &[ApplicationListing],
    ) -> Result<Vec<Page<application::Model>>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            let query = self.applications(actor, listing).await?;
            queries.push(if listing.labels.is_empty() {
                ORDER.page(query, &listing.page)
            } else {
                LABEL_ORDER.page(query, &listing.page)
            });
        }
        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(&self.inner.database.read, queries, most).await?;
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
            queries.push(self.applications(actor, listing).await?);
        }
        union::counts(&self.inner.database.read, queries).await
    }

    async fn applications(
        &self,
        actor: &Actor,
        listing: &ApplicationListing,
    ) -> Result<Select<application::Entity>, Error> {
        let scope = Scope::Project(listing.project);
        actor.require(Permission::Read, scope)?;
        check(&listing.labels)?;

        let query = label::applications_with(listing.project, &listing.labels);
        match Search::new(scope, Kind::Application, listing.search.as_deref())? {
            Some(search) => Ok(query.filter(search.find(self, Column::Id).await?)),
            None => Ok(query),
        }
    }
}

fn check(labels: &[Label]) -> Result<(), Error> {
    if labels.len() > MAX_LABELS {
        return Err(Error::argument("labels", format!("must be at most {MAX_LABELS}")));
    }
    match labels.iter().find_map(label_fault) {
        Some(fault) => Err(Error::argument("labels", fault)),
        None => Ok(()),
    }
}
