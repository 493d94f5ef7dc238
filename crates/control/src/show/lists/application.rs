//! Applications, by creation, name or last use.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope,
    application::{self, Column},
    application_use,
    id::{ApplicationId, ProjectId},
    label::{self, Label},
    search_term::Kind,
};
use sea_orm::{
    ColumnTrait, Condition, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, SelectStatement},
};

use super::{
    application_filter::ApplicationFilter,
    cursor::{Cursor, Rank, RankKind},
    handle::Lists,
    narrowing::{Narrowing, narrow},
    order::{ApplicationOrder, ListOrder},
    page::{Ordering, Page, PageRequest, largest},
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
    /// Filter on the applications.
    pub filter: ApplicationFilter,
    /// Order of the list.
    pub order: ApplicationOrder,
    /// Requested page.
    pub page: PageRequest,
}

/// Maximum number of labels that a list is filtered by; each is a look-up for each row.
const MAX_LABELS: usize = 10;

/// Maximum number of rows of a label that are counted to find the rarest one.
const COUNTED: u64 = 1000;

/// The table whose rows are walked in the order of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// Applications.
    Applications(ListOrder),
    /// A row for each application in the table of labels, in the order of creation. Labels of
    /// deleted applications are deleted too.
    Labels(ListOrder),
    /// A row for each application in the table of last uses.
    Uses {
        /// Whether the most recent use comes first.
        descending: bool,
    },
}

/// The rows of a listing, without its page.
enum Matching {
    Applications {
        rows: Select<application::Entity>,
        order: ListOrder,
        /// Whether columns of the application itself are compared.
        is_filtered: bool,
    },
    Labels(Select<label::Entity>, ListOrder),
    Uses(Select<application_use::Entity>, Box<Ordering>),
}

impl ApplicationListing {
    fn walk(&self) -> Walk {
        let by = |order: ListOrder| match order {
            ListOrder::Newest | ListOrder::Oldest if !self.labels.is_empty() => Walk::Labels(order),
            ListOrder::Newest | ListOrder::Oldest | ListOrder::Name | ListOrder::NameDescending => {
                Walk::Applications(order)
            }
        };
        match self.order {
            ApplicationOrder::Newest => by(ListOrder::Newest),
            ApplicationOrder::Oldest => by(ListOrder::Oldest),
            ApplicationOrder::Name => by(ListOrder::Name),
            ApplicationOrder::NameDescending => by(ListOrder::NameDescending),
            ApplicationOrder::RecentlyUsed => Walk::Uses { descending: true },
            ApplicationOrder::LeastRecentlyUsed => Walk::Uses { descending: false },
        }
    }

    fn cursor(&self, row: &application::Model) -> Cursor {
        match self.walk() {
            Walk::Applications(order) | Walk::Labels(order) => order.cursor(row.id.0, &row.name),
            // These pages are read from the table of uses.
            Walk::Uses { .. } => Cursor::of_id(row.id.0),
        }
    }
}

