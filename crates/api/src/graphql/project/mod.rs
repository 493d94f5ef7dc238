//! Projects.

mod events;
mod federation;
mod keys;
pub(crate) mod loaders;

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::{ApiListing, ApplicationListing, GrantListing, GrantsOf};
use keyplane_entity::{
    id::{ApplicationId, ProjectId},
    project,
};

use self::{events::ProjectEvents, federation::ProjectFederation, keys::ProjectKeys};
use super::{
    access::Access,
    apis::{Api, ApiNamed},
    application::Application,
    connection::{Connection, page},
    failure::Failure,
    key::Key,
    key_policy::KeyPolicy,
    label::LabelInput,
    loaders::by_id,
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
}

#[expect(clippy::too_many_arguments, reason = "a field's arguments are the contract's")]
#[expect(clippy::unused_async, reason = "async-graphql flattens asynchronous fields only")]
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

    #[graphql(flatten)]
    async fn owned_keys(&self) -> ProjectKeys {
        ProjectKeys(self.0.id)
    }

    #[graphql(flatten)]
    async fn federation(&self) -> ProjectFederation {
        ProjectFederation(self.0.id)
    }

    #[graphql(flatten)]
    async fn events(&self) -> ProjectEvents {
        ProjectEvents(self.0.id)
    }
}
