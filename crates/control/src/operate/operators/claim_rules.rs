//! The conditions of a rule on the claims of an ID token.

use keyplane_auth::{ClaimMatch, ClaimRule};
use keyplane_entity::{federated_identity::ClaimRules, operator_rule};
use serde_json::{Map, Value};

use crate::{error::Error, known::stored_claim_rule::claim_rules};

/// The most conditions of a rule.
const MAX_RULES: usize = 16;
/// Names of claims that list groups or roles: the last part of a claim's name.
const GROUPS_AND_ROLES: [&str; 8] =
    ["group", "groups", "group_ids", "role", "roles", "role_ids", "wids", "memberof"];

/// Checks conditions: each has a valid form, and one of them says who is let in.
pub(super) fn check(field: &str, rules: ClaimRules) -> Result<ClaimRules, Error> {
    if rules.0.is_empty() || rules.0.len() > MAX_RULES {
        return Err(Error::input(field, format!("must have 1 to {MAX_RULES} conditions")));
    }
    let read = claim_rules(rules.clone());
    for (at, rule) in read.iter().enumerate() {
        rule.clone()
            .compile()
            .map_err(|fault| Error::input(field, format!("condition {}: {fault}", at + 1)))?;
    }

    if read.iter().any(names_people) {
        return Ok(rules);
    }
    Err(Error::input(
        field,
        "must have a condition EXACT or ONE_OF on sub, on a group or role such as /groups/*, or on a \
         tenant claim (hd, tid)",
    ))
}

/// Whether a person with these claims is let in.
pub(crate) fn lets_in(rule: &operator_rule::Model, claims: &Map<String, Value>) -> bool {
    let rules = claim_rules(rule.claim_rules.clone());
    let holds = |rule: ClaimRule| rule.compile().is_ok_and(|compiled| compiled.holds(claims));
    !rules.is_empty() && rules.into_iter().all(holds)
}

/// Whether a condition says who is let in, and not only what the person is called or how the sign-in went.
fn names_people(rule: &ClaimRule) -> bool {
    match rule.matches {
        ClaimMatch::Exact | ClaimMatch::OneOf => is_of_people(&rule.claim),
        ClaimMatch::Prefix => false,
    }
}

fn is_of_people(claim: &str) -> bool {
    let path = claim.strip_suffix("/*").unwrap_or(claim);
    if matches!(path.strip_prefix('/').unwrap_or(path), "sub" | "hd" | "tid") {
        return true;
    }
    let last = path.rsplit(['/', ':', '.']).next().unwrap_or(path);
    GROUPS_AND_ROLES.iter().any(|name| last.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use keyplane_entity::federated_identity::{StoredClaimMatch, StoredClaimRule};

    use super::{ClaimRules, check};

    fn rule(claim: &str, r#match: StoredClaimMatch) -> StoredClaimRule {
        StoredClaimRule { claim: claim.to_owned(), r#match, values: vec!["v".to_owned()] }
    }

    #[test]
    fn a_rule_names_people_by_sub_a_group_or_role_or_a_tenant() {
        for claim in [
            "sub",
            "/sub",
            "hd",
            "tid",
            "/groups/*",
            "role",
            "/realm_access/roles/*",
            "/resource_access/keyplane/roles/*",
            "cognito:groups",
            "https://acme.example/roles",
            "wids",
        ] {
            for r#match in [StoredClaimMatch::Exact, StoredClaimMatch::OneOf] {
                let rules = ClaimRules(vec![rule(claim, r#match)]);
                assert!(check("claimRules", rules).is_ok(), "{claim}");
            }
            let rules = ClaimRules(vec![rule(claim, StoredClaimMatch::Prefix)]);
            assert!(check("claimRules", rules).is_err(), "{claim}");
        }

        for claim in
            ["iss", "aud", "email", "name", "preferred_username", "/a/sub", "/a/tid", "acr"]
        {
            let rules = ClaimRules(vec![rule(claim, StoredClaimMatch::Exact)]);
            assert!(check("claimRules", rules).is_err(), "{claim}");
        }
    }
}