impl Lists {
    /// The applications of each listing.
    pub async fn applications(
        &self,
        actor: &Actor,
        listings: &[ApplicationListing],
    ) -> Result<Vec<Page<application::Model>>, Error> {
        let mut pages: Vec<Option<Page<application::Model>>> = Vec::new();
        let (mut queries, mut of) = (Vec::new(), Vec::new());
        for (place, listing) in listings.iter().enumerate() {
            match self.rows(actor, listing, listing.walk()).await? {
                Matching::Uses(rows, order) => {
                    pages.push(Some(self.by_use(listing, rows, &order).await?));
                }
                Matching::Applications { rows, order, is_filtered } => {
                    queries.push(self.page_of(listing, rows, order, is_filtered)?);
                    of.push(place);
                    pages.push(None);
                }
                Matching::Labels(rows, order) => {
                    queries.push(self.page_of_labels(listing, rows, order)?);
                    of.push(place);
                    pages.push(None);
                }
            }
        }

        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(self.store.read(), queries, most).await?;
        for (place, rows) in of.into_iter().zip(lists) {
            let Some(listing) = listings.get(place) else { continue };
            let page = Page::new(rows, &listing.page, |row| listing.cursor(row));
            if let Some(free) = pages.get_mut(place) {
                *free = Some(page);
            }
        }
        Ok(pages.into_iter().flatten().collect())
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_applications(
        &self,
        actor: &Actor,
        listings: &[ApplicationListing],
    ) -> Result<Vec<u64>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            // The order makes no difference.
            let walk = ApplicationListing { order: ApplicationOrder::Newest, ..listing.clone() };
            queries.push(match self.rows(actor, listing, walk.walk()).await? {
                Matching::Applications { rows, .. } => rows.into_query(),
                Matching::Labels(rows, _) => rows.into_query(),
                Matching::Uses(rows, _) => rows.into_query(),
            });
        }
        union::counts_of(self.store.read(), queries).await
    }

    async fn rows(
        &self,
        actor: &Actor,
        listing: &ApplicationListing,
        walk: Walk,
    ) -> Result<Matching, Error> {
        let project = listing.project;
        actor.require(Permission::Read, Scope::Project(project))?;
        check(&listing.labels)?;
        let labelled = self.labelled(project, listing.labels.clone()).await?;

        Ok(match (walk, labelled) {
            (Walk::Labels(order), Some(rows)) => {
                let id = label::Column::ApplicationId;
                let narrow = self.conditions(listing, id, None).await?;
                let own = listing.filter.own_of(id);
                Matching::Labels(rows.filter(narrow.add_option(own)), order)
            }
            (Walk::Uses { descending }, labelled) => {
                let id = application_use::Column::ApplicationId;
                let rows = application_use::Entity::in_project(project);
                let narrow = self.conditions(listing, id, labelled).await?;
                let own = listing.filter.own_of(id);
                let last =
                    Expr::col((application_use::Entity, application_use::Column::LastUsedAt));
                let order = Ordering::by(RankKind::LastUse, last, id.as_column_ref(), descending);
                Matching::Uses(rows.filter(narrow.add_option(own)), Box::new(order))
            }
            (Walk::Applications(order) | Walk::Labels(order), labelled) => {
                let rows = application::Entity::in_project(project);
                let narrow = self.conditions(listing, Column::Id, labelled).await?;
                let own = listing.filter.own();
                let is_filtered = own.is_some();
                let rows = rows.filter(narrow.add_option(own));
                Matching::Applications { rows, order, is_filtered }
            }
        })
    }

    /// The conditions of a listing on the applications with this ID, except for those on columns
    /// of the application itself. `labelled`: rows of the applications that have its labels.
    async fn conditions<C: ColumnTrait>(
        &self,
        listing: &ApplicationListing,
        id: C,
        labelled: Option<Select<label::Entity>>,
    ) -> Result<Condition, Error> {
        let (project, now) = (listing.project, self.store.now());
        let mut narrowings = listing.filter.narrowings(project, id, now);

        let scope = Scope::Project(project);
        let search = Search::new(scope, Kind::Application, listing.search.as_deref())?;
        narrowings.extend(search.map(|search| search.on(id)));

        if let Some(rows) = labelled {
            let own = Expr::col(id.as_column_ref());
            let holds =
                listing.labels.iter().map(|label| label::holds(project, label, own.clone()));
            let ids = rows.select_only().column(label::Column::ApplicationId).into_query();
            let holds = holds.reduce(sea_orm::sea_query::ExprTrait::and);
            narrowings.extend(holds.map(|holds| Narrowing { ids, holds }));
        }
        let named = listing.external_id.as_deref().map(|wanted| named(project, wanted));
        let named = named.map(|named| id.in_subquery(named));
        Ok(narrow(&self.store, id, narrowings).await?.add_option(named))
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

    /// The applications of a page. If columns of the application are compared, the page is cut in
    /// an index that holds them, so that no application is read that is not on the page.
    fn page_of(
        &self,
        listing: &ApplicationListing,
        rows: Select<application::Entity>,
        order: ListOrder,
        is_filtered: bool,
    ) -> Result<Select<application::Entity>, Error> {
        let order = order.of(self.store.backend(), Column::Id, Column::Name);
        let page = order.page(rows, &listing.page)?;
        if !is_filtered {
            return Ok(page);
        }
        let ids = page.select_only().column(Column::Id).into_query();
        Ok(order.sort(within(listing.project, ids), &listing.page))
    }

    /// The applications of a page that is cut in the table of labels, so that a database reads no
    /// application that is not on the page, whatever it knows about the labels.
    fn page_of_labels(
        &self,
        listing: &ApplicationListing,
        rows: Select<label::Entity>,
        order: ListOrder,
    ) -> Result<Select<application::Entity>, Error> {
        let backend = self.store.backend();
        let id = label::Column::ApplicationId;
        // By creation only, so that the second column is not used.
        let ids = order.of(backend, id, label::Column::Key).page(rows, &listing.page)?;
        let ids = ids.select_only().column(id).into_query();
        let order = order.of(backend, Column::Id, Column::Name);
        Ok(order.sort(within(listing.project, ids), &listing.page))
    }

    /// A page that is cut in the table of uses.
    async fn by_use(
        &self,
        listing: &ApplicationListing,
        rows: Select<application_use::Entity>,
        order: &Ordering,
    ) -> Result<Page<application::Model>, Error> {
        let db = self.store.read();
        let rows = order.page(rows, &listing.page)?.all(db).await?;
        let page = Page::new(rows, &listing.page, |row| Cursor {
            rank: Rank::LastUse(row.last_used_at.0),
            id: row.application_id.0,
        });

        let ids = page.items.iter().map(|(_, row)| row.application_id);
        let found = application::Entity::in_project(listing.project).filter(Column::Id.is_in(ids));
        let found = found.all(db).await?.into_iter().map(|row| (row.id, row));
        let mut found: HashMap<ApplicationId, application::Model> = found.collect();
        let items = page.items.into_iter();
        let items =
            items.filter_map(|(cursor, row)| Some((cursor, found.remove(&row.application_id)?)));
        Ok(Page {
            items: items.collect(),
            has_next: page.has_next,
            has_previous: page.has_previous,
        })
    }
}

/// The applications with these IDs.
fn within(project: ProjectId, ids: SelectStatement) -> Select<application::Entity> {
    application::Entity::in_project(project).filter(Column::Id.in_subquery(ids))
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
