//! Rules over claims: as the database has them, and as `auth` judges by them.

use keyplane_auth::{ClaimMatch, ClaimRule};
use keyplane_entity::federated_identity::{self, ClaimRules};

/// The rules of a row as `auth` takes them.
pub(crate) fn claim_rules(rules: ClaimRules) -> Vec<ClaimRule> {
    rules.0.into_iter().map(claim_rule).collect()
}

fn claim_rule(rule: federated_identity::StoredClaimRule) -> ClaimRule {
    let matches = match rule.r#match {
        federated_identity::StoredClaimMatch::Exact => ClaimMatch::Exact,
        federated_identity::StoredClaimMatch::Prefix => ClaimMatch::Prefix,
        federated_identity::StoredClaimMatch::OneOf => ClaimMatch::OneOf,
    };
    ClaimRule { claim: rule.claim, matches, values: rule.values }
}
