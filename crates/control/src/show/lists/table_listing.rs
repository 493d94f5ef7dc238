//! What most lists have in common: rows of one table, in one order, many lists in one statement.

use sea_orm::{DbBackend, EntityTrait, Select};

use super::{
    cursor::Cursor,
    handle::Lists,
    page::{Ordering, Page, PageRequest, largest},
    union,
};
use crate::{error::Error, known::Actor};

/// The rows of a table.
type RowOf<L> = <<L as TableListing>::Entity as EntityTrait>::Model;

/// The arguments of a list of rows of one table.
pub(super) trait TableListing: Sync {
    type Entity: EntityTrait;

    /// The rows on all pages. Refuses an actor who may not see the list.
    fn select(
        &self,
        lists: &Lists,
        actor: &Actor,
    ) -> impl Future<Output = Result<Select<Self::Entity>, Error>> + Send;

    /// The order of the rows.
    fn ordering(&self, backend: DbBackend) -> Ordering;

    /// The position of a row in this order.
    fn cursor(&self, row: &RowOf<Self>) -> Cursor;

    /// The requested page.
    fn page(&self) -> &PageRequest;
}

impl Lists {
    /// The page of each listing.
    pub(super) async fn pages<L: TableListing>(
        &self,
        actor: &Actor,
        listings: &[L],
    ) -> Result<Vec<Page<RowOf<L>>>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            let rows = listing.select(self, actor).await?;
            queries.push(listing.ordering(self.store.backend()).page(rows, listing.page())?);
        }

        let most = largest(listings.iter().map(TableListing::page));
        let lists = union::rows(self.store.read(), queries, most).await?;
        let pages = listings.iter().zip(lists);
        Ok(pages
            .map(|(listing, rows)| Page::new(rows, listing.page(), |row| listing.cursor(row)))
            .collect())
    }

    /// The number of rows in each listing, on all pages.
    pub(super) async fn counts<L: TableListing>(
        &self,
        actor: &Actor,
        listings: &[L],
    ) -> Result<Vec<u64>, Error> {
        let mut queries = Vec::with_capacity(listings.len());
        for listing in listings {
            queries.push(listing.select(self, actor).await?);
        }
        union::counts(self.store.read(), queries).await
    }
}
