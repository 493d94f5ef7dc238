//! Rules of operators' issuers: who is let in, and what these people may do.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::{
    Permissions, Scope, Timestamp,
    federated_identity::ClaimRules,
    id::{OperatorIssuerId, OperatorRuleId},
};

/// A rule. An admin key of its own signs the tokens of its sessions.
///
/// Serialises its settings under their public names, as audit events show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "operator_rule")]
pub struct Model {
    /// ID; `opr_…` in public form.
    #[serde(skip)]
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OperatorRuleId,
    /// Provider whose people the rule is about.
    #[serde(skip)]
    pub operator_issuer_id: OperatorIssuerId,
    /// What the people see: the instance or a project, see [`Scope::id`].
    #[serde(skip)]
    pub scope_id: Uuid,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Conditions on the claims of the ID token, all of which must hold.
    pub claim_rules: ClaimRules,
    /// Permissions of the people; those of the rule's keys too.
    pub permissions: Permissions,
    /// Whether the rule lets people in.
    pub enabled: bool,
    /// Time at which the rule ends; null if it never ends.
    pub expires_at: Option<Timestamp>,
    /// Creation time.
    #[serde(skip)]
    pub created_at: Timestamp,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// What the people see.
    pub fn scope(&self) -> Scope {
        Scope::from_id(self.scope_id)
    }

    /// Whether the rule lets people in at `now`.
    pub fn lets_in(&self, now: Timestamp) -> bool {
        self.enabled && self.expires_at.is_none_or(|end| now < end)
    }
}

impl Entity {
    /// The rules of a provider.
    pub fn of_issuer(issuer: OperatorIssuerId) -> Select<Self> {
        Self::find().filter(Column::OperatorIssuerId.eq(issuer))
    }
}
