//! Federated identities.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, InputObject, Object, SimpleObject};
use keyplane_control::{Error, FederatedIdentityListing};
use keyplane_entity::{federated_identity, id::FederatedIdentityId};

use super::{
    access::Access, application::Application, connection::listing, enums::ClaimMatch,
    failure::Failure, loaders::by_id, scalars::DateTime, trusted_issuer::TrustedIssuer,
    usage::last_use_of_identity,
};

by_id!(FederatedIdentityId => federated_identities_by_id => FederatedIdentity);
listing!(
    FederatedIdentityListing: federated_identity::Model => FederatedIdentity,
    federated_identities,
    count_federated_identities
);

/// Ties tokens of a trusted issuer to an application, by rules over their claims.
#[derive(Clone, Description)]
pub(crate) struct FederatedIdentity(Arc<federated_identity::Model>);

impl From<federated_identity::Model> for FederatedIdentity {
    fn from(model: federated_identity::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl FederatedIdentity {
    /// ID, such as `fid_…`; never changes. It is the claim `federated_identity` of the access tokens
    /// that were issued through the identity.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Display name, 1 to 100 characters.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Name in files and other tools, unique in the project; null without one.
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }

    /// Whether tokens stand for the application. Access tokens that were issued through a disabled
    /// identity are inactive.
    async fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// End of the identity; null without one.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(DateTime::from)
    }

    /// Application that the tokens stand for. Never changes.
    async fn application(&self, context: &Context<'_>) -> Result<Application, Failure> {
        let application = Access::of(context).load(self.0.application_id).await?;
        Ok(application.ok_or(Error::NotFound("application"))?)
    }

    /// Issuer of the tokens. Never changes.
    async fn trusted_issuer(&self, context: &Context<'_>) -> Result<TrustedIssuer, Failure> {
        let issuer = Access::of(context).load(self.0.trusted_issuer_id).await?;
        Ok(issuer.ok_or(Error::NotFound("trusted issuer"))?)
    }

    /// Rules that the claims of a token must all satisfy, 1 to 16.
    async fn rules(&self) -> Vec<ClaimRule> {
        self.0.rules.0.iter().cloned().map(ClaimRule::from).collect()
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }

    /// Time of the last call that was accepted with a token of the identity; appears within 10
    /// seconds. Null if there was none.
    async fn last_used_at(&self, context: &Context<'_>) -> Result<Option<DateTime>, Failure> {
        last_use_of_identity(context, &self.0).await
    }
}

/// Rule about one claim of a token. Texts are compared byte for byte and by their JSON type.
#[derive(SimpleObject)]
pub(crate) struct ClaimRule {
    /// Name of the claim, or a JSON Pointer (RFC 6901), which begins with `/`. `*` as its last
    /// segment stands for any element of an array.
    claim: String,
    /// Comparison of the claim with the values.
    r#match: ClaimMatch,
    /// Values; one, unless `match` is `ONE_OF`.
    values: Vec<String>,
}

impl From<federated_identity::StoredClaimRule> for ClaimRule {
    fn from(rule: federated_identity::StoredClaimRule) -> Self {
        Self { claim: rule.claim, r#match: rule.r#match.into(), values: rule.values }
    }
}

/// Rule about one claim of a token. Texts are compared byte for byte and by their JSON type.
#[derive(InputObject)]
pub(crate) struct ClaimRuleInput {
    /// Name of the claim, or a JSON Pointer (RFC 6901), which begins with `/`; 1 to 255 bytes. `*`
    /// as its last segment stands for any element of an array.
    claim: String,
    /// Comparison of the claim with the values.
    r#match: ClaimMatch,
    /// Values of 1 to 2,048 bytes: one, or with `ONE_OF` up to 64.
    values: Vec<String>,
}

impl From<ClaimRuleInput> for federated_identity::StoredClaimRule {
    fn from(rule: ClaimRuleInput) -> Self {
        Self { claim: rule.claim, r#match: rule.r#match.into(), values: rule.values }
    }
}
