//! Rules of operators' issuers.

use std::sync::Arc;

use async_graphql::{Context, Description, ID, Object, dataloader::Loader};
use keyplane_entity::{id::OperatorRuleId, operator_rule};

use super::{
    access::{Access, Reader},
    enums::Permission,
    failure::Failure,
    federated_identity::ClaimRule,
    key::Key,
    loaders::{Loaded, by_id},
    operator_issuer::OperatorIssuer,
    project::Project,
    scalars::DateTime,
};

by_id!(OperatorRuleId => operator_rules_by_id => OperatorRule);

/// Rule that lets people in who sign in by an operators' issuer, and says what they may do.
#[derive(Clone, Description)]
pub(crate) struct OperatorRule(Arc<operator_rule::Model>);

impl From<operator_rule::Model> for OperatorRule {
    fn from(model: operator_rule::Model) -> Self {
        Self(Arc::new(model))
    }
}

#[Object(use_type_description)]
impl OperatorRule {
    /// ID, such as `opr_…`; never changes.
    pub(crate) async fn id(&self) -> ID {
        self.0.id.to_string().into()
    }

    /// Display name, 1 to 100 characters.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Provider whose people the rule is about; null if the calling key sees a project only.
    async fn operator_issuer(
        &self,
        context: &Context<'_>,
    ) -> Result<Option<OperatorIssuer>, Failure> {
        Access::of(context).load(self.0.operator_issuer_id).await
    }

    /// Conditions on the claims of the ID token, all of which must hold.
    async fn claim_rules(&self) -> Vec<ClaimRule> {
        self.0.claim_rules.0.iter().cloned().map(ClaimRule::from).collect()
    }

    /// Permissions of the people.
    async fn permissions(&self) -> Vec<Permission> {
        self.0.permissions.iter().map(Into::into).collect()
    }

    /// Project that they see; null for the instance with all projects.
    async fn project(&self, context: &Context<'_>) -> Result<Option<Project>, Failure> {
        match self.0.scope().project() {
            Some(id) => Access::of(context).load(id).await,
            None => Ok(None),
        }
    }

    /// Whether the rule lets people in. Its sessions end when it is disabled.
    async fn enabled(&self) -> bool {
        self.0.enabled
    }

    /// Time at which the rule and its sessions end; null if it never ends.
    async fn expires_at(&self) -> Option<DateTime> {
        self.0.expires_at.map(DateTime::from)
    }

    /// Admin key that signs the tokens of the rule's sessions. The server makes, rotates and revokes
    /// it.
    async fn key(&self, context: &Context<'_>) -> Result<Option<Key>, Failure> {
        Access::of(context).load(KeyOfRule(self.0.id)).await
    }

    /// Time of creation.
    async fn created_at(&self) -> DateTime {
        self.0.created_at.into()
    }
}

/// The newest key of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct KeyOfRule(OperatorRuleId);

impl Loader<KeyOfRule> for Reader {
    type Value = Result<Key, Failure>;
    type Error = Failure;

    async fn load(&self, of: &[KeyOfRule]) -> Loaded<KeyOfRule, Key> {
        let ids: Vec<_> = of.iter().map(|of| of.0).collect();
        let found = self.control.lookups().operator_rule_keys(&self.actor, &ids).await?;
        Ok(found.into_iter().map(|(id, row)| (KeyOfRule(id), Ok(row.into()))).collect())
    }
}
