//! Rules for an assertion that authenticates an application.

use super::rules::{Case, Reader, Subject};
use super::{AcceptedAssertion, AssertionRefusal, AudienceRule, VerifiedAssertion};
use crate::LEEWAY_SECONDS;
use crate::check::Check;

/// Who an assertion must be from and for whom, to authenticate an application
/// (RFC 7523 section 3 with its revision of 2026, `OpenID` Connect Core 1.0
/// section 9).
#[derive(Clone, Copy, Debug)]
pub struct ClientAssertionRules<'a> {
    /// The application, which must be both `iss` and `sub`.
    pub client_id: &'a str,
    /// What `aud` may be: the issuer, and where the application says so the
    /// token endpoint and the endpoint that was called.
    pub audiences: &'a [&'a str],
    /// The endpoints that `allowTokenEndpointAudience` would admit as `aud`, for the refusal to
    /// say so; empty where the application has it.
    pub refused_endpoints: &'a [&'a str],
    /// The time of the check, in Unix seconds.
    pub now: i64,
}

impl<'a> ClientAssertionRules<'a> {
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
        let audience_rule =
            if self.audiences.len() > 1 { AudienceRule::Endpoints } else { AudienceRule::Issuer };
        Case {
            assertion,
            types: &["JWT", "client-authentication+jwt"],
            client_id: self.client_id,
            subject: Subject::Client,
            audiences: self.audiences,
            endpoints: self.refused_endpoints,
            audience_rule,
            reader: Reader::Issuer,
            now: self.now,
            leeway: LEEWAY_SECONDS,
        }
    }
}
