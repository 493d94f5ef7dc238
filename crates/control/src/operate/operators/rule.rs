//! `createOperatorRule`, `updateOperatorRule` and `deleteOperatorRule`.

use keyplane_entity::{
    Permissions, Scope,
    federated_identity::ClaimRules,
    id::{OperatorIssuerId, OperatorRuleId, ProjectId},
    operator_rule,
    operator_session::SessionEnd,
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};

use super::{
    end_sessions::{Which, end_sessions},
    handle::Operators,
    locked::LockedIssuer,
    rule_settings::OperatorRuleSettings,
};
use crate::{
    error::Error,
    known::Actor,
    operate::{event::on_operator_rule, found},
};

/// The most rules of an operators' issuer.
const MAX_RULES: usize = 50;

/// Arguments of `createOperatorRule`.
#[derive(Clone, Debug)]
pub struct CreateOperatorRule {
    /// The operators' issuer.
    pub operator_issuer_id: OperatorIssuerId,
    /// Project that the people see; `None`: the instance.
    pub project_id: Option<ProjectId>,
    /// The settings; name, conditions and permissions are set.
    pub settings: OperatorRuleSettings,
}

/// Arguments of `updateOperatorRule`.
#[derive(Clone, Debug)]
pub struct UpdateOperatorRule {
    /// Rule to change.
    pub operator_rule_id: OperatorRuleId,
    /// Changes of its settings.
    pub settings: OperatorRuleSettings,
}

impl Operators {
    /// Makes a rule with an admin key of its own.
    pub async fn create_rule(
        &self,
        actor: &Actor,
        request: CreateOperatorRule,
    ) -> Result<operator_rule::Model, Error> {
        found::operator_issuer(&self.known, actor, request.operator_issuer_id).await?;
        let scope = request.project_id.map_or(Scope::Instance, Scope::Project);
        let now = self.known.store().now();
        let mut row = operator_rule::Model {
            id: OperatorRuleId(self.known.store().new_id()),
            operator_issuer_id: request.operator_issuer_id,
            scope_id: scope.id(),
            name: String::new(),
            claim_rules: ClaimRules::default(),
            permissions: Permissions::default(),
            enabled: true,
            expires_at: None,
            created_at: now,
        };
        request.settings.apply(actor, &mut row, now)?;
        let made = self.make_rule_key(actor).await?;

        let LockedIssuer { mut write, rules, .. } =
            self.lock(actor, request.operator_issuer_id, Some(scope)).await?;
        write.project_of(scope).await?;
        write.actor().require_grant(row.permissions, row.expires_at)?;
        if rules.len() >= MAX_RULES {
            return Err(Error::PreconditionFailed(format!(
                "the issuer has {MAX_RULES} rules already, the most that it can have: delete one \
                 first"
            )));
        }

        row.created_at = write.now;
        operator_rule::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        let key = write.insert_rule_key(&row, &made, None).await?;
        let event = on_operator_rule("operatorRule.create", &row)
            .with("operatorIssuerId", row.operator_issuer_id.to_string())
            .with_settings(&row)?
            .with("kid", key.kid);
        write.record(scope, event).await?;
        write.commit().await?;
        Ok(row)
    }

    /// Changes a rule. Its sessions end if it is disabled or gets other conditions; other permissions
    /// count for them at once.
    pub async fn update_rule(
        &self,
        actor: &Actor,
        request: UpdateOperatorRule,
    ) -> Result<operator_rule::Model, Error> {
        let (mut write, before) = self.lock_rule(actor, request.operator_rule_id).await?;
        let mut row = before.clone();
        request.settings.apply(write.actor(), &mut row, write.now)?;
        row.clone().into_active_model().reset_all().update(write.db()).await?;

        if before.permissions != row.permissions {
            write.permit_rule_keys(&row).await?;
        }
        if before.claim_rules != row.claim_rules || (before.enabled && !row.enabled) {
            let which = Which::OfRule(row.id, row.operator_issuer_id);
            end_sessions(write.db(), which, SessionEnd::RuleEnded, write.now).await?;
        }
        let event = on_operator_rule("operatorRule.update", &row).with_changes(&before, &row)?;
        write.record(row.scope(), event).await?;
        write.commit().await?;
        Ok(row)
    }

    /// Deletes a rule: its sessions end, and its keys are revoked.
    pub async fn delete_rule(
        &self,
        actor: &Actor,
        id: OperatorRuleId,
    ) -> Result<OperatorRuleId, Error> {
        let (mut write, row) = self.lock_rule(actor, id).await?;
        write.revoke_rule_keys(id).await?;
        let which = Which::OfRule(id, row.operator_issuer_id);
        end_sessions(write.db(), which, SessionEnd::RuleEnded, write.now).await?;

        let event = on_operator_rule("operatorRule.delete", &row).with_settings(&row)?;
        write.record(row.scope(), event).await?;
        row.delete(write.db()).await?;
        write.commit().await?;
        Ok(id)
    }

    async fn lock_rule(
        &self,
        actor: &Actor,
        id: OperatorRuleId,
    ) -> Result<(crate::operate::Write, operator_rule::Model), Error> {
        let found = found::operator_rule(&self.known, actor, id).await?;
        let LockedIssuer { write, rules, .. } =
            self.lock(actor, found.row.operator_issuer_id, None).await?;
        let row = rules.into_iter().find(|rule| rule.id == id);
        Ok((write, row.ok_or(Error::NotFound("rule"))?))
    }
}
