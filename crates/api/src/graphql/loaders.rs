//! The loaders: each reads many IDs or listings in one statement. The file of a node
//! defines its loaders with [`by_id`] and [`listing`](super::connection::listing).

use std::{collections::HashMap, sync::Arc};

use async_graphql::dataloader::Loader;
use keyplane_control::Error;

use super::{
    access::Reader,
    connection::{Listing, Slice},
    failure::Failure,
};

/// What a loader found, by its key.
pub(crate) type Loaded<K, T> = Result<HashMap<K, Result<T, Failure>>, Failure>;

/// A loader by ID: `id type => use case => node`.
macro_rules! by_id {
    ($id:ty => $method:ident => $node:ty) => {
        impl async_graphql::dataloader::Loader<$id> for $crate::graphql::access::Reader {
            type Value = Result<$node, $crate::graphql::failure::Failure>;
            type Error = $crate::graphql::failure::Failure;

            async fn load(&self, ids: &[$id]) -> $crate::graphql::loaders::Loaded<$id, $node> {
                let found = self.control.lookups().$method(&self.actor, ids).await?;
                Ok(found.into_iter().map(|(id, model)| (id, Ok(model.into()))).collect())
            }
        }
    };
}
pub(super) use by_id;

/// One page of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PageOf<L>(pub(crate) L);

impl<L: Listing> Loader<PageOf<L>> for Reader {
    type Value = Result<Arc<Slice<L::Node>>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[PageOf<L>]) -> Loaded<PageOf<L>, Arc<Slice<L::Node>>> {
        let listings: Vec<_> = of.iter().map(|of| of.0.clone()).collect();
        let pages = all_or_each(&listings, |some| L::pages(self, some)).await?;
        let slices = pages.into_iter().map(|page| page.map(|page| Arc::new(page.into())));
        Ok(of.iter().cloned().zip(slices).collect())
    }
}

/// The number of items of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct CountOf<L>(pub(crate) L);

impl<L: Listing> Loader<CountOf<L>> for Reader {
    type Value = Result<u64, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[CountOf<L>]) -> Loaded<CountOf<L>, u64> {
        let listings: Vec<_> = of.iter().map(|of| of.0.clone()).collect();
        let counts = all_or_each(&listings, |some| L::counts(self, some)).await?;
        Ok(of.iter().cloned().zip(counts).collect())
    }
}

/// Reads all listings at once. If one is refused, each is read separately, so that only the field
/// of the refused one fails.
async fn all_or_each<'a, L, T, R>(
    listings: &'a [L],
    read: impl Fn(&'a [L]) -> R,
) -> Result<Vec<Result<T, Failure>>, Failure>
where
    R: Future<Output = Result<Vec<T>, Error>>,
{
    match read(listings).await.map_err(Failure::from) {
        Ok(found) => return Ok(found.into_iter().map(Ok).collect()),
        Err(refusal) if listings.len() > 1 && refusal.is_of_the_request() => {}
        Err(failure) => return Err(failure),
    }

    let mut found = Vec::with_capacity(listings.len());
    for listing in listings.chunks(1) {
        match read(listing).await {
            Ok(one) => found.extend(one.into_iter().map(Ok)),
            Err(error) => found.push(Err(error.into())),
        }
    }
    Ok(found)
}
