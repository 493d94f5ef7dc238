//! Which lists of rules identify a workload.

use super::{ClaimMatch, ClaimPath, ClaimRule, ClaimRuleFault, CompiledClaimRule};

/// The most rules of an identity.
const MAX_RULES: usize = 16;

/// Claims that say when, for whom or how a token was made, or that name a branch, an event or a
/// person: anyone who may start a workload chooses them, or they change hands.
const NEVER_IDENTIFYING: [&str; 33] = [
    // The token itself.
    "iss",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "auth_time",
    "azp",
    "nonce",
    "scope",
    // What runs, and on which branch.
    "ref",
    "ref_type",
    "ref_path",
    "ref_protected",
    "base_ref",
    "head_ref",
    "environment",
    "event_name",
    "pipeline_source",
    // Names of persons, which can be changed and given to others.
    "actor",
    "actor_id",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "unique_name",
    "upn",
    "user_login",
    "user_email",
    "user_id",
    "username",
];

/// Beginnings of `sub` that known issuers write, and the delimiter that ends the segment behind
/// them, which names the tenant.
const TENANT_HEADS: [(&str, char); 4] =
    [("repo:", '/'), ("project_path:", '/'), ("organization:", ':'), ("org/", '/')];

/// What identifies a workload of an issuer.
#[derive(Clone, Copy, Debug)]
pub struct Identifying<'a> {
    /// Claims that name it, as names or JSON Pointers; `["sub"]` for an issuer without a preset.
    pub claims: &'a [&'a str],
}

/// Why a list of rules is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesFault {
    /// The list is empty.
    #[error("rules must hold at least one rule")]
    None,
    /// The list is too long.
    #[error("rules must hold at most {MAX_RULES} rules")]
    TooMany,
    /// A rule is wrong.
    #[error("{fault}")]
    Rule {
        /// The place of the rule in the list, from 0.
        at: usize,
        /// What is wrong with it.
        fault: ClaimRuleFault,
    },
    /// A PREFIX on `sub` leaves the tenant open.
    #[error(
        "PREFIX on sub must hold the whole tenant with the delimiter behind it, such as repo:acme/, system:serviceaccount:shop: or spiffe://example.org/ns/shop/"
    )]
    OpenPrefix {
        /// The place of the rule in the list, from 0.
        at: usize,
    },
    /// No rule identifies a workload.
    #[error(
        "at least one rule must identify the workload: EXACT or ONE_OF on {identifying}, or PREFIX on sub with the whole tenant; times, aud, jti, ref, environment, event_name and names of persons do not count"
    )]
    Unidentified {
        /// The identifying claims of the issuer, separated by commas.
        identifying: String,
    },
}

/// Prepares the rules of a federated identity, or says why they are not accepted.
pub fn validate_rules(
    rules: &[ClaimRule],
    identifying: Identifying<'_>,
) -> Result<Vec<CompiledClaimRule>, RulesFault> {
    if rules.is_empty() {
        return Err(RulesFault::None);
    }
    if rules.len() > MAX_RULES {
        return Err(RulesFault::TooMany);
    }

    let mut compiled = Vec::with_capacity(rules.len());
    for (at, rule) in rules.iter().enumerate() {
        let rule = rule.clone().compile().map_err(|fault| RulesFault::Rule { at, fault })?;
        if is_open_prefix(&rule) {
            return Err(RulesFault::OpenPrefix { at });
        }
        compiled.push(rule);
    }

    let paths: Vec<_> =
        identifying.claims.iter().filter_map(|claim| ClaimPath::parse(claim).ok()).collect();
    if compiled.iter().any(|rule| identifies(rule, &paths)) {
        Ok(compiled)
    } else {
        Err(RulesFault::Unidentified { identifying: identifying.claims.join(", ") })
    }
}

/// Whether a rule names a workload or its tenant by itself.
fn identifies(rule: &CompiledClaimRule, identifying: &[ClaimPath]) -> bool {
    match rule.rule.matches {
        ClaimMatch::Exact | ClaimMatch::OneOf => {
            identifying.contains(&rule.path) && !NEVER_IDENTIFYING.contains(&rule.path.top())
        }
        // Where it leaves the tenant open, the list is refused before.
        ClaimMatch::Prefix => rule.path.is("sub") && !rule.path.is_every(),
    }
}

