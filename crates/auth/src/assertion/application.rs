//! Rules for a JWT that an application signs for a gateway.

use super::rules::{Case, Reader, Subject};
use super::times::AssertionTimes;
use super::{AssertionRefusal, AudienceFault, AudienceRule, VerifiedAssertion};
use crate::check::{Check, first_refusal};

/// Who a JWT must be from and for, to open an API by itself. The rules of a
/// client assertion, but for the audience, for `jti`, which is sent on in a
/// header and not spent, and for `typ`, which is none of the authentication at
/// the issuer.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationJwtRules<'a> {
    /// The application, which must be both `iss` and `sub`.
    pub client_id: &'a str,
    /// What `aud` may be: the application, or the API's identifier.
    pub audiences: &'a [&'a str],
    /// The time of the check, in Unix seconds.
    pub now: i64,
    /// Tolerance for clocks that differ, in seconds.
    pub leeway: i64,
}

/// What counts of a JWT that an application signed, once its signature and all
/// held that time, place and the API do not change.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationJwt {
    /// `jti`, where there is one: text that may stand in a header.
    pub token_id: Option<Box<str>>,
    audience: Result<Box<str>, AudienceFault>,
    times: AssertionTimes,
}

impl<'a> ApplicationJwtRules<'a> {
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
        Case {
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
        .checks()
    }
}

impl ApplicationJwt {
    /// Applies the rules that do not depend on when and where the JWT is
    /// shown. [`ApplicationJwt::judge_times`] and
    /// [`ApplicationJwt::judge_audience`] apply the others, as often as it is.
    pub fn read(assertion: &VerifiedAssertion, client_id: &str) -> Result<Self, AssertionRefusal> {
        let rules = ApplicationJwtRules { client_id, audiences: &[], now: 0, leeway: 0 };
        let fixed = |check: &Check<'_, AssertionRefusal>| {
            matches!(check.name, "typ" | "iss" | "sub" | "jti")
        };
        first_refusal(rules.checks(assertion).filter(fixed))?;
        let claims = &assertion.claims;
        let audience = match (claims.sole_audience(), claims.get("aud")) {
            (Some(audience), _) => Ok(audience.into()),
            (None, Some(_)) => Err(AudienceFault::NotOne),
            (None, None) => Err(AudienceFault::Missing),
        };
        let token_id = claims.text("jti").map(Into::into);
        Ok(Self { token_id, audience, times: AssertionTimes::of(claims) })
    }

    /// The length of its texts, in bytes.
    #[must_use]
    pub fn text_len(&self) -> usize {
        let audience = self.audience.as_ref().map_or(0, |audience| audience.len());
        audience + self.token_id.as_ref().map_or(0, |id| id.len())
    }

    /// Whether it is in its time.
    pub fn judge_times(&self, now: i64, leeway: i64) -> Result<(), AssertionRefusal> {
        let times = self.times;
        first_refusal([
            times.expiry("exp", now, leeway),
            times.not_before("nbf", now, leeway),
            times.issued_at("iat", now, leeway),
        ])
    }

    /// Whether it is for one of these.
    pub fn judge_audience(&self, audiences: &[&str]) -> Result<(), AssertionRefusal> {
        let fault = match &self.audience {
            Ok(audience) if audiences.contains(&&**audience) => return Ok(()),
            Ok(_) => AudienceFault::Another,
            Err(fault) => *fault,
        };
        Err(AssertionRefusal::WrongAudience(AudienceRule::Gateway, fault))
    }
}
