//! Rules for an assertion that is exchanged for a token.

use super::{
    AcceptedAssertion, AssertionRefusal, AudienceRule, VerifiedAssertion,
    rules::{AssertionCase, Reader, Subject},
};
use crate::{LEEWAY_SECONDS, check::Check};

/// The rules for an assertion that is exchanged for an access token (RFC 7523
/// sections 2.1 and 3). The rules are those of client authentication, except for
/// the subject, and `typ` must not be `client-authentication+jwt`.
#[derive(Clone, Copy, Debug)]
pub struct GrantAssertionRules<'a> {
    /// The application, which must be `iss`.
    pub client_id: &'a str,
    /// Accepted values of `aud`: the issuer and the token endpoint.
    pub audiences: &'a [&'a str],
    /// Whether `sub` may differ from the application's ID. The caller checks that it does not have
    /// the form of another application's ID.
    pub allow_any_subject: bool,
    /// The time of the check, in Unix seconds.
    pub now: i64,
}

impl<'a> GrantAssertionRules<'a> {
    /// The names of the checks, in the order of [`Self::checks`].
    pub fn names() -> impl Iterator<Item = &'static str> {
        AssertionCase::names()
    }

    /// Applies the rules lazily, one per step of the iterator. A failed check does
    /// not end the iteration.
    pub fn checks(
        &self,
        assertion: &'a VerifiedAssertion,
    ) -> impl Iterator<Item = Check<'a, AssertionRefusal>> + use<'a> {
        self.case(assertion).checks()
    }

    /// Accepts the assertion if every rule holds, else returns the first refusal.
    /// The caller still has to record the `jti` as used.
    pub fn accept(
        &self,
        assertion: VerifiedAssertion,
    ) -> Result<AcceptedAssertion, AssertionRefusal> {
        self.case(&assertion).judge()?;
        AcceptedAssertion::from_claims(assertion.claims)
    }

    fn case<'c>(&self, assertion: &'c VerifiedAssertion) -> AssertionCase<'c>
    where
        'a: 'c,
    {
        AssertionCase {
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
