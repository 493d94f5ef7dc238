//! The deployment itself.

use async_graphql::{Context, Description, Object};

use super::access::Access;

/// What an instance key's tokens name as their audience.
const AUDIENCE: &str = "keyplane";

/// This deployment.
#[derive(Description)]
pub(crate) struct Instance;

#[Object(use_type_description)]
impl Instance {
    /// The audience of tokens that an instance key signs.
    async fn audience(&self) -> &str {
        AUDIENCE
    }

    /// Where the Admin API is.
    async fn graphql_endpoint(&self, context: &Context<'_>) -> String {
        Access::of(context).control().public_url().graphql_endpoint()
    }

    /// The server's version.
    async fn version(&self, context: &Context<'_>) -> &str {
        Access::of(context).control().version()
    }
}
