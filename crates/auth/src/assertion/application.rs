//! Rules for a JWT that an application signs for a gateway.

use super::{
    AssertionRefusal, AudienceFault, AudienceRule, VerifiedAssertion,
    rules::{AssertionCase, Audiences, Reader, Subject, sole_audience},
    times::{AssertionTimes, TimesCase},
};
use crate::check::{Check, Found, first_refusal};

/// The rules for a JWT that an application signs for a gateway. They
/// are those of a client assertion, with three differences: the audience;
/// `jti`, which the gateway forwards in a header and which is not used up; and
/// `typ`, which must not be that of client authentication.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationJwtRules<'a> {
    /// The application, which must be both `iss` and `sub`.
    pub client_id: &'a str,
    /// Accepted values of `aud`: the application's ID and the API's identifier.
    pub audiences: &'a [&'a str],
    /// The time of the check, in Unix seconds.
    pub now: i64,
    /// Tolerance for clocks that differ, in seconds.
    pub leeway: i64,
}

/// The parts of an application's JWT that are still to be checked on each request,
/// after the signature and the rules that never change their result.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationJwt {
    /// `jti`, valid as a header value; `None` if there is none.
    pub token_id: Option<Box<str>>,
    audience: Result<Box<str>, AudienceFault>,
    times: AssertionTimes,
}

impl<'a> ApplicationJwtRules<'a> {
    /// The names of [`Self::own_checks`], in their order.
    pub fn own_names() -> impl Iterator<Item = &'static str> {
        AssertionCase::fixed_names().chain(TimesCase::names())
    }

    /// Applies all rules lazily, one per step of the iterator. A failed check does
    /// not end the iteration.
    pub fn checks(
        &self,
        assertion: &'a VerifiedAssertion,
    ) -> impl Iterator<Item = Check<'a, AssertionRefusal>> + use<'a> {
        self.own_checks(assertion).chain([self.audience_check(assertion)])
    }

    /// As [`Self::checks`], without [`Self::audience_check`].
    pub fn own_checks(
        &self,
        assertion: &'a VerifiedAssertion,
    ) -> impl Iterator<Item = Check<'a, AssertionRefusal>> + use<'a> {
        let case = self.case(assertion);
        case.fixed_checks().chain(case.time_checks())
    }

    /// Applies the rule about `aud`, which depends on the API.
    #[must_use]
    pub fn audience_check(&self, assertion: &'a VerifiedAssertion) -> Check<'a, AssertionRefusal> {
        self.case(assertion).audience_check()
    }

    fn case(&self, assertion: &'a VerifiedAssertion) -> AssertionCase<'a> {
        AssertionCase {
            assertion,
            types: &["JWT"],
            client_id: self.client_id,
            subject: Subject::Client,
            audiences: self.audiences,
            endpoints: &[],
            audience_rule: AudienceRule::Gateway,
            reader: Reader::Gateway,
            now: self.now,
            leeway: self.leeway,
        }
    }
}

impl ApplicationJwt {
    /// Applies the rules that do not depend on when and where the JWT is
    /// presented. [`ApplicationJwt::judge_times`] and
    /// [`ApplicationJwt::audience_check`] apply the others on each request.
    pub fn read(assertion: &VerifiedAssertion, client_id: &str) -> Result<Self, AssertionRefusal> {
        let rules = ApplicationJwtRules { client_id, audiences: &[], now: 0, leeway: 0 };
        first_refusal(rules.case(assertion).fixed_checks())?;
        let claims = &assertion.claims;
        let audience = sole_audience(claims).map(Into::into);
        let token_id = claims.text("jti").map(Into::into);
        Ok(Self { token_id, audience, times: AssertionTimes::of(claims) })
    }

    /// The length of the texts it holds, in bytes.
    #[must_use]
    pub fn text_len(&self) -> usize {
        let audience = self.audience.as_ref().map_or(0, |audience| audience.len());
        audience + self.token_id.as_ref().map_or(0, |id| id.len())
    }

    /// Applies the rules whose result depends on the time. `now`: in Unix seconds.
    pub fn judge_times(&self, now: i64, leeway: i64) -> Result<(), AssertionRefusal> {
        first_refusal(TimesCase { times: self.times, now, leeway }.checks())
    }

    /// The rule about `aud`.
    #[must_use]
    pub fn audience_check<'a>(&'a self, audiences: &'a [&'a str]) -> Check<'a, AssertionRefusal> {
        let audience = self.audience.as_deref().map_err(|fault| *fault);
        let accepted =
            Audiences { accepted: audiences, endpoints: &[], rule: AudienceRule::Gateway };
        accepted.check(AssertionCase::AUDIENCE.0, audience, Found::text(audience.ok()))
    }
}
