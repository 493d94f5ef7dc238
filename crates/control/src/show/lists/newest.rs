//! Lists that the IDs of their rows order, newest first.

use sea_orm::{EntityTrait, FromQueryResult, Select};
use uuid::Uuid;

use super::{
    handle::Lists,
    page::{Cursor, Ordering, Page, PageRequest, largest},
    union,
};
use crate::{error::Error, known::Actor};

/// Arguments of such a list.
pub(super) trait NewestFirst {
    /// Table of the rows.
    type Rows: EntityTrait<Model: FromQueryResult>;
    /// Its column with the IDs.
    const ID: <Self::Rows as EntityTrait>::Column;

    /// Requested page.
    fn page(&self) -> &PageRequest;

    /// The rows on all pages; an error if the actor may not see them.
    fn rows(&self, actor: &Actor) -> Result<Select<Self::Rows>, Error>;

    /// ID of a row.
    fn id_of(row: &<Self::Rows as EntityTrait>::Model) -> Uuid;
}

impl Lists {
    /// The page of each listing.
    pub(super) async fn newest<L: NewestFirst>(
        &self,
        actor: &Actor,
        listings: &[L],
    ) -> Result<Vec<Page<<L::Rows as EntityTrait>::Model>>, Error> {
        let order = Ordering {
            rank: None::<<L::Rows as EntityTrait>::Column>,
            id: L::ID,
            descending: true,
        };
        let queries: Result<Vec<_>, Error> = listings
            .iter()
            .map(|listing| Ok(order.page(listing.rows(actor)?, listing.page())))
            .collect();
        let most = largest(listings.iter().map(NewestFirst::page));
        let lists = union::rows(self.store.read(), queries?, most).await?;

        let pages = listings.iter().zip(lists);
        let cursor = |row: &_| Cursor::of_id(L::id_of(row));
        Ok(pages.map(|(listing, rows)| Page::new(rows, listing.page(), cursor)).collect())
    }

    /// The number of rows of each listing, on all pages.
    pub(super) async fn count_all<L: NewestFirst>(
        &self,
        actor: &Actor,
        listings: &[L],
    ) -> Result<Vec<u64>, Error> {
        let queries: Result<Vec<_>, Error> =
            listings.iter().map(|listing| listing.rows(actor)).collect();
        union::counts(self.store.read(), queries?).await
    }
}