fn is_open_prefix(rule: &CompiledClaimRule) -> bool {
    match rule.rule.matches {
        ClaimMatch::Exact | ClaimMatch::OneOf => false,
        ClaimMatch::Prefix => {
            rule.path.is("sub") && !rule.rule.values.iter().all(|value| holds_tenant(value))
        }
    }
}

/// Whether a beginning of `sub` holds the whole tenant, and ends with a delimiter, so that
/// `repo:acme` cannot match `repo:acme-evil/app`.
fn holds_tenant(prefix: &str) -> bool {
    if !prefix.ends_with(['/', ':']) {
        return false;
    }
    if let Some(id) = prefix.strip_prefix("spiffe://") {
        // In clusters the path begins with the word "ns" and the namespace.
        let needed = if id.split('/').nth(1) == Some("ns") { 3 } else { 2 };
        return whole_segments(id, '/') >= needed;
    }

    if let Some(name) = prefix.strip_prefix("arn:") {
        // Partition, service, region, which may be empty, and account.
        return name.split(':').nth(3).is_some_and(|account| !account.is_empty())
            && name.split(':').count() > 4;
    }
    if let Some(name) = prefix.strip_prefix("system:") {
        return whole_segments(name, ':') >= 2;
    }
    match TENANT_HEADS.iter().find(|(head, _)| prefix.starts_with(head)) {
        Some((head, delimiter)) => whole_segments(&prefix[head.len()..], *delimiter) >= 1,
        // Another issuer's: a word, and a segment behind it.
        None => whole_segments(&prefix.replace('/', ":"), ':') >= 2,
    }
}

