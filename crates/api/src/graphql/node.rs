//! Objects that have an ID of their own.

use async_graphql::{Context, ID, Interface};
use keyplane_control::SearchResult;
use keyplane_entity::id::NodeId;

use super::{
    access::Access,
    apis::Api,
    application::Application,
    audit_event::AuditEvent,
    client_secret::ClientSecret,
    failure::Failure,
    federated_identity::FederatedIdentity,
    grant::Grant,
    key::Key,
    operator_issuer::OperatorIssuer,
    operator_rule::OperatorRule,
    operator_session::{OperatorBlock, OperatorSession},
    project::Project,
    trusted_issuer::TrustedIssuer,
    webhook::Webhook,
};

/// Object with an ID, which `node` resolves.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "ID, unique across all types."))]
pub(crate) enum Node {
    Project(Project),
    Application(Application),
    Key(Key),
    ClientSecret(ClientSecret),
    Api(Api),
    Grant(Grant),
    AuditEvent(AuditEvent),
    Webhook(Webhook),
    OperatorIssuer(OperatorIssuer),
    OperatorRule(OperatorRule),
    OperatorSession(OperatorSession),
    OperatorBlock(OperatorBlock),
    TrustedIssuer(TrustedIssuer),
    FederatedIdentity(FederatedIdentity),
}

impl Node {
    /// The object that `id` names; `None` if it does not exist for this actor.
    pub(crate) async fn find(context: &Context<'_>, id: &ID) -> Result<Option<Self>, Failure> {
        let access = Access::of(context);
        let Ok(id) = id.parse::<NodeId>() else { return Ok(None) };

        Ok(match id {
            NodeId::Project(id) => access.load(id).await?.map(Self::Project),
            NodeId::Application(id) => access.load(id).await?.map(Self::Application),
            NodeId::Key(id) => access.load(id).await?.map(Self::Key),
            NodeId::ClientSecret(id) => access.load(id).await?.map(Self::ClientSecret),
            NodeId::Api(id) => access.load(id).await?.map(Self::Api),
            NodeId::Grant(id) => access.load(id).await?.map(Self::Grant),
            NodeId::AuditEvent(id) => access.load(id).await?.map(Self::AuditEvent),
            NodeId::Webhook(id) => access.load(id).await?.map(Self::Webhook),
            NodeId::OperatorIssuer(id) => access.load(id).await?.map(Self::OperatorIssuer),
            NodeId::OperatorRule(id) => access.load(id).await?.map(Self::OperatorRule),
            NodeId::OperatorSession(id) => access.load(id).await?.map(Self::OperatorSession),
            NodeId::OperatorBlock(id) => access.load(id).await?.map(Self::OperatorBlock),
            NodeId::TrustedIssuer(id) => access.load(id).await?.map(Self::TrustedIssuer),
            NodeId::FederatedIdentity(id) => access.load(id).await?.map(Self::FederatedIdentity),
        })
    }
}

impl From<SearchResult> for Node {
    fn from(found: SearchResult) -> Self {
        match found {
            SearchResult::Project(model) => Self::Project((*model).into()),
            SearchResult::Application(model) => Self::Application((*model).into()),
            SearchResult::Api(model) => Self::Api((*model).into()),
            SearchResult::Key(model) => Self::Key((*model).into()),
        }
    }
}
