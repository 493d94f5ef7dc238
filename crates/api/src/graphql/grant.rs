//! Grants.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::Error;
use keyplane_entity::grant;

use super::{
    access::Access, api::Api, application::Application, failure::Failure, scalars::DateTime,
};

/// What an application may do at an API.
#[derive(Clone, Description)]
pub(crate) struct Grant(Arc<grant::Model>);

impl From<grant::Model> for Grant {
    fn from(model: grant::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl Grant {
    /// `grt_…`
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Who may.
    async fn application(&self, context: &Context<'_>) -> Result<Application, Failure> {
        let application = Access::of(context).load(self.0.application_id).await?;
        Ok(application.ok_or(Error::NotFound("application"))?)
    }

    /// Where.
    async fn api(&self, context: &Context<'_>) -> Result<Api, Failure> {
        let api = Access::of(context).load(self.0.api_id).await?;
        Ok(api.ok_or(Error::NotFound("API"))?)
    }

    /// How far: scopes of the API, maybe none.
    async fn scopes(&self) -> &[String] {
        &self.0.scopes.0
    }

    /// When it was first given.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }
}
