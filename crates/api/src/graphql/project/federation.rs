//! The trusted issuers of a project, and the identities that their tokens stand for.

use async_graphql::{Context, Object};
use keyplane_control::{FederatedIdentityListing, IdentitiesOf, TrustedIssuerListing};
use keyplane_entity::id::ProjectId;

use crate::graphql::{
    connection::{Connection, page},
    failure::Failure,
    order::{ListOrder, order},
};

/// The trusted issuers and the federated identities of a project.
pub(super) struct ProjectFederation(pub(super) ProjectId);

#[expect(clippy::too_many_arguments, reason = "a field's arguments are the contract's")]
#[Object]
impl ProjectFederation {
    /// Issuers outside of this deployment that the project trusts.
    async fn trusted_issuers(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "Only the one with this external ID.")] external_id: Option<String>,
        #[graphql(
            desc = "Any part of the name, the issuer or the trust domain; case-insensitive, at most 200 characters. Every item if absent or empty."
        )]
        search: Option<String>,
        #[graphql(desc = "Whether the items are enabled; both if absent.")] enabled: Option<bool>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<ListOrder>,
    ) -> Result<Connection<TrustedIssuerListing>, Failure> {
        let (page, order) = (page(first, after, last, before)?, order(order_by));
        let listing =
            TrustedIssuerListing { project: self.0, external_id, search, enabled, order, page };
        Connection::open(context, listing).await
    }

    /// Federated identities of the project's applications.
    async fn federated_identities(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "Only the one with this external ID.")] external_id: Option<String>,
        #[graphql(
            desc = "Any part of the name; case-insensitive, at most 200 characters. Every item if absent or empty."
        )]
        search: Option<String>,
        #[graphql(desc = "Whether the items are enabled; both if absent.")] enabled: Option<bool>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<ListOrder>,
    ) -> Result<Connection<FederatedIdentityListing>, Failure> {
        let listing = FederatedIdentityListing {
            project: self.0,
            of: IdentitiesOf::Project,
            external_id,
            search,
            enabled,
            order: order(order_by),
            page: page(first, after, last, before)?,
        };

        Connection::open(context, listing).await
    }
}