/// How many segments at the beginning are not empty and end with the delimiter.
fn whole_segments(text: &str, delimiter: char) -> usize {
    text.split_inclusive(delimiter)
        .take_while(|part| part.len() > 1 && part.ends_with(delimiter))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(claim: &str, matches: ClaimMatch, values: &[&str]) -> ClaimRule {
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        ClaimRule { claim: claim.to_owned(), matches, values }
    }

    fn fault(rules: &[ClaimRule], claims: &[&str]) -> Option<RulesFault> {
        validate_rules(rules, Identifying { claims }).err()
    }

    #[test]
    fn a_prefix_of_sub_holds_the_whole_tenant_and_its_delimiter() {
        for (prefix, holds) in [
            ("repo:acme/", true),
            ("repo:acme/app:", true),
            ("repo:acme@12/", true),
            ("repo:", false),
            ("repo:acme", false),
            ("repo:acme:", false),
            ("repo:/", false),
            ("repo:acme/app", false),
            ("project_path:acme/", true),
            ("project_path:", false),
            ("organization:acme:", true),
            ("organization:", false),
            ("org/9f2a/", true),
            ("org/", false),
            ("system:serviceaccount:shop:", true),
            ("system:serviceaccount:", false),
            ("system:", false),
            ("system:serviceaccount:shop", false),
            ("spiffe://example.org/ns/shop/", true),
            ("spiffe://example.org/ns/", false),
            ("spiffe://example.org/team/", true),
            ("spiffe://example.org/", false),
            ("spiffe://", false),
            ("spiffe:///ns/", false),
            ("arn:aws:iam::123456789012:", true),
            ("arn:aws-us-gov:sts:us-gov-west-1:123456789012:", true),
            ("arn:aws:iam::", false),
            ("arn:aws:", false),
            ("vendor:tenant:", true),
            ("vendor/tenant/", true),
            ("vendor:", false),
            ("::", false),
            ("/", false),
        ] {
            assert_eq!(holds_tenant(prefix), holds, "{prefix}");
            let rules = [rule("sub", ClaimMatch::Prefix, &[prefix])];
            let refused = fault(&rules, &["sub"]);
            assert_eq!(refused, (!holds).then_some(RulesFault::OpenPrefix { at: 0 }), "{prefix}");
            // Another rule does not make it better, and neither does another spelling.
            let rules = [
                rule("id", ClaimMatch::Exact, &["1"]),
                rule("/sub", ClaimMatch::Prefix, &[prefix]),
            ];
            let refused = fault(&rules, &["id"]);
            assert_eq!(refused, (!holds).then_some(RulesFault::OpenPrefix { at: 1 }), "{prefix}");
        }
    }

    #[test]
    fn at_least_one_rule_identifies_the_workload() {
        use ClaimMatch::{Exact, OneOf, Prefix};

        let github = ["repository_id", "repository_owner_id", "/kubernetes.io/pod/uid"];
        for rules in [
            vec![rule("repository_id", Exact, &["1"])],
            vec![rule("/repository_id", OneOf, &["1", "2"])],
            vec![rule("ref", Exact, &["refs/heads/main"]), rule("repository_id", Exact, &["1"])],
            vec![rule("ref", Prefix, &["refs/tags/"]), rule("repository_id", Exact, &["1"])],
            vec![rule("/kubernetes.io/pod/uid", Exact, &["1"])],
            vec![rule("sub", Prefix, &["repo:acme/"])],
        ] {
            assert_eq!(fault(&rules, &github), None, "{rules:?}");
        }
        for rules in [
            vec![rule("repository", Exact, &["acme/app"])],
            vec![rule("sub", Exact, &["repo:acme/app:ref:refs/heads/main"])],
            vec![rule("repository_id", Prefix, &["1"])],
            vec![rule("repository_id/*", Exact, &["1"])],
            vec![rule("/repository_id/*", Exact, &["1"])],
            vec![rule("Repository_id", Exact, &["1"])],
        ] {
            let unidentified =
                matches!(fault(&rules, &github), Some(RulesFault::Unidentified { .. }));
            assert!(unidentified, "{rules:?}");
        }
        assert_eq!(fault(&[rule("sub", Exact, &["x"])], &["sub"]), None);
    }

    #[test]
    fn times_branches_events_and_persons_never_identify_even_where_a_preset_lists_them() {
        for claim in NEVER_IDENTIFYING {
            let rules = [rule(claim, ClaimMatch::Exact, &["x"])];
            let refused = fault(&rules, &[claim]);
            assert!(matches!(refused, Some(RulesFault::Unidentified { .. })), "{claim}");
        }
    }

    #[test]
    fn a_rule_that_says_nothing_is_not_accepted() {
        use ClaimMatch::{Exact, OneOf, Prefix};

        let long = "x".repeat(2049);
        for (wrong, fault_of) in [
            (rule("", Exact, &["x"]), ClaimRuleFault::NoClaim),
            (rule(&"x".repeat(256), Exact, &["x"]), ClaimRuleFault::LongClaim),
            (rule("/", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("/a//b", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("/a/", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("/*", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("/a/*/b", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("/a~", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("/a~2", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("/a~é", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("/a/b/c/d/e/f/g/h/i", Exact, &["x"]), ClaimRuleFault::BadPointer),
            (rule("sub", OneOf, &[]), ClaimRuleFault::NoValue),
            (rule("sub", Exact, &[]), ClaimRuleFault::NoValue),
            (rule("sub", Exact, &["x", "y"]), ClaimRuleFault::TooManyValues { most: 1 }),
            (rule("sub", Prefix, &["a:b:", "c:d:"]), ClaimRuleFault::TooManyValues { most: 1 }),
            (rule("sub", OneOf, &["x"; 65]), ClaimRuleFault::TooManyValues { most: 64 }),
            (rule("sub", Exact, &[""]), ClaimRuleFault::EmptyValue),
            (rule("sub", Prefix, &[""]), ClaimRuleFault::EmptyValue),
            (rule("sub", OneOf, &["x", ""]), ClaimRuleFault::EmptyValue),
            (rule("sub", Exact, &[&long]), ClaimRuleFault::LongValue),
        ] {
            let rules = [rule("sub", Exact, &["x"]), wrong];
            let expected = Some(RulesFault::Rule { at: 1, fault: fault_of });
            assert_eq!(fault(&rules, &["sub"]), expected, "{rules:?}");
        }
        assert_eq!(fault(&[], &["sub"]), Some(RulesFault::None));
        let many = vec![rule("sub", Exact, &["x"]); 17];
        assert_eq!(fault(&many, &["sub"]), Some(RulesFault::TooMany));
    }
}
