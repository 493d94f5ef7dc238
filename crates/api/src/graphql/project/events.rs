//! The audit events of a project, and the webhooks that receive them.

use async_graphql::{Context, Object};
use keyplane_control::{AuditListing, WebhookListing};
use keyplane_entity::{Scope, id::ProjectId};

use crate::graphql::{
    audit_event::AuditFilter,
    connection::{Connection, page},
    failure::Failure,
};

/// The audit events and the webhooks of a project.
pub(super) struct ProjectEvents(pub(super) ProjectId);

#[expect(clippy::too_many_arguments, reason = "a field's arguments are the contract's")]
#[Object]
impl ProjectEvents {
    /// Webhooks of the project, newest first.
    async fn webhooks(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(
            desc = "Any part of the URL; case-insensitive, at most 200 characters. Needs `AUDIT_READ`. Every item if absent or empty."
        )]
        search: Option<String>,
        #[graphql(desc = "Whether the items are enabled; both if absent.")] enabled: Option<bool>,
    ) -> Result<Connection<WebhookListing>, Failure> {
        let page = page(first, after, None, None)?;
        let listing = WebhookListing { scope: Scope::Project(self.0), search, enabled, page };
        Connection::open(context, listing).await
    }

    /// Audit events of the project, newest first. Needs `AUDIT_READ`; null without it.
    async fn audit_events(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(
            desc = "Conditions on the events, all of which must hold; every event if absent."
        )]
        filter: Option<AuditFilter>,
        #[graphql(
            desc = "Any part of the action, of a name or ID of the actor or the target, or of the request's ID, among the newest 50,000 events that meet the filter; case-insensitive, at most 200 characters. Every event if absent or empty."
        )]
        search: Option<String>,
    ) -> Result<Option<Connection<AuditListing>>, Failure> {
        let listing = AuditListing {
            scope: Scope::Project(self.0),
            filter: AuditFilter::read(filter)?,
            search,
            page: page(first, after, last, before)?,
        };

        Connection::open(context, listing).await.map(Some)
    }
}
