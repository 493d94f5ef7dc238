//! The keys of a project.

use async_graphql::{Context, Object};
use keyplane_control::{KeyFilter, KeyListing, KeyOwner};
use keyplane_entity::{Scope, id::ProjectId, key};

use crate::graphql::{
    connection::{Connection, page},
    enums::{KeyPurpose, KeyState},
    failure::Failure,
    key_conditions::{KeyConditions, ending_within, of_purpose, purposes_filter, states_filter},
    or_default::{OrDefault, ThirtyDays},
    order::{ListOrder, order},
};

/// The keys of a project, of every purpose.
pub(super) struct ProjectKeys(pub(super) ProjectId);

impl ProjectKeys {
    /// A list of the keys.
    fn listing(
        &self,
        filter: KeyFilter,
        order: keyplane_control::ListOrder,
        page: keyplane_control::PageRequest,
    ) -> KeyListing {
        KeyListing { owner: KeyOwner::Scope(Scope::Project(self.0)), filter, order, page }
    }
}

#[expect(clippy::too_many_arguments, reason = "a field's arguments are the contract's")]
#[Object]
impl ProjectKeys {
    /// Signing keys of the project.
    async fn signing_keys(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "Key states to include; every state if absent or empty.")] states: Option<
            Vec<KeyState>,
        >,
        #[graphql(
            name = "filter",
            desc = "Further conditions on the keys, all of which must hold; every key if absent."
        )]
        conditions: Option<KeyConditions>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<ListOrder>,
    ) -> Result<Connection<KeyListing>, Failure> {
        let page = page(first, after, last, before)?;
        let filter = of_purpose(key::Purpose::Signing, states);
        let filter = KeyConditions::add(conditions, context, filter)?;

        Connection::open(context, self.listing(filter, order(order_by), page)).await
    }

    /// Keys of the project of any purpose, newest first.
    async fn keys(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "Key purposes to include; every purpose if absent or empty.")]
        purposes: Option<Vec<KeyPurpose>>,
        #[graphql(desc = "Key states to include; every state if absent or empty.")] states: Option<
            Vec<KeyState>,
        >,
        #[graphql(
            desc = "Prefix of the kid, or of a word of the name; case-insensitive, at most 200 \
                          characters. Every key if absent or empty."
        )]
        search: Option<String>,
    ) -> Result<Connection<KeyListing>, Failure> {
        let page = page(first, after, last, before)?;
        let filter = KeyFilter {
            purposes: purposes_filter(purposes),
            states: states_filter(states),
            search,
            ..KeyFilter::default()
        };

        Connection::open(context, self.listing(filter, ListOrder::Newest.into(), page)).await
    }

    /// Admin keys of the project.
    async fn admin_keys(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "Key states to include; every state if absent or empty.")] states: Option<
            Vec<KeyState>,
        >,
        #[graphql(
            name = "filter",
            desc = "Further conditions on the keys, all of which must hold; every key if absent."
        )]
        conditions: Option<KeyConditions>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<ListOrder>,
    ) -> Result<Connection<KeyListing>, Failure> {
        let page = page(first, after, last, before)?;
        let filter = of_purpose(key::Purpose::Admin, states);
        let filter = KeyConditions::add(conditions, context, filter)?;

        Connection::open(context, self.listing(filter, order(order_by), page)).await
    }

    /// Keys of the project of any purpose that expire within `withinDays`, soonest first.
    async fn expiring_keys(
        &self,
        context: &Context<'_>,
        #[graphql(
            default,
            desc = "Days from now, 0 to 36,500; default 30. Keys that expire later are left out."
        )]
        within_days: OrDefault<ThirtyDays>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<KeyListing>, Failure> {
        let filter = ending_within(context, within_days.value())?;

        let page = page(first, after, None, None)?;
        Connection::open(context, self.listing(filter, ListOrder::Newest.into(), page)).await
    }
}
