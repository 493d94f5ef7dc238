//! Applications.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::{
    ApplicationListing, Error, FederatedIdentityListing, GrantListing, GrantsOf, IdentitiesOf,
    KeyFilter, KeyListing, KeyOwner,
};
use keyplane_entity::{application, id::ApplicationId};

use super::{
    access::Access,
    apis::Api,
    client_id_alias::AliasesOf,
    client_secret::{ClientSecret, SecretsOf},
    connection::{Connection, listing, page},
    enums::{AccessTokenFormat, ApplicationType, ClientAuthMethod, FederatedGrant, KeyState},
    failure::Failure,
    key_conditions::{KeyConditions, states_filter},
    label::{Label, LabelsOf},
    loaders::by_id,
    order::{ListOrder, order},
    project::Project,
    scalars::DateTime,
    usage::{Calls, last_use_of_application},
};

by_id!(ApplicationId => applications_by_id => Application);
listing!(ApplicationListing: application::Model => Application, applications, count_applications);

/// OAuth 2.0 client of a project.
#[derive(Clone, Description)]
pub(crate) struct Application(Arc<application::Model>);

impl From<application::Model> for Application {
    fn from(model: application::Model) -> Self {
        Self(Arc::new(model))
    }
}

impl Application {
    /// The row.
    pub(crate) fn model(&self) -> &application::Model {
        &self.0
    }
}

#[Object(use_type_description)]
#[expect(clippy::too_many_arguments, reason = "a field's arguments are the contract's")]
impl Application {
    /// ID, such as `app_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// OAuth 2.0 `client_id`; equal to the ID.
    async fn client_id(&self) -> String {
        self.0.id.to_string()
    }

    /// Other values of `client_id` that name the application, sorted; up to 5. Callers brought them
    /// along from another server. An access token has the value that its request named.
    async fn client_id_aliases(&self, context: &Context<'_>) -> Result<Vec<String>, Failure> {
        let aliases = Access::of(context).load(AliasesOf(self.0.id)).await?;
        Ok(aliases.unwrap_or_default())
    }

    /// Display name, 1 to 100 characters.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What the application is for, 0 to 500 characters.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// Name in files and other tools, unique in the project; null without one.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// Contact for the application, such as a team or an address, 0 to 200 characters.
    async fn owner(&self) -> &str {
        &self.0.owner
    }

    /// Labels of the application, in the order of their keys; up to 32.
    async fn labels(&self, context: &Context<'_>) -> Result<Vec<Label>, Failure> {
        let labels = Access::of(context).load(LabelsOf(self.0.id)).await?;
        Ok(labels.unwrap_or_default())
    }

    /// Type of the application; never changes.
    async fn r#type(&self) -> ApplicationType {
        self.0.r#type.into()
    }

    /// Method of client authentication.
    async fn auth_method(&self) -> ClientAuthMethod {
        self.0.auth_method.into()
    }

    /// Whether the application is enabled. A disabled application cannot authenticate or use its
    /// tokens.
    async fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// Format of the application's access tokens.
    async fn access_token_format(&self) -> AccessTokenFormat {
        self.0.access_token_format.into()
    }

    /// Access token lifetime in seconds, 60 to 2,419,200.
    async fn access_token_lifetime_seconds(&self) -> i64 {
        self.0.access_token_lifetime_seconds
    }

    /// Maximum number of access tokens a minute, 1 to 1,000,000. Each replica counts the tokens that
    /// it issues. Null: no quota.
    async fn tokens_per_minute(&self) -> Option<i64> {
        self.0.tokens_per_minute
    }

    /// Whether the application's grant assertions may name a `sub` other than its `client_id`.
    async fn allow_any_subject(&self) -> bool {
        self.0.allow_any_subject
    }

    /// Whether the application's assertions may name the token endpoint instead of the issuer in
    /// `aud`.
    async fn allow_token_endpoint_audience(&self) -> bool {
        self.0.allow_token_endpoint_audience
    }

    /// Further values of `aud` that the application's assertions may have, such as the token
    /// endpoint of the server that it comes from; up to 5.
    async fn assertion_audiences(&self) -> &[String] {
        &self.0.assertion_audiences.0
    }

    /// Names of claims that are copied from a grant assertion into the access token; up to 32.
    async fn allowed_claims(&self) -> &[String] {
        &self.0.allowed_claims.0
    }

    /// Grants for which the application may send a token of a trusted issuer, without another
    /// proof of who it is; its federated identities say which tokens.
    async fn federated_grants(&self) -> Vec<FederatedGrant> {
        self.0.federated_grants.0.iter().copied().map(FederatedGrant::from).collect()
    }

    /// Whether an access token that was issued for a token of a trusted issuer names its `iss` and
    /// `sub` in the claim `federated`.
    async fn federated_claim(&self) -> bool {
        self.0.federated_claim
    }

    /// API whose identifier is the audience of tokens requested without `resource`; null for the
    /// issuer.
    async fn default_api(&self, context: &Context<'_>) -> Result<Option<Api>, Failure> {
        match self.0.default_api_id {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// Client secrets that are currently accepted, newest first; at most two.
    async fn client_secrets(&self, context: &Context<'_>) -> Result<Vec<ClientSecret>, Failure> {
        let secrets = Access::of(context).load(SecretsOf(self.0.id)).await?;
        Ok(secrets.unwrap_or_default())
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time of the last change; the time of creation if never changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }

    /// Project that the application belongs to.
    async fn project(&self, context: &Context<'_>) -> Result<Project, Failure> {
        let project = Access::of(context).load(self.0.project_id).await?;
        Ok(project.ok_or(Error::NotFound("project"))?)
    }

    /// Time of the last accepted call, which appears within 10 seconds; null if there was none.
    async fn last_used_at(&self, context: &Context<'_>) -> Result<Option<DateTime>, Failure> {
        last_use_of_application(context, &self.0).await
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
    async fn calls(&self) -> Calls {
        Calls::of(&*self.0)
    }

    /// Keys of the application.
    async fn keys(
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
        let filter = KeyFilter { states: states_filter(states), ..KeyFilter::default() };
        let listing = KeyListing {
            owner: KeyOwner::Application { project: self.0.project_id, application: self.0.id },
            filter: KeyConditions::add(conditions, context, filter)?,
            order: order(order_by),
            page: page(first, after, last, before)?,
        };

        Connection::open(context, listing).await
    }

    /// Grants of the application, newest first.
    async fn grants(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(
            desc = "Prefix of a word of the name of the API; case-insensitive, at most 200 characters. Every item if absent or empty."
        )]
        search: Option<String>,
    ) -> Result<Connection<GrantListing>, Failure> {
        let listing = GrantListing {
            project: self.0.project_id,
            of: GrantsOf::Application(self.0.id),
            search,
            page: page(first, after, None, None)?,
        };
        Connection::open(context, listing).await
    }

    /// Federated identities of the application.
    async fn federated_identities(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(
            desc = "Any part of the name; case-insensitive, at most 200 characters. Every item if absent or empty."
        )]
        search: Option<String>,
        #[graphql(desc = "Whether the items are enabled; both if absent.")] enabled: Option<bool>,
        #[graphql(desc = "Order of the list; `NEWEST` if absent.")] order_by: Option<ListOrder>,
    ) -> Result<Connection<FederatedIdentityListing>, Failure> {
        let listing = FederatedIdentityListing {
            project: self.0.project_id,
            of: IdentitiesOf::Application(self.0.id),
            external_id: None,
            search,
            enabled,
            order: order(order_by),
            page: page(first, after, None, None)?,
        };

        Connection::open(context, listing).await
    }
}
