//! Root fields of queries.

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::{
    AuditListing, KeyFilter, KeyListing, KeyOwner, PRESETS, ProjectListing, WebhookListing,
};
use keyplane_entity::{Scope, id::ProjectId, key};

use super::{
    access::Access,
    attention::ProjectAttention,
    audit_event::AuditFilter,
    connection::{Connection, page},
    enums::{KeyState, SlugStatus},
    failure::Failure,
    impact::Impact,
    instance::Instance,
    key_conditions::{KeyConditions, ending_within, states_filter},
    node::Node,
    operator_issuer::OperatorIssuer,
    or_default::{OrDefault, TenResults, ThirtyDays},
    order::{ListOrder, order},
    project::{Project, loaders::ProjectNamed},
    token_inspection::{InspectTokenInput, TokenInspection},
    trusted_issuer_preset::TrustedIssuerPreset,
    viewer::Viewer,
};

/// Root of all queries.
#[derive(Description)]
pub(crate) struct Query;

#[expect(clippy::too_many_arguments, reason = "a field's arguments are the contract's")]
#[Object(use_type_description)]
impl Query {
    /// Admin key that signed this request's token, and its permissions.
    async fn viewer(&self) -> Viewer {
        Viewer
    }

    /// The deployment.
    async fn instance(&self) -> Instance {
        Instance
    }

