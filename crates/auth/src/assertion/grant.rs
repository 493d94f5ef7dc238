//! Rules for an assertion that is exchanged for a token.

use super::rules::{Case, Reader, Subject};
use super::{AcceptedAssertion, AssertionRefusal, AudienceRule, VerifiedAssertion};
use crate::LEEWAY_SECONDS;
use crate::check::Check;

/// Who an assertion must be from, about and for, to be exchanged for an access
/// token (RFC 7523 section 2.1 and 3). The same as to authenticate an
/// application, but for the subject, and never `client-authentication+jwt`.
#[derive(Clone, Copy, Debug)]
pub struct GrantAssertionRules<'a> {
    /// The application, which must be `iss`.
    pub client_id: &'a str,
    /// What `aud` may be: the issuer or the token endpoint.
    pub audiences: &'a [&'a str],
    /// Whether `sub` may differ from the application's ID. The caller checks that it does not have
    /// the form of another application's ID.
    pub allow_any_subject: bool,
    /// The time of the check, in Unix seconds.
    pub now: i64,
}

impl<'a> GrantAssertionRules<'a> {
    /// The names of the checks, in their order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Case::names()
    }

    /// Applies each rule, one at a time as they are asked for: all of them,
    /// also behind one that failed.
    pub fn checks(
        &self,
        assertion: &'a VerifiedAssertion,
    ) -> impl Iterator<Item = Check<'a, AssertionRefusal>> + use<'a> {
        self.case(assertion).checks()
    }

    /// Accepts the assertion where every rule holds; else gives the first
    /// refusal. Its `jti` is still to be spent.
    pub fn accept(
        &self,
        assertion: VerifiedAssertion,
    ) -> Result<AcceptedAssertion, AssertionRefusal> {
        self.case(&assertion).judge()?;
        AcceptedAssertion::from_claims(assertion.claims)
    }

    fn case<'c>(&self, assertion: &'c VerifiedAssertion) -> Case<'c>
    where
        'a: 'c,
    {
        Case {
            assertion,
            types: &["JWT"],
            client_id: self.client_id,
            subject: if self.allow_any_subject { Subject::Any } else { Subject::Client },
            audiences: self.audiences,
            endpoints: &[],
            audience_rule: AudienceRule::Grant,
            reader: Reader::Issuer,
            now: self.now,
            leeway: LEEWAY_SECONDS,
        }
    }
}
