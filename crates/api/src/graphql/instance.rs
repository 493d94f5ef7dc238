//! The deployment itself.

use async_graphql::{Context, Description, Json, Object};
use keyplane_control::Error;

use super::{access::Access, failure::Failure};

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

    /// Public keys that verify the signed checkpoints of the audit log, as a JWK Set (RFC 7517), oldest
    /// first; empty before the first checkpoint.
    async fn audit_checkpoint_keys(
        &self,
        context: &Context<'_>,
    ) -> Result<Json<serde_json::Value>, Failure> {
        let keys = Access::of(context).control().checkpoints().public_keys().await?;
        let keys = serde_json::to_value(keys)
            .map_err(|error| Error::Internal(format!("checkpoint keys: {error}")))?;
        Ok(Json(keys))
    }

    /// Version of the server.
    async fn version(&self, context: &Context<'_>) -> &str {
        Access::of(context).control().version()
    }
}