    /// Object with this ID; null if there is none.
    async fn node(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "ID of the object, such as `prj_…` or `key_…`.")] id: ID,
    ) -> Result<Option<Node>, Failure> {
        Node::find(context, &id).await
    }

    /// Project with this slug; null if there is none.
    async fn project(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug of the project.")] slug: String,
    ) -> Result<Option<Project>, Failure> {
        Access::of(context).load(ProjectNamed(slug)).await
    }

    /// Projects that the calling key may read.
    async fn projects(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(
            desc = "Prefix of the slug, or of a word of the name; case-insensitive, at most \
                          200 characters. Every project if absent or empty."
        )]
        search: Option<String>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<ListOrder>,
    ) -> Result<Connection<ProjectListing>, Failure> {
        let (page, order) = (page(first, after, last, before)?, order(order_by));
        Connection::open(context, ProjectListing { search, order, page }).await
    }

    /// Whether a new project can have this slug. Instance keys only.
    async fn slug_status(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Slug to check; any text.")] slug: String,
    ) -> Result<SlugStatus, Failure> {
        let access = Access::of(context);
        Ok(access.control().projects().slug_status(access.actor(), &slug).await?.into())
    }

    /// Projects, applications, APIs and keys that match by slug, name, identifier, ID or kid.
    async fn search(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Prefix of a slug, a word of a name, an identifier, an ID or a kid; \
                          case-insensitive, at most 200 characters.")]
        text: String,
        #[graphql(default, desc = "Number of results, 1 to 50; default 10.")] first: OrDefault<
            TenResults,
        >,
        #[graphql(
            desc = "ID of a project. What it holds comes first, and what contains the text inside \
                    of a word comes last: projects, and what this project holds, among the first \
                    50,000 words of each kind. An unknown ID is as if absent."
        )]
        project_id: Option<ID>,
    ) -> Result<Vec<Node>, Failure> {
        let access = Access::of(context);
        let project = project_id.and_then(|id| id.parse::<ProjectId>().ok());
        let lists = access.control().lists();
        let found = lists.search(access.actor(), &text, first.value().into(), project).await?;
        Ok(found.into_iter().map(Node::from).collect())
    }

    /// What needs attention in the projects that the calling key may read, and in the instance
    /// itself: keys that expire, refused calls, due rotations. The most urgent comes first; projects
    /// that need no attention are left out.
    async fn attention(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Number of projects, 1 to 50; default 20.")] first: Option<i32>,
    ) -> Result<Vec<ProjectAttention>, Failure> {
        ProjectAttention::list(context, first).await
    }

    /// Admin keys of the instance.
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
        let filter = KeyFilter {
            purposes: vec![key::Purpose::Admin],
            states: states_filter(states),
            ..KeyFilter::default()
        };
        let listing = KeyListing {
            owner: KeyOwner::Scope(Scope::Instance),
            filter: KeyConditions::add(conditions, context, filter)?,
            order: order(order_by),
            page: page(first, after, last, before)?,
        };

        Connection::open(context, listing).await
    }

    /// Keys of the instance and of all projects that the calling key may read, which end within a
    /// number of days and have no successor, soonest end first. Signing keys on the server are left
    /// out, since the server makes their successors.
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
        let filter = KeyFilter { unattended: true, ..ending_within(context, within_days.value())? };
        let page = page(first, after, None, None)?;
        let order = ListOrder::Newest.into();
        Connection::open(context, KeyListing { owner: KeyOwner::Seen, filter, order, page }).await
    }

    /// Operators' issuers, oldest first, at most 20. Instance keys only.
    async fn operator_issuers(
        &self,
        context: &Context<'_>,
    ) -> Result<Vec<OperatorIssuer>, Failure> {
        let access = Access::of(context);
        let found = access.control().lists().operator_issuers(access.actor()).await?;
        Ok(found.into_iter().map(OperatorIssuer::from).collect())
    }

    /// Webhooks of the instance, newest first. Instance keys only.
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
        let listing = WebhookListing { scope: Scope::Instance, search, enabled, page };
        Connection::open(context, listing).await
    }

    /// Audit events of the instance (created and deleted projects, instance keys), newest first;
    /// with `projectId` those of a project, which may be deleted. Needs `AUDIT_READ`.
    async fn audit_events(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(
            desc = "ID of the project whose events to list; the instance's own events if absent."
        )]
        project_id: Option<ID>,
        #[graphql(
            desc = "Conditions on the events, all of which must hold; every event if absent."
        )]
        filter: Option<AuditFilter>,
        #[graphql(
            desc = "Any part of the action, of a name or ID of the actor or the target, or of the request's ID, among the newest 50,000 events that meet the filter; case-insensitive, at most 200 characters. Every event if absent or empty."
        )]
        search: Option<String>,
    ) -> Result<Option<Connection<AuditListing>>, Failure> {
        let scope = match project_id.map(|id| id.parse::<ProjectId>()) {
            None => Scope::Instance,
            Some(Ok(project)) => Scope::Project(project),
            Some(Err(_)) => return Ok(None),
        };

        let listing = AuditListing {
            scope,
            filter: AuditFilter::read(filter)?,
            search,
            page: page(first, after, last, before)?,
        };

        let events = Failure::or_null(Connection::open(context, listing).await)?;
        if events.as_ref().is_some_and(Connection::is_empty) && !has_events(context, scope).await? {
            return Ok(None);
        }
        Ok(events)
    }

    /// Use of a key, client secret, federated identity, trusted issuer, application or grant: what
    /// stops working when it is revoked, disabled or deleted.
    async fn impact_of_revoking(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "ID of a key, client secret, federated identity, trusted issuer, \
                          application or grant.")]
        id: ID,
    ) -> Result<Impact, Failure> {
        Impact::of(context, &id).await
    }

    /// Platforms whose tokens identify workloads, with proposed settings for each.
    async fn trusted_issuer_presets(&self) -> Vec<TrustedIssuerPreset> {
        PRESETS.into_iter().map(TrustedIssuerPreset).collect()
    }

    /// Result of every check of a token: an admin token, assertion, application JWT or access
    /// token.
    async fn inspect_token(
        &self,
        context: &Context<'_>,
        input: InspectTokenInput,
    ) -> Result<TokenInspection, Failure> {
        TokenInspection::of(context, input).await
    }
}

/// Whether `scope` has an audit event. Every project has one of its creation, even after deletion,
/// so a project without events never existed.
async fn has_events(context: &Context<'_>, scope: Scope) -> Result<bool, Failure> {
    let page = page(Some(1), None, None, None)?;
    let listing = AuditListing { scope, filter: AuditFilter::read(None)?, search: None, page };
    Ok(!Connection::open(context, listing).await?.is_empty())
}
