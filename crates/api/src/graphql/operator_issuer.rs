//! Operators' issuers.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, dataloader::Loader};
use keyplane_control::{OperatorBlockListing, OperatorSessionListing};
use keyplane_entity::{id::OperatorIssuerId, operator_issuer};

use super::{
    access::{Access, Reader},
    connection::{Connection, page},
    failure::Failure,
    loaders::{Loaded, by_id},
    operator_rule::OperatorRule,
    scalars::DateTime,
};

by_id!(OperatorIssuerId => operator_issuers_by_id => OperatorIssuer);

/// OpenID Provider by which operators sign in at the portal.
#[derive(Clone, Description)]
pub(crate) struct OperatorIssuer(Arc<operator_issuer::Model>);

impl From<operator_issuer::Model> for OperatorIssuer {
    fn from(model: operator_issuer::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl OperatorIssuer {
    /// ID, such as `opi_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Display name, 1 to 100 characters; the portal shows it before the sign-in.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The provider's issuer URL: `iss` of its ID tokens, byte for byte; never changes.
    async fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Client ID at the provider.
    async fn client_id(&self) -> &str {
        &self.0.client_id
    }

    /// Scopes that the sign-in asks for beside `openid`.
    async fn scopes(&self) -> &[String] {
        &self.0.scopes.0
    }

    /// Certificate authority that the provider's certificate is checked with, as PEM, in place of
    /// the system's; null for the system's.
    async fn ca_certificate(&self) -> Option<&str> {
        self.0.ca_certificate.as_deref()
    }

    /// Longest time of a session in seconds, 300 to 43,200.
    async fn session_length_seconds(&self) -> i64 {
        self.0.session_length_seconds
    }

    /// Time in seconds after which a session without use ends, 300 to 43,200.
    async fn idle_seconds(&self) -> i64 {
        self.0.idle_seconds
    }

    /// Whether operators may sign in by the provider. Its sessions end when it is disabled.
    async fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// The redirect URI to register at the provider; no other provider has the same.
    async fn redirect_uri(&self, context: &Context<'_>) -> String {
        Access::of(context).control().sign_in().redirect_uri(self.0.id)
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Rules that let people in, oldest first, at most 50.
    async fn rules(&self, context: &Context<'_>) -> Result<Vec<OperatorRule>, Failure> {
        Ok(Access::of(context).load(RulesOf(self.0.id)).await?.unwrap_or_default())
    }

    /// Sessions, newest first, with those that ended in the last day. Needs `AUDIT_READ` or
    /// `ADMIN_KEYS_WRITE`; null without.
    async fn sessions(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Option<Connection<OperatorSessionListing>>, Failure> {
        let page = page(first, after, None, None)?;
        let listing = OperatorSessionListing { issuer: self.0.id, page };
        Connection::open(context, listing).await.map(Some)
    }

    /// Blocked people, newest first. Needs `AUDIT_READ` or `ADMIN_KEYS_WRITE`; null without.
    async fn blocks(
        &self,
        context: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
    ) -> Result<Option<Connection<OperatorBlockListing>>, Failure> {
        let page = page(first, after, None, None)?;
        let listing = OperatorBlockListing { issuer: self.0.issuer.clone(), page };
        Connection::open(context, listing).await.map(Some)
    }

    /// Time at which this server last fetched the provider's keys; null if it has not yet.
    async fn fetched_at(&self, context: &Context<'_>) -> Option<DateTime> {
        let state = Access::of(context).control().sign_in().key_state(&self.0);
        state.fetched_at.map(DateTime::from)
    }

    /// Why the last attempt to fetch the provider's keys failed; null if it succeeded.
    async fn last_error(&self, context: &Context<'_>) -> Option<String> {
        let state = Access::of(context).control().sign_in().key_state(&self.0);
        state.last_error.map(|error| error.to_string())
    }

    /// Key IDs of the provider's keys.
    async fn key_ids(&self, context: &Context<'_>) -> Vec<String> {
        Access::of(context).control().sign_in().key_state(&self.0).key_ids
    }
}

/// The rules of an operators' issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct RulesOf(OperatorIssuerId);

impl Loader<RulesOf> for Reader {
    type Value = Result<Vec<OperatorRule>, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[RulesOf]) -> Loaded<RulesOf, Vec<OperatorRule>> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().operator_rules_of(&self.actor, &ids).await?;
        let rules = |rows: Vec<_>| rows.into_iter().map(OperatorRule::from).collect();
        Ok(found.into_iter().map(|(id, rows)| (RulesOf(id), Ok(rules(rows)))).collect())
    }
}
