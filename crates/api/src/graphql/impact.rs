//! What stops working when something is taken away.

use async_graphql::{Context, Description, ID, Object};
use futures_util::future::try_join_all;
use keyplane_entity::id::NodeId;

use super::{
    access::Access, apis::Api, application::Application, failure::Failure, scalars::DateTime,
    usage::int,
};

/// What stops working when a key, client secret, federated identity, trusted issuer, application or
/// grant is taken away.
#[derive(Description)]
pub(crate) struct Impact(keyplane_control::Impact);

impl Impact {
    /// The impact of taking away what `id` names.
    pub(crate) async fn of(context: &Context<'_>, id: &ID) -> Result<Self, Failure> {
        let access = Access::of(context);
        let id: NodeId = id.parse().map_err(|_| keyplane_control::Impact::not_revocable())?;
        Ok(Self(access.control().lookups().impact(access.actor(), id).await?))
    }
}

#[Object(use_type_description)]
impl Impact {
    /// Number of accepted calls in the current hour and the 24 hours before it; at most
    /// 2,147,483,647.
    async fn accepted_last_24_hours(&self) -> i32 {
        int(self.0.accepted_last_24_hours)
    }

    /// Time of the last accepted call; null if there was none.
    async fn last_used_at(&self) -> Option<DateTime> {
        self.0.last_used_at.map(DateTime::from)
    }

    /// IP address that the last accepted call came from; null if there was none or if it is not
    /// known.
    async fn last_source_address(&self) -> Option<&str> {
        self.0.last_source_address.as_deref()
    }

    /// Applications that made these calls, up to 50. For a signing key, the applications of the
    /// project with JWT access tokens that made calls in this time; for a trusted issuer, those of its
    /// federated identities that were used.
    async fn applications(&self, context: &Context<'_>) -> Result<Vec<Application>, Failure> {
        let access = Access::of(context);
        let loads = self.0.applications.iter().map(|id| access.load(*id));
        let found = try_join_all(loads).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// APIs that these calls were for, up to 50; for an application, also the APIs that it serves.
    /// For a signing key, the APIs of the project that were called in this time.
    async fn apis(&self, context: &Context<'_>) -> Result<Vec<Api>, Failure> {
        let access = Access::of(context);
        let loads = self.0.apis.iter().map(|id| access.load(*id));
        let found = try_join_all(loads).await?;
        Ok(found.into_iter().flatten().collect())
    }
}
