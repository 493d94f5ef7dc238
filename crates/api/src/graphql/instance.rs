//! The deployment itself.

use async_graphql::{Context, Description, Object};

use super::access::Access;

/// The audience of tokens that an instance key signs.
const AUDIENCE: &str = "keyplane";

/// The deployment.
#[derive(Description)]
pub(crate) struct Instance;

#[Object(use_type_description)]
impl Instance {
    /// Audience of admin tokens that are signed with an instance key.
    async fn audience(&self) -> &str {
        AUDIENCE
    }

    /// URL of the Admin API.
    async fn graphql_endpoint(&self, context: &Context<'_>) -> String {
        Access::of(context).control().public_url().graphql_endpoint()
    }

    /// Version of the server.
    async fn version(&self, context: &Context<'_>) -> &str {
        Access::of(context).control().version()
    }
}
