//! Applications, newest first.

use keyplane_entity::{
    Permission, Scope,
    application::{self, Column},
    id::ProjectId,
    label::{self, Label},
    search_term::Kind,
};
use sea_orm::{
    ColumnTrait, QueryFilter, QuerySelect, QueryTrait, Select, sea_query::SelectStatement,
};

use super::{
    handle::Lists,
    page::{Cursor, Ordering, Page, PageRequest, largest},
    search::Search,
    union,
};
use crate::{error::Error, known::Actor, operate::applications::label_fault};

/// Arguments of a list of applications.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApplicationListing {
    /// Project of the applications.
    pub project: ProjectId,
    /// Search text: a prefix of a word of the name, or of the ID.
    pub search: Option<String>,
    /// Labels that each application has, at most 10; empty: no condition.
    pub labels: Vec<Label>,
    /// External ID of the application; `None`: no condition.
    pub external_id: Option<String>,
    /// Requested page.
    pub page: PageRequest,
}

/// Maximum number of labels that a list is filtered by; each is a look-up for each row.
const MAX_LABELS: usize = 10;

/// Maximum number of rows of a label that are counted to find the rarest one.
const COUNTED: u64 = 1000;

const ORDER: Ordering<Column, Column> = Ordering { rank: None, id: Column::Id, descending: true };
/// The same order in the table of labels.
const LABEL_ORDER: Ordering<label::Column, label::Column> =
    Ordering { rank: None, id: label::Column::ApplicationId, descending: true };

/// The rows of a listing: without a filter those of the applications, else a row for each of them
/// in the table of labels. Labels of deleted applications are deleted too.
enum Matching {
    Applications(Select<application::Entity>),
    Labels(Select<label::Entity>),
}

impl Lists {
    /// The applications of each listing.
    pub async fn applications(
        &self,
        actor: &Actor,
        listings: &[ApplicationListing],
    ) -> Result<Vec<Page<application::Model>>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            let rows = self.rows(actor, listing).await?;
            queries.push(rows.page(listing.project, &listing.page));
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
            queries.push(match self.rows(actor, listing).await? {
                Matching::Applications(rows) => rows.into_query(),
                Matching::Labels(rows) => rows.into_query(),
            });
        }
        union::counts_of(self.store.read(), queries).await
    }

    async fn rows(&self, actor: &Actor, listing: &ApplicationListing) -> Result<Matching, Error> {
        let scope = Scope::Project(listing.project);
        actor.require(Permission::Read, scope)?;
        check(&listing.labels)?;
        let search = Search::new(scope, Kind::Application, listing.search.as_deref())?;

        Ok(match self.labelled(listing.project, listing.labels.clone()).await? {
            None => {
                let rows = application::Entity::in_project(listing.project);
                let rows = match &listing.external_id {
                    Some(id) => rows.filter(Column::ExternalId.eq(id)),
                    None => rows,
                };
                Matching::Applications(match search {
                    Some(search) => rows.filter(search.find(&self.store, Column::Id).await?),
                    None => rows,
                })
            }
            Some(rows) => {
                let id = label::Column::ApplicationId;
                let rows = match &listing.external_id {
                    Some(wanted) => rows.filter(id.in_subquery(named(listing.project, wanted))),
                    None => rows,
                };
                Matching::Labels(match search {
                    Some(search) => rows.filter(search.find(&self.store, id).await?),
                    None => rows,
                })
            }
        })
    }

    /// The rows of the applications that have all these labels; `None` without labels. The rows of
    /// the rarest label are walked, and the others are looked up for each of them.
    async fn labelled(
        &self,
        project: ProjectId,
        mut labels: Vec<Label>,
    ) -> Result<Option<Select<label::Entity>>, Error> {
        if labels.len() > 1 {
            let rows = labels.iter().map(|label| label::Entity::with_all(project, label, &[]));
            let few = rows.map(|rows| rows.limit(COUNTED)).collect();
            let counts = union::counts(self.store.read(), few).await?;
            let rarest = (0..labels.len()).min_by_key(|&at| counts.get(at));
            labels.swap(0, rarest.unwrap_or(0));
        }
        let rows = labels.split_first();
        Ok(rows.map(|(first, others)| label::Entity::with_all(project, first, others)))
    }
}

impl Matching {
    /// The applications of a page. The page is cut in the table of labels, so that a database reads
    /// no application that is not on the page, whatever it knows about the labels.
    fn page(self, project: ProjectId, page: &PageRequest) -> Select<application::Entity> {
        match self {
            Self::Applications(rows) => ORDER.page(rows, page),
            Self::Labels(rows) => {
                let ids = LABEL_ORDER.page(rows, page).select_only();
                let ids = ids.column(label::Column::ApplicationId).into_query();
                let found = application::Entity::in_project(project);
                ORDER.page(found.filter(Column::Id.in_subquery(ids)), page)
            }
        }
    }
}

/// The ID of the application with this external ID.
fn named(project: ProjectId, external_id: &str) -> SelectStatement {
    let found = application::Entity::in_project(project);
    let found = found.filter(Column::ExternalId.eq(external_id));
    found.select_only().column(Column::Id).into_query()
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
