//! Changes of rules of operators' issuers.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use keyplane_control::{CreateOperatorRule, OperatorRuleSettings, Patch, UpdateOperatorRule};
use keyplane_entity::federated_identity::ClaimRules;

use crate::graphql::{
    access::Access,
    enums::Permission,
    failure::Failure,
    federated_identity::ClaimRuleInput,
    operator_rule::OperatorRule,
    patch::{Null, patch},
    scalars::{DateTime, id},
};

/// Arguments for a new rule of an operators' issuer.
#[derive(InputObject)]
pub(crate) struct CreateOperatorRuleInput {
    /// ID of the operators' issuer.
    operator_issuer_id: ID,
    /// ID of the project that the people see; the instance with all projects if absent.
    project_id: Option<ID>,
    /// Display name, 1 to 100 characters.
    name: String,
    /// Conditions on the claims of the ID token, 1 to 16, all of which must hold. At least one is
    /// `EXACT` or `ONE_OF` on `sub`, on a group or role, or on a tenant claim (`hd`, `tid`).
    claim_rules: Vec<ClaimRuleInput>,
    /// Permissions of the people; all of them the calling key's too.
    permissions: Vec<Permission>,
    /// Time at which the rule and its sessions end; never if absent.
    expires_at: Option<DateTime>,
}

/// Changes to a rule of an operators' issuer. An absent field keeps its value.
#[derive(InputObject)]
pub(crate) struct UpdateOperatorRuleInput {
    /// ID of the rule.
    operator_rule_id: ID,
    /// Display name, 1 to 100 characters.
    name: MaybeUndefined<String>,
    /// All conditions on the claims, in place of the old ones. Ends the rule's sessions.
    claim_rules: MaybeUndefined<Vec<ClaimRuleInput>>,
    /// Permissions of the people, at once.
    permissions: MaybeUndefined<Vec<Permission>>,
    /// Whether the rule lets people in. False ends its sessions.
    enabled: MaybeUndefined<bool>,
    /// Time at which the rule and its sessions end; never if null.
    expires_at: MaybeUndefined<DateTime>,
}

/// Arguments of `deleteOperatorRule`.
#[derive(InputObject)]
pub(crate) struct DeleteOperatorRuleInput {
    /// ID of the rule. Its sessions end, and its key is revoked.
    operator_rule_id: ID,
}

/// Result of `createOperatorRule`.
#[derive(SimpleObject)]
pub(crate) struct CreateOperatorRulePayload {
    /// The new rule.
    operator_rule: OperatorRule,
}

/// Result of `updateOperatorRule`.
#[derive(SimpleObject)]
pub(crate) struct UpdateOperatorRulePayload {
    /// The changed rule.
    operator_rule: OperatorRule,
}

/// Result of `deleteOperatorRule`.
#[derive(SimpleObject)]
pub(crate) struct DeleteOperatorRulePayload {
    /// ID of the deleted rule.
    deleted_id: ID,
}

/// The domain's form of conditions.
fn read_rules(rules: Vec<ClaimRuleInput>) -> ClaimRules {
    ClaimRules(rules.into_iter().map(Into::into).collect())
}

/// Changes of rules of operators' issuers.
#[derive(Default)]
pub(crate) struct OperatorRuleMutation;

#[Object]
impl OperatorRuleMutation {
    /// Creates a rule with an admin key of its own. Needs `ADMIN_KEYS_WRITE` in the instance, and every
    /// permission of the issuer's rules.
    async fn create_operator_rule(
        &self,
        context: &Context<'_>,
        input: CreateOperatorRuleInput,
    ) -> Result<CreateOperatorRulePayload, Failure> {
        let access = Access::of(context);
        let permissions = input.permissions.into_iter().map(Into::into).collect();
        let input = CreateOperatorRule {
            operator_issuer_id: id(&input.operator_issuer_id, "operators' issuer")?,
            project_id: input.project_id.map(|project| id(&project, "project")).transpose()?,
            settings: OperatorRuleSettings {
                name: Patch::Set(input.name),
                claim_rules: Patch::Set(read_rules(input.claim_rules)),
                permissions: Patch::Set(permissions),
                enabled: Patch::Keep,
                expires_at: input.expires_at.map_or(Patch::Keep, |at| Patch::Set(at.into())),
            },
        };

        let rule = access.control().operators().create_rule(access.actor(), input).await?;
        Ok(CreateOperatorRulePayload { operator_rule: rule.into() })
    }

    /// Changes a rule. Needs `ADMIN_KEYS_WRITE` in the instance, and every permission of the issuer's
    /// rules.
    async fn update_operator_rule(
        &self,
        context: &Context<'_>,
        input: UpdateOperatorRuleInput,
    ) -> Result<UpdateOperatorRulePayload, Failure> {
        let access = Access::of(context);
        let claim_rules = match input.claim_rules {
            MaybeUndefined::Undefined => Patch::Keep,
            MaybeUndefined::Null => Patch::Clear,
            MaybeUndefined::Value(rules) => Patch::Set(read_rules(rules)),
        };

        let input = UpdateOperatorRule {
            operator_rule_id: id(&input.operator_rule_id, "rule")?,
            settings: OperatorRuleSettings {
                name: patch(input.name),
                claim_rules,
                permissions: Null::Clears.patch_list(input.permissions),
                enabled: patch(input.enabled),
                expires_at: patch(input.expires_at),
            },
        };
        let rule = access.control().operators().update_rule(access.actor(), input).await?;
        Ok(UpdateOperatorRulePayload { operator_rule: rule.into() })
    }

    /// Deletes a rule. Needs `ADMIN_KEYS_WRITE` in the instance, and every permission of the issuer's
    /// rules.
    async fn delete_operator_rule(
        &self,
        context: &Context<'_>,
        input: DeleteOperatorRuleInput,
    ) -> Result<DeleteOperatorRulePayload, Failure> {
        let access = Access::of(context);
        let rule = id(&input.operator_rule_id, "rule")?;
        let deleted = access.control().operators().delete_rule(access.actor(), rule).await?;
        Ok(DeleteOperatorRulePayload { deleted_id: deleted.to_string().into() })
    }
}
