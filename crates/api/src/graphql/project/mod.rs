//! Projects.

pub(crate) mod loaders;

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::{
    ApiListing, ApplicationListing, AuditListing, FederatedIdentityListing, GrantListing, GrantsOf,
    IdentitiesOf, KeyFilter, KeyListing, KeyOwner, TrustedIssuerListing, WebhookListing,
};
use keyplane_entity::{
    Scope,
    id::{ApplicationId, ProjectId},
    key, project,
};

use super::{
    access::Access,
    apis::{Api, ApiNamed},
    application::Application,
    audit_event::AuditFilter,
    connection::{Connection, page},
    enums::{KeyPurpose, KeyState},
    failure::Failure,
    key::{Key, KeyConditions, ending_within, of_purpose, purposes_filter, states_filter},
    key_policy::KeyPolicy,
    label::LabelInput,
    loaders::by_id,
    or_default::{OrDefault, ThirtyDays},
    order::{ApplicationFilter, ApplicationOrder, ListOrder, order},
    project_endpoints::ProjectEndpoints,
    scalars::DateTime,
    signing_ring::RingOf,
};

by_id!(ProjectId => projects_by_id => Project);

/// Tenant: an issuer with its own keys, applications and APIs.
#[derive(Clone, Description)]
pub(crate) struct Project(Arc<project::Model>);

impl From<project::Model> for Project {
    fn from(model: project::Model) -> Self {
        Self(Arc::new(model))
    }
}

impl Project {
    /// The row.
    pub(crate) fn model(&self) -> &project::Model {
        &self.0
    }

    /// A list of its keys.
    fn keys_by(
        &self,
        filter: KeyFilter,
        order: keyplane_control::ListOrder,
        page: keyplane_control::PageRequest,
    ) -> KeyListing {
        KeyListing { owner: KeyOwner::Scope(Scope::Project(self.0.id)), filter, order, page }
    }
}

#[expect(clippy::too_many_arguments, reason = "a field's arguments are the contract's")]
#[Object(use_type_description)]
impl Project {
    /// ID, such as `prj_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Last path segment of the issuer URL, 3 to 32 characters; never changes.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// Display name, 1 to 100 characters.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What the project is for, 0 to 500 characters.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time of the last change; the time of creation if never changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }

    /// URLs of the project's endpoints.
    async fn endpoints(&self, context: &Context<'_>) -> ProjectEndpoints {
        ProjectEndpoints::new(Access::of(context).control().public_url(), &self.0.slug)
    }

    /// URL of the project's own login, published in the discovery document; null if none.
    async fn authorization_endpoint(&self) -> Option<&str> {
        self.0.authorization_endpoint.as_deref()
    }

    /// Whether the token endpoint takes the parameter `audience` as another name of `resource`.
    /// Otherwise it ignores `audience`, and refuses it in a token exchange.
    async fn accept_audience_parameter(&self) -> bool {
        self.0.accept_audience_parameter
    }

    /// Rules for the project's signing keys and its admin tokens.
    async fn key_policy(&self) -> KeyPolicy {
        KeyPolicy(Arc::clone(&self.0))
    }

