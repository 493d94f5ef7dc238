//! Grants.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::{Error, GrantListing};
use keyplane_entity::{grant, id::GrantId};

use super::{
    access::Access, apis::Api, application::Application, connection::listing, failure::Failure,
    loaders::by_id, scalars::DateTime, usage::Calls,
};

by_id!(GrantId => grants_by_id => Grant);
listing!(GrantListing: grant::Model => Grant, grants, count_grants);

/// Permission of an application to use an API with some of its scopes.
#[derive(Clone, Description)]
pub(crate) struct Grant(Arc<grant::Model>);

impl From<grant::Model> for Grant {
    fn from(model: grant::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl Grant {
    /// ID, such as `grt_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Application that holds the grant.
    async fn application(&self, context: &Context<'_>) -> Result<Application, Failure> {
        let application = Access::of(context).load(self.0.application_id).await?;
        Ok(application.ok_or(Error::NotFound("application"))?)
    }

    /// API that the grant is for.
    async fn api(&self, context: &Context<'_>) -> Result<Api, Failure> {
        let api = Access::of(context).load(self.0.api_id).await?;
        Ok(api.ok_or(Error::NotFound("API"))?)
    }

    /// Granted scopes, a subset of the API's scopes; may be empty.
    async fn scopes(&self) -> &[String] {
        &self.0.scopes.0
    }

    /// Name in files and other tools, unique in the project; null without one.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// Time at which the application was first granted the API.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    #[graphql(flatten)]
    #[expect(clippy::unused_async, reason = "the library wants every resolver asynchronous")]
    async fn calls(&self) -> Calls {
        Calls::of(&*self.0)
    }
}
