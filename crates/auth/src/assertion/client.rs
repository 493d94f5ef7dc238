//! Rules for an assertion that authenticates an application.

use super::{
    AcceptedAssertion, AssertionRefusal, AudienceRule, VerifiedAssertion,
    rules::{AssertionCase, Reader, Subject},
};
use crate::{LEEWAY_SECONDS, check::Check};

/// The media type that only client assertions have (RFC 7523bis).
pub(crate) const MEDIA_TYPE: &str = "client-authentication+jwt";

/// The rules for an assertion that authenticates an application (RFC 7523 section 3
/// with its revision of 2026, `OpenID` Connect Core 1.0 section 9).
#[derive(Clone, Copy, Debug)]
pub struct ClientAssertionRules<'a> {
    /// The application, which must be both `iss` and `sub`.
    pub client_id: &'a str,
    /// Accepted values of `aud`: the issuer; with `allowTokenEndpointAudience`, the token endpoint
    /// and the endpoint that was called; the audiences that the application lists.
    pub audiences: &'a [&'a str],
    /// Endpoints that `allowTokenEndpointAudience` would accept as `aud`, so that the refusal can
    /// name the setting; empty if the application has the setting.
    pub refused_endpoints: &'a [&'a str],
    /// The time of the check, in Unix seconds.
    pub now: i64,
}

impl<'a> ClientAssertionRules<'a> {
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
        let audience_rule = if self.audiences.len() > 1 && self.refused_endpoints.is_empty() {
            AudienceRule::Endpoints
        } else {
            AudienceRule::Issuer
        };

        AssertionCase {
            assertion,
            types: &["JWT", MEDIA_TYPE],
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
