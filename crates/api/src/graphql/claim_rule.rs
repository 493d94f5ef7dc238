//! Conditions on the claims of tokens.

use async_graphql::{Enum, InputObject, SimpleObject};
use keyplane_entity::federated_identity::{self, ClaimRules};

/// How a claim is compared. The comparison is by bytes and JSON type, without folding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum)]
#[graphql(remote = "federated_identity::ClaimMatch")]
pub(crate) enum ClaimMatch {
    /// The claim is the only value.
    Exact,
    /// The claim begins with the only value.
    Prefix,
    /// The claim is one of the values.
    OneOf,
}

/// Condition on a claim.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct ClaimRule {
    /// Name of the claim, or a JSON Pointer, which begins with `/`; a last segment `*` stands for any
    /// element of an array.
    claim: String,
    /// How the claim is compared.
    r#match: ClaimMatch,
    /// Values to compare with; one, unless `match` is `ONE_OF`.
    values: Vec<String>,
}

/// Condition on a claim.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ClaimRuleInput {
    /// Name of the claim, or a JSON Pointer, which begins with `/`; a last segment `*` stands for any
    /// element of an array.
    claim: String,
    /// How the claim is compared.
    r#match: ClaimMatch,
    /// Values to compare with, each not empty; one, unless `match` is `ONE_OF`.
    values: Vec<String>,
}

impl From<federated_identity::ClaimRule> for ClaimRule {
    fn from(rule: federated_identity::ClaimRule) -> Self {
        Self { claim: rule.claim, r#match: rule.r#match.into(), values: rule.values }
    }
}

/// The conditions of a row.
pub(crate) fn shown_rules(rules: &ClaimRules) -> Vec<ClaimRule> {
    rules.0.iter().cloned().map(ClaimRule::from).collect()
}

/// The domain's form of conditions.
pub(crate) fn read_rules(rules: Vec<ClaimRuleInput>) -> ClaimRules {
    let read = |rule: ClaimRuleInput| federated_identity::ClaimRule {
        claim: rule.claim,
        r#match: rule.r#match.into(),
        values: rule.values,
    };
    ClaimRules(rules.into_iter().map(read).collect())
}
