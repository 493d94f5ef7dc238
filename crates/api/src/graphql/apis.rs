//! APIs.

use std::sync::Arc;

use async_graphql::{
    Context, Description, ID, InputObject, MaybeUndefined, Object, dataloader::Loader,
};
use keyplane_control::{ApiListing, ApiSettings, Error, GrantListing, GrantsOf, ProtectedResource};
use keyplane_entity::{
    api,
    id::{ApiId, ProjectId},
    project,
};

use super::{
    access::{Access, Reader},
    application::Application,
    connection::{Connection, listing, page},
    enums::AcceptedToken,
    failure::Failure,
    loaders::{Loaded, by_id},
    patch::{Null, patch_id},
    project::Project,
    scalars::DateTime,
    usage::Calls,
};
use crate::gateway_config::{Gateway, GatewaySite};

by_id!(ApiId => apis_by_id => Api);
listing!(ApiListing: api::Model => Api, apis, count_apis);

/// Protected API: an audience with scopes, and the kinds of token that it accepts.
#[derive(Clone, Description)]
pub(crate) struct Api(Arc<api::Model>);

impl From<api::Model> for Api {
    fn from(model: api::Model) -> Self {
        Self(Arc::new(model))
    }
}

impl Api {
    async fn owner(&self, context: &Context<'_>) -> Result<Project, Failure> {
        let project = Access::of(context).load(self.0.project_id).await?;
        Ok(project.ok_or(Error::NotFound("project"))?)
    }
}

/// An API of a project, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ApiNamed(pub(crate) ProjectId, pub(crate) String);

impl Loader<ApiNamed> for Reader {
    type Value = Result<Api, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[ApiNamed]) -> Loaded<ApiNamed, Api> {
        let of: Vec<_> = of.iter().map(|of| (of.0, of.1.clone())).collect();
        let found = self.control.lookups().apis_by_name(&self.actor, &of).await?.into_iter();
        Ok(found.map(|((id, name), model)| (ApiNamed(id, name), Ok(model.into()))).collect())
    }
}

#[Object(use_type_description)]
impl Api {
    /// ID, such as `api_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Name in URLs, 3 to 32 lower-case letters, digits and inner hyphens; never changes.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Audience of the API's tokens: an absolute URI, at most 255 characters; never changes.
    async fn identifier(&self) -> &str {
        &self.0.identifier
    }

    /// What the API is for, 0 to 500 characters.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// Name in files and other tools, unique in the project; null without one.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// Scopes that can be granted, up to 100.
    async fn scopes(&self) -> &[String] {
        &self.0.scopes.0
    }

    /// Kinds of token that the API accepts, at least one.
    async fn accepts(&self) -> Vec<AcceptedToken> {
        self.0.accepts.0.iter().copied().map(AcceptedToken::from).collect()
    }

    /// Whether the API is enabled. A disabled API gets no tokens, and its gateway check refuses
    /// every request.
    async fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// Application that serves the API and may introspect its tokens; null if none.
    async fn resource_server(&self, context: &Context<'_>) -> Result<Option<Application>, Failure> {
        match self.0.resource_server_id {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// URL of the gateway check, which a gateway calls for each request to the API.
    async fn verify_endpoint(&self, context: &Context<'_>) -> Result<String, Failure> {
        let project = self.owner(context).await?;
        let project: &project::Model = project.model();
        let public_url = Access::of(context).control().public_url();
        Ok(public_url.verify_endpoint(&project.slug, &self.0.name))
    }

    /// URL of the API's resource metadata document (RFC 9728), which gateways serve at the API's own
    /// `/.well-known/oauth-protected-resource`; null where the identifier is no https URL.
    async fn resource_metadata_endpoint(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<String>, Failure> {
        if ProtectedResource::of(&self.0.identifier).is_none() {
            return Ok(None);
        }
        let project = self.owner(context).await?;
        let public_url = Access::of(context).control().public_url();
        let slug = &project.model().slug;
        Ok(Some(public_url.resource_metadata_endpoint(slug, &self.0.name)))
    }

    /// Complete configuration for a gateway in front of the API.
    async fn gateway_config(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Gateway product that the configuration is for.")] gateway: Gateway,
        #[graphql(desc = "Origin (scheme, host and port) of the API behind the gateway, such as \
                    http://127.0.0.1:3000.")]
        upstream: String,
    ) -> Result<String, Failure> {
        let project = self.owner(context).await?;
        let site = GatewaySite {
            public_url: Access::of(context).control().public_url(),
            project: &project.model().slug,
            api: &self.0.name,
            identifier: &self.0.identifier,
            upstream: &upstream,
        };
        Ok(site.config(gateway)?)
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time of the last change; the time of creation if never changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }

    /// Project that the API belongs to.
    async fn project(&self, context: &Context<'_>) -> Result<Project, Failure> {
        self.owner(context).await
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
    async fn calls(&self) -> Calls {
        Calls::of(&*self.0)
    }

    /// Grants for the API, newest first.
    async fn grants(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        #[graphql(
            desc = "Prefix of a word of the name of the application; case-insensitive, at most 200 characters. Every item if absent or empty."
        )]
        search: Option<String>,
    ) -> Result<Connection<GrantListing>, Failure> {
        let listing = GrantListing {
            project: self.0.project_id,
            of: GrantsOf::Api(self.0.id),
            search,
            page: page(first, after, None, None)?,
        };
        Connection::open(context, listing).await
    }
}

/// Settings of an API that its creation and its changes share.
#[derive(InputObject)]
pub(crate) struct ApiSettingsInput {
    /// What the API is for, 0 to 500 characters. Null is the same as an empty text.
    description: MaybeUndefined<String>,
    /// Scopes that can be granted: up to 100 names of 1 to 100 printable ASCII characters, 2,000
    /// characters together; none for a new API. A scope that is removed here is removed from the
    /// grants too.
    scopes: MaybeUndefined<Vec<String>>,
    /// Kinds of token that the API accepts, at least one; `ACCESS_TOKEN` for a new API.
    accepts: MaybeUndefined<Vec<AcceptedToken>>,
    /// ID of the application that serves the API and may introspect its tokens; null for none.
    resource_server_id: MaybeUndefined<ID>,
    /// Name in files and other tools, unique among the APIs of the project: 1 to 128 printable
    /// ASCII characters without blanks; null for none.
    external_id: MaybeUndefined<String>,
}

impl ApiSettingsInput {
    /// Converts the settings to changes of an API.
    pub(crate) fn patch(self, null: Null) -> Result<ApiSettings, Failure> {
        Ok(ApiSettings {
            description: null.patch(self.description),
            scopes: null.patch(self.scopes),
            accepts: null.patch_list(self.accepts),
            resource_server_id: patch_id(&self.resource_server_id, "application")?,
            external_id: null.patch(self.external_id),
            ..ApiSettings::default()
        })
    }
}
