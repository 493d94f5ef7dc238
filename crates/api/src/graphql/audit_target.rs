//! The target of an audit event, by its names at that time.

use async_graphql::{Context, Description, ID, Object, SimpleObject};
use keyplane_control::Error;
use keyplane_entity::id::NodeId;
use serde::Deserialize;

use super::{access::Access, failure::Failure};

/// Names of an event's target at the time of the event. They do not change when the target is
/// renamed or deleted.
#[derive(Clone, Debug, Default, Deserialize, Description)]
pub(crate) struct AuditTarget {
    #[serde(skip)]
    id: Option<String>,
    name: Option<String>,
    slug: Option<String>,
    kid: Option<String>,
    identifier: Option<String>,
    application: Option<AuditReference>,
    api: Option<AuditReference>,
}

/// Application or API that the target of an event belongs to, as it was called then.
#[derive(Clone, Debug, Deserialize, SimpleObject)]
pub(crate) struct AuditReference {
    /// ID.
    id: ID,
    /// Name at the time of the event.
    name: String,
}

impl AuditTarget {
    /// The names that an event records; `None` if it records none.
    pub(crate) fn read(id: Option<&str>, names: Option<&str>) -> Result<Option<Self>, Error> {
        let Some(names) = names else { return Ok(None) };
        let read: Self = serde_json::from_str(names)
            .map_err(|error| Error::Internal(format!("names of a target: {error}")))?;
        Ok(Some(Self { id: id.map(str::to_owned), ..read }))
    }
}

#[Object(use_type_description)]
impl AuditTarget {
    /// Name of the project, application, key, API, trusted issuer or federated identity; null for other targets.
    async fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Slug of the project; null for other targets.
    async fn slug(&self) -> Option<&str> {
        self.slug.as_deref()
    }

    /// Key ID (`kid`) of the key; null for other targets.
    async fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Identifier (audience) of the API; null for other targets.
    async fn identifier(&self) -> Option<&str> {
        self.identifier.as_deref()
    }

    /// Application that the grant, client secret or federated identity is for; null for other targets.
    async fn application(&self) -> Option<&AuditReference> {
        self.application.as_ref()
    }

    /// API that the grant is for; null for other targets.
    async fn api(&self) -> Option<&AuditReference> {
        self.api.as_ref()
    }

    /// Whether the target still exists.
    async fn exists(&self, context: &Context<'_>) -> Result<bool, Failure> {
        let access = Access::of(context);
        let Some(Ok(id)) = self.id.as_deref().map(str::parse::<NodeId>) else { return Ok(false) };

        Ok(match id {
            NodeId::Project(id) => access.load(id).await?.is_some(),
            NodeId::Application(id) => access.load(id).await?.is_some(),
            NodeId::Key(id) => access.load(id).await?.is_some(),
            NodeId::ClientSecret(id) => access.load(id).await?.is_some(),
            NodeId::Api(id) => access.load(id).await?.is_some(),
            NodeId::Grant(id) => access.load(id).await?.is_some(),
            NodeId::AuditEvent(id) => access.load(id).await?.is_some(),
            NodeId::Webhook(id) => access.load(id).await?.is_some(),
            NodeId::OperatorIssuer(id) => access.load(id).await?.is_some(),
            NodeId::OperatorRule(id) => access.load(id).await?.is_some(),
            NodeId::OperatorSession(id) => access.load(id).await?.is_some(),
            NodeId::OperatorBlock(id) => access.load(id).await?.is_some(),
            NodeId::TrustedIssuer(id) => access.load(id).await?.is_some(),
            NodeId::FederatedIdentity(id) => access.load(id).await?.is_some(),
        })
    }
}
