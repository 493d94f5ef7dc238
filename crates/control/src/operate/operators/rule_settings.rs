//! The settings of a rule: their checks.

use keyplane_entity::{Permission, Timestamp, federated_identity::ClaimRules, operator_rule};

use super::claim_rules;
use crate::{
    error::Error,
    input::{self, Patch, any},
    known::Actor,
    operate::keys::check_permissions,
};

/// Changes of the settings of a rule.
#[derive(Clone, Debug, Default)]
pub struct OperatorRuleSettings {
    /// Display name, 1 to 100 characters.
    pub name: Patch<String>,
    /// Conditions on the claims of the ID token, 1 to 16.
    pub claim_rules: Patch<ClaimRules>,
    /// Permissions of the people; all of them the actor's too.
    pub permissions: Patch<Vec<Permission>>,
    /// Whether the rule lets people in.
    pub enabled: Patch<bool>,
    /// End of the rule; cleared: none.
    pub expires_at: Patch<Timestamp>,
}

impl OperatorRuleSettings {
    /// Checks the changes, and applies them. An end must lie after `now`, and an actor whose
    /// authority ends sets none that is later.
    pub(super) fn apply(
        self,
        actor: &Actor,
        row: &mut operator_rule::Model,
        now: Timestamp,
    ) -> Result<(), Error> {
        let scope = row.scope();
        self.name.set("name", &mut row.name, |_, name| input::name(&name))?;
        self.claim_rules.set("claimRules", &mut row.claim_rules, claim_rules::check)?;
        self.permissions.set("permissions", &mut row.permissions, |_, permissions| {
            check_permissions(actor, scope, permissions)
        })?;
        self.enabled.set("enabled", &mut row.enabled, any)?;

        match &self.expires_at {
            Patch::Keep => {}
            Patch::Clear => row.expires_at = None,
            Patch::Set(end) => {
                input::end(Some(*end), now)?;
                row.expires_at = Some(*end);
            }
        }
        actor.require_end(row.expires_at)
    }
}
