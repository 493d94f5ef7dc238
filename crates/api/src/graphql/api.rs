//! APIs.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::{Error, GrantListing, GrantsOf};
use keyplane_entity::{api, project};

use super::{
    access::Access,
    application::Application,
    connection::{Connection, page},
    enums::{AcceptedToken, Gateway},
    failure::Failure,
    project::Project,
    scalars::DateTime,
};

/// Something protected: an audience with scopes, and what opens it.
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

#[Object(use_type_description)]
impl Api {
    /// `api_…`
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Its name in URLs; never changes.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The audience of its tokens, an absolute URI; never changes.
    async fn identifier(&self) -> &str {
        &self.0.identifier
    }

    /// What may be granted.
    async fn scopes(&self) -> &[String] {
        &self.0.scopes.0
    }

    /// Which tokens open it.
    async fn accepts(&self) -> Vec<AcceptedToken> {
        self.0.accepts.0.iter().copied().map(AcceptedToken::from).collect()
    }

    /// Whether anybody gets in at all.
    async fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// The application that serves it and may introspect its tokens.
    async fn resource_server(&self, context: &Context<'_>) -> Result<Option<Application>, Failure> {
        match self.0.resource_server_id {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// Where a gateway asks whether a request may pass.
    async fn verify_endpoint(&self, context: &Context<'_>) -> Result<String, Failure> {
        let project = self.owner(context).await?;
        let project: &project::Model = project.model();
        let public_url = Access::of(context).control().public_url();
        Ok(public_url.verify_endpoint(&project.slug, &self.0.name))
    }

    /// A complete configuration to paste, for a gateway in front of the API.
    async fn gateway_config(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The gateway that reads the configuration.")] gateway: Gateway,
        #[graphql(desc = "Where the API itself listens, such as http://127.0.0.1:3000.")]
        upstream: String,
    ) -> Result<String, Failure> {
        let project = self.owner(context).await?;
        let control = Access::of(context).control();
        let slug = &project.model().slug;
        Ok(control.gateway_config(slug, &self.0, gateway.into(), &upstream)?)
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// When it was last changed.
    async fn updated_at(&self) -> DateTime {
        self.0.updated_at.into()
    }

    /// Its project.
    async fn project(&self, context: &Context<'_>) -> Result<Project, Failure> {
        self.owner(context).await
    }

    /// Who may use it, newest first.
    async fn grants(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Connection<GrantListing>, Failure> {
        let listing = GrantListing {
            project: self.0.project_id,
            of: GrantsOf::Api(self.0.id),
            page: page(first, after, None, None)?,
        };
        Connection::open(context, listing).await
    }
}
