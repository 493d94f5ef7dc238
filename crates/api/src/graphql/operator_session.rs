//! Sessions of people who signed in, and blocked people.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object};
use keyplane_control::{OperatorBlockListing, OperatorSessionListing};
use keyplane_entity::{
    id::{OperatorBlockId, OperatorSessionId},
    operator_block, operator_session,
};

use super::{
    access::Access, connection::listing, failure::Failure, loaders::by_id,
    operator_issuer::OperatorIssuer, operator_rule::OperatorRule, scalars::DateTime,
};

by_id!(OperatorSessionId => operator_sessions_by_id => OperatorSession);
by_id!(OperatorBlockId => operator_blocks_by_id => OperatorBlock);
listing!(
    OperatorSessionListing: operator_session::Model => OperatorSession,
    operator_sessions, count_operator_sessions
);
listing!(
    OperatorBlockListing: operator_block::Model => OperatorBlock,
    operator_blocks, count_operator_blocks
);

/// Session of a person who signed in.
#[derive(Clone, Description)]
pub(crate) struct OperatorSession(Arc<operator_session::Model>);

impl From<operator_session::Model> for OperatorSession {
    fn from(model: operator_session::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl OperatorSession {
    /// ID, such as `ops_…`; the `jti` of its tokens.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Provider by which the person signed in; null if the calling key sees a project only, and once
    /// the provider was deleted.
    async fn operator_issuer(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<OperatorIssuer>, Failure> {
        Access::of(context).load(self.0.operator_issuer_id).await
    }

    /// Rule that the person acts by; null until the person has chosen one of several, and once the
    /// rule was deleted.
    async fn rule(&self, context: &Context<'_>) -> Result<Option<OperatorRule>, Failure> {
        match self.0.operator_rule_id {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// `iss` of the ID token.
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// The person: `sub` of the ID token.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Name of the person: `name`, else `preferred_username`, else `email`, else `sub`.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// Verified email address of the person; null if the provider gives none or has not verified it.
    async fn email(&self) -> Option<&str> {
        self.0.email.as_deref()
    }

    /// Time of the sign-in.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time at which the provider last asked the person for credentials (`auth_time`); null if the
    /// provider does not tell.
    async fn authenticated_at(&self) -> Option<DateTime> {
        self.0.authenticated_at.map(DateTime::from)
    }

    /// Time at which the session last got a token.
    async fn last_used_at(&self) -> DateTime {
        self.0.last_used_at.into()
    }

    /// Time at which the session ends at the latest.
    async fn expires_at(&self) -> DateTime {
        self.0.expires_at.into()
    }

    /// Time at which the session was ended; null if it was not.
    async fn ended_at(&self) -> Option<DateTime> {
        self.0.ended_at.map(DateTime::from)
    }
}

/// Person who is not let in, whatever the rules say.
#[derive(Clone, Description)]
pub(crate) struct OperatorBlock(Arc<operator_block::Model>);

impl From<operator_block::Model> for OperatorBlock {
    fn from(model: operator_block::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl OperatorBlock {
    /// ID, such as `opb_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// `iss` of the person's ID tokens. The block stays if the operators' issuer is deleted.
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// The person: `sub` of the ID tokens.
    async fn subject(&self) -> &str {
        &self.0.subject
    }

    /// Reason, 1 to 500 characters.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }
}
