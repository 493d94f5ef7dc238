//! Rules for an access token whose signature was verified.

use super::{AccessTokenClaims, AccessTokenRefusal, VerifiedAccessToken};
use crate::{
    NumericDate,
    check::{Check, Expected, Found, Rule, first_refusal},
};

/// The values that the claims of an access token are checked against. The caller checks
/// the audience, the scopes and revocation.
#[derive(Clone, Copy, Debug)]
pub struct AccessTokenRules<'a> {
    /// The project's issuer, byte for byte.
    pub issuer: &'a str,
    /// The time of the check, in Unix seconds.
    pub now: i64,
    /// Tolerance for clocks that differ, in seconds.
    pub leeway: i64,
}

/// Issue and end of an access token, in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessTokenTimes {
    /// `iat`
    pub issued_at: i64,
    /// `exp`
    pub expires_at: i64,
}

/// A token and what never changes of its rules.
#[derive(Clone, Copy)]
struct AccessTokenCase<'a> {
    claims: &'a AccessTokenClaims,
    issuer: &'a str,
}

/// The times of a token, and the time of the check.
#[derive(Clone, Copy)]
struct AccessTimesCase {
    times: AccessTokenTimes,
    now: i64,
    leeway: i64,
}

type AccessTokenCheck<'a> = Check<'a, AccessTokenRefusal>;

impl<'a> AccessTokenRules<'a> {
    /// The names of the checks, in the order of [`Self::checks`].
    pub fn names() -> impl Iterator<Item = &'static str> {
        let fixed = AccessTokenCase::FIXED.map(|(name, _)| name).into_iter();
        fixed.chain(AccessTimesCase::names())
    }

    /// Applies the rules lazily, one per step of the iterator. A failed check does
    /// not end the iteration.
    pub fn checks(
        &self,
        token: &'a VerifiedAccessToken,
    ) -> impl Iterator<Item = AccessTokenCheck<'a>> + use<'a> {
        let times = AccessTokenTimes::of(&token.claims);
        self.fixed_checks(token).chain(times.checks(self.now, self.leeway))
    }

    /// Applies the rules whose result never changes.
    pub fn fixed_checks(
        &self,
        token: &'a VerifiedAccessToken,
    ) -> impl Iterator<Item = AccessTokenCheck<'a>> + use<'a> {
        let case = AccessTokenCase { claims: &token.claims, issuer: self.issuer };
        AccessTokenCase::FIXED.into_iter().map(move |(name, rule)| rule(&case, name))
    }

    /// Returns the claims if the rules hold whose result never changes. The caller checks the
    /// times.
    pub fn accept_fixed(
        &self,
        token: VerifiedAccessToken,
    ) -> Result<AccessTokenClaims, AccessTokenRefusal> {
        first_refusal(self.fixed_checks(&token))?;
        Ok(token.claims)
    }

    /// Returns the claims if every rule holds, else the first refusal.
    pub fn accept(
        &self,
        token: VerifiedAccessToken,
    ) -> Result<AccessTokenClaims, AccessTokenRefusal> {
        first_refusal(self.checks(&token))?;
        Ok(token.claims)
    }
}

impl<'a> AccessTokenCase<'a> {
    /// The rules whose result never changes.
    const FIXED: [Rule<Self, AccessTokenCheck<'a>>; 1] = [("iss", Self::issuer)];

    fn issuer(&self, name: &'static str) -> AccessTokenCheck<'a> {
        let (expected, found) = (self.issuer, self.claims.iss.as_str());
        let holds = expected == found;
        let refusal = AccessTokenRefusal::WrongIssuer;
        Check::new(name, Expected::Text(expected), Found::Text(found), holds, refusal)
    }
}

impl AccessTokenTimes {
    /// The times of a token.
    #[must_use]
    pub fn of(claims: &AccessTokenClaims) -> Self {
        Self { issued_at: claims.iat, expires_at: claims.exp }
    }

    /// Checks the times alone, for a token that was accepted before: the other rules cannot give
    /// another result later.
    pub fn judge(self, now: i64, leeway: i64) -> Result<(), AccessTokenRefusal> {
        first_refusal(self.checks(now, leeway))
    }

    /// Checks the end alone, for a token that the server stored itself when it was issued.
    pub fn judge_end(self, now: i64, leeway: i64) -> Result<(), AccessTokenRefusal> {
        first_refusal(self.end_checks(now, leeway))
    }

    /// Applies the rules whose result depends on the time.
    pub fn checks<'a>(
        self,
        now: i64,
        leeway: i64,
    ) -> impl Iterator<Item = AccessTokenCheck<'a>> + use<'a> {
        let case = AccessTimesCase { times: self, now, leeway };
        case.apply(AccessTimesCase::END).chain(case.apply(AccessTimesCase::START))
    }

    /// As [`Self::checks`], without the rules about the start.
    pub fn end_checks<'a>(
        self,
        now: i64,
        leeway: i64,
    ) -> impl Iterator<Item = AccessTokenCheck<'a>> + use<'a> {
        AccessTimesCase { times: self, now, leeway }.apply(AccessTimesCase::END)
    }
}

type TimeRule = Rule<AccessTimesCase, AccessTokenCheck<'static>>;

impl AccessTimesCase {
    /// The rules that end a token.
    const END: [TimeRule; 1] = [("exp", Self::expiry)];
    /// The rules about when a token starts to be valid.
    const START: [TimeRule; 1] = [("iat", Self::issued_at)];

    fn names() -> impl Iterator<Item = &'static str> {
        Self::END.into_iter().chain(Self::START).map(|(name, _)| name)
    }

    fn apply<'a, const N: usize>(
        self,
        rules: [TimeRule; N],
    ) -> impl Iterator<Item = AccessTokenCheck<'a>> + use<'a, N> {
        rules.into_iter().map(move |(name, rule)| -> AccessTokenCheck<'a> { rule(&self, name) })
    }

    fn expiry(&self, name: &'static str) -> AccessTokenCheck<'static> {
        let (now, end) = (self.now, self.times.expires_at);
        let after = now.saturating_sub(self.leeway);
        let expected = Expected::End { after, until: None };
        let refusal = AccessTokenRefusal::Expired { seconds_ago: now.saturating_sub(end) };
        let found = Found::Time(NumericDate::from(end), now);
        Check::new(name, expected, found, end > after, refusal)
    }

    fn issued_at(&self, name: &'static str) -> AccessTokenCheck<'static> {
        let (now, start) = (self.now, self.times.issued_at);
        let until = now.saturating_add(self.leeway);
        let expected = Expected::Start { from: None, until };
        let refusal = AccessTokenRefusal::NotYetValid { seconds_ahead: start.saturating_sub(now) };
        let found = Found::Time(NumericDate::from(start), now);
        Check::new(name, expected, found, start <= until, refusal)
    }
}