    /// Application of the project with this `client_id`; null if there is none.
    async fn application(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "OAuth 2.0 `client_id` of the application, which is its ID.")]
        client_id: String,
    ) -> Result<Option<Application>, Failure> {
        let Ok(id) = client_id.parse::<ApplicationId>() else { return Ok(None) };
        let application: Option<Application> = Access::of(context).load(id).await?;
        Ok(application.filter(|application| application.model().project_id == self.0.id))
    }

    /// Applications of the project.
    async fn applications(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(
            desc = "Prefix of a word of the name, or of the ID; case-insensitive, at most 200 \
                          characters. Every application if absent or empty."
        )]
        search: Option<String>,
        #[graphql(
            desc = "Labels that each application has, up to 10; every application if absent \
                          or empty."
        )]
        labels: Option<Vec<LabelInput>>,
        #[graphql(desc = "Only the one with this external ID.")] external_id: Option<String>,
        #[graphql(desc = "Further conditions on the applications, all of which must hold; every \
                          application if absent.")]
        filter: Option<ApplicationFilter>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<
            ApplicationOrder,
        >,
    ) -> Result<Connection<ApplicationListing>, Failure> {
        let listing = ApplicationListing {
            project: self.0.id,
            search,
            external_id,
            labels: labels.into_iter().flatten().map(Into::into).collect(),
            filter: ApplicationFilter::read(filter, Access::of(context))?,
            order: order_by.map(Into::into).unwrap_or_default(),
            page: page(first, after, last, before)?,
        };
        Connection::open(context, listing).await
    }

    /// API of the project with this name; null if there is none.
    async fn api(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Name of the API in URLs.")] name: String,
    ) -> Result<Option<Api>, Failure> {
        Access::of(context).load(ApiNamed(self.0.id, name)).await
    }

    /// APIs of the project.
    async fn apis(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(desc = "Only the one with this external ID.")] external_id: Option<String>,
        #[graphql(
            desc = "Prefix of a word of the name or the identifier, or of the ID; case-insensitive, at most 200 characters. Every item if absent or empty."
        )]
        search: Option<String>,
        #[graphql(desc = "Whether the items are enabled; both if absent.")] enabled: Option<bool>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<ListOrder>,
    ) -> Result<Connection<ApiListing>, Failure> {
        let (page, order) = (page(first, after, last, before)?, order(order_by));
        let listing = ApiListing { project: self.0.id, external_id, search, enabled, order, page };
        Connection::open(context, listing).await
    }

    /// Grants of the project's applications, newest first.
    async fn grants(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
        #[graphql(
            desc = "Prefix of a word of the name of the application or the API; case-insensitive, at most 200 characters. Every item if absent or empty."
        )]
        search: Option<String>,
    ) -> Result<Connection<GrantListing>, Failure> {
        let page = page(first, after, last, before)?;
        let listing = GrantListing { project: self.0.id, of: GrantsOf::Project, search, page };
        Connection::open(context, listing).await
    }

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
        Connection::open(context, self.keys_by(filter, order(order_by), page)).await
    }

    /// Key that the server signs with now; null if none is active.
    async fn current_signing_key(&self, context: &Context<'_>) -> Result<Option<Key>, Failure> {
        let access = Access::of(context);
        let ring = access.load(RingOf(self.0.id)).await?;
        let signer = ring.and_then(|ring| ring.signer(access.control().now()).cloned());
        Ok(signer.map(Key::from))
    }

    /// Time of the next planned change of the signing key; null if none is planned.
    async fn next_rotation_at(&self, context: &Context<'_>) -> Result<Option<DateTime>, Failure> {
        let access = Access::of(context);
        let ring = access.load(RingOf(self.0.id)).await?;
        let at = ring.and_then(|ring| ring.next_rotation_at(access.control().now()));
        Ok(at.map(DateTime::from))
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

        Connection::open(context, self.keys_by(filter, ListOrder::Newest.into(), page)).await
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
        Connection::open(context, self.keys_by(filter, order(order_by), page)).await
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
        Connection::open(context, self.keys_by(filter, ListOrder::Newest.into(), page)).await
    }

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
            TrustedIssuerListing { project: self.0.id, external_id, search, enabled, order, page };
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
            project: self.0.id,
            of: IdentitiesOf::Project,
            external_id,
            search,
            enabled,
            order: order(order_by),
            page: page(first, after, last, before)?,
        };
        Connection::open(context, listing).await
    }

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
        let listing = WebhookListing { scope: Scope::Project(self.0.id), search, enabled, page };
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
            scope: Scope::Project(self.0.id),
            filter: AuditFilter::read(filter)?,
            search,
            page: page(first, after, last, before)?,
        };
        Connection::open(context, listing).await.map(Some)
    }
}
