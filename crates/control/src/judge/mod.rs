//! The rules about what a token depends on besides itself: its key, its application, its
//! revocation, the API that it opens. `auth` has the rules about the token's own content.
//!
//! Each rule stands once, as a pure function of facts that were looked up before. The endpoints ask
//! a list of rules for the first refusal; the inspector asks the same list for all results.

#![expect(clippy::unnecessary_wraps, reason = "a rule may be left unjudged, and most never are")]

mod admin_token;
mod api;
mod application;
mod assertion;
mod exchanged;
mod federated;
mod issued;
mod issued_through;
mod outside_token;
mod preset;
mod secret;
mod signature;

pub(crate) use admin_token::{AdminStanding, max_admin_token_lifetime};
pub(crate) use api::{ApiAccess, ApiAudience, ApiRefusal, Audience, Demanded};
pub(crate) use application::{APPLICATION, ApplicationRefusal, judge_application};
pub(crate) use assertion::{
    AssertedSubject, AssertionUse, EarlierUse, NamedClient, SignsWith, judge_auth_method,
    judge_replay, judge_subject, judge_type, with_client_rules, with_grant_rules,
};
pub(crate) use exchanged::{EarlierFacts, EarlierRefusal, Exchanged};
pub(crate) use federated::{FederationRefusal, IdentityStanding, IssuerStanding};
pub(crate) use issued::{HeaderSubject, Issued};
pub(crate) use issued_through::IssuedThrough;
pub(crate) use outside_token::{
    OutsideRefusal, OutsideUse, at_gateway_names, judge_at_gateway, judge_way_in, matching, opens,
    stands,
};
pub use preset::{
    PRESETS, Preset, PresetIdentifier, PresetIssuer, PresetKeys, PresetParameter, PresetRule,
    PresetSnippet, SNIPPET_PARAMETERS, shared_audience,
};
pub(crate) use secret::judge_secret;
pub(crate) use signature::{Advice, SignatureCase, SoughtKey, outcome};

use keyplane_auth::{Check, Judged};

use crate::error::Error;

/// Accepts if every rule holds, else makes the endpoint's error of the first refusal. A rule that
/// was not judged is an internal error unless another one refuses, so that nothing is accepted
/// without having been judged.
pub(crate) fn accept_all<'a, R: 'a, E: From<Error>>(
    checks: impl IntoIterator<Item = Judged<'a, R>>,
    refuse: impl FnOnce(R) -> E,
) -> Result<(), E> {
    let mut unjudged = None;
    for (name, check) in checks {
        match check {
            Some(Check { refusal: Some(refusal), .. }) => return Err(refuse(refusal)),
            Some(Check { refusal: None, .. }) => {}
            None => unjudged = Some(name),
        }
    }
    match unjudged {
        None => Ok(()),
        Some(name) => Err(Error::Internal(format!("the rule {name} could not be judged")).into()),
    }
}

#[cfg(test)]
mod tests {
    use keyplane_auth::{Expected, Found};

    use super::*;

    fn check(refusal: Option<&'static str>) -> Option<Check<'static, &'static str>> {
        Some(Check { name: "x", expected: Expected::Words(""), found: Found::Absent, refusal })
    }

    fn asked(checks: Vec<Judged<'static, &'static str>>) -> Result<(), String> {
        let refuse = |refusal: &str| Error::Forbidden(refusal.to_owned());
        accept_all(checks, refuse).map_err(|error| error.to_string())
    }

    #[test]
    fn the_first_refusal_counts_and_a_rule_that_was_not_judged_accepts_nothing() {
        assert_eq!(asked(vec![("a", check(None)), ("b", check(None))]), Ok(()));
        let refused = asked(vec![("a", None), ("b", check(Some("b"))), ("c", check(Some("c")))]);
        assert_eq!(refused, Err("b".to_owned()));
        let unjudged = asked(vec![("a", check(None)), ("b", None), ("c", check(None))]);
        assert_eq!(unjudged, Err("internal error: the rule b could not be judged".to_owned()));
    }
}
