//! Connections (Relay specification): pages of a list, counted only if `totalCount` is requested.

use std::{borrow::Cow, hash::Hash, sync::Arc};

use async_graphql::{Context, Object, OutputType, SimpleObject, TypeName, connection::PageInfo};
use keyplane_control::{Error, Page, PageRequest};

use super::{
    access::{Access, Reader},
    failure::Failure,
    loaders::{CountOf, PageOf},
};

/// A list of the domain that is read in pages.
pub(crate) trait Listing: Clone + Eq + Hash + Send + Sync + 'static {
    /// A row.
    type Model: Send;
    /// The GraphQL type of the row.
    type Node: OutputType + From<Self::Model> + 'static;

    /// The page of each listing, in the order asked.
    fn pages(
        reader: &Reader,
        listings: &[Self],
    ) -> impl Future<Output = Result<Vec<Page<Self::Model>>, Error>> + Send;

    /// The number of items of each listing without its page, in the order asked.
    fn counts(
        reader: &Reader,
        listings: &[Self],
    ) -> impl Future<Output = Result<Vec<u64>, Error>> + Send;
}

/// A listing whose use case reads many at once: `listing: row => node, pages, counts`.
macro_rules! listing {
    ($listing:ty: $model:ty => $node:ty, $pages:ident, $counts:ident) => {
        impl $crate::graphql::connection::Listing for $listing {
            type Model = $model;
            type Node = $node;

            async fn pages(
                reader: &$crate::graphql::access::Reader,
                listings: &[Self],
            ) -> Result<Vec<keyplane_control::Page<$model>>, keyplane_control::Error> {
                reader.control.lists().$pages(&reader.actor, listings).await
            }

            async fn counts(
                reader: &$crate::graphql::access::Reader,
                listings: &[Self],
            ) -> Result<Vec<u64>, keyplane_control::Error> {
                reader.control.lists().$counts(&reader.actor, listings).await
            }
        }
    };
}
pub(super) use listing;

/// The page that a connection's arguments request.
pub(crate) fn page(
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> Result<PageRequest, Failure> {
    Ok(PageRequest::new(first.map(i64::from), after, last.map(i64::from), before)?)
}

/// The content of a page.
pub(crate) struct Slice<N: OutputType> {
    edges: Vec<Edge<N>>,
    has_next_page: bool,
    has_previous_page: bool,
}

impl<M, N: OutputType + From<M>> From<Page<M>> for Slice<N> {
    fn from(page: Page<M>) -> Self {
        let edges = page.items.into_iter();
        Self {
            edges: edges.map(|(cursor, model)| Edge { cursor, node: model.into() }).collect(),
            has_next_page: page.has_next,
            has_previous_page: page.has_previous,
        }
    }
}

/// Item of a page with its cursor.
#[derive(SimpleObject)]
#[graphql(name_type)]
pub(crate) struct Edge<N: OutputType> {
    /// Cursor of the item, for `after` and `before`.
    cursor: String,
    /// Item of the list.
    node: N,
}

impl<N: OutputType> TypeName for Edge<N> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Edge", N::type_name()).into()
    }
}

/// Page of a list (Relay Cursor Connections).
pub(crate) struct Connection<L: Listing> {
    listing: L,
    slice: Arc<Slice<L::Node>>,
}

impl<L: Listing> Connection<L> {
    /// Reads the page of `listing`.
    pub(crate) async fn open(context: &Context<'_>, listing: L) -> Result<Self, Failure> {
        let slice = Access::of(context)
            .load(PageOf(listing.clone()))
            .await?
            .ok_or_else(|| Error::Internal("a listing gave no page".to_owned()))?;
        Ok(Self { listing, slice })
    }

    /// Whether the page is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.slice.edges.is_empty()
    }
}

impl<L: Listing> TypeName for Connection<L> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", L::Node::type_name()).into()
    }
}

/// Page of a list (Relay Cursor Connections).
#[Object(name_type)]
impl<L: Listing> Connection<L> {
    /// Items of the page with their cursors.
    async fn edges(&self) -> &[Edge<L::Node>] {
        &self.slice.edges
    }

    /// Items of the page.
    async fn nodes(&self) -> Vec<&L::Node> {
        self.slice.edges.iter().map(|edge| &edge.node).collect()
    }

    /// Position of the page in the list.
    async fn page_info(&self) -> PageInfo {
        let cursor = |edge: Option<&Edge<L::Node>>| edge.map(|edge| edge.cursor.clone());
        PageInfo {
            has_previous_page: self.slice.has_previous_page,
            has_next_page: self.slice.has_next_page,
            start_cursor: cursor(self.slice.edges.first()),
            end_cursor: cursor(self.slice.edges.last()),
        }
    }

    /// Number of items on all pages, after filters.
    async fn total_count(&self, context: &Context<'_>) -> Result<u64, Failure> {
        let count = Access::of(context).load(CountOf(self.listing.clone())).await?;
        Ok(count.unwrap_or_default())
    }
}
