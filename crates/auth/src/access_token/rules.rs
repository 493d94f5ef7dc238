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

/// A token and the rules.
#[derive(Clone, Copy)]
struct AccessTokenCase<'a> {
    claims: &'a AccessTokenClaims,
    rules: AccessTokenRules<'a>,
}

type AccessTokenCheck<'a> = Check<'a, AccessTokenRefusal>;

impl<'a> AccessTokenRules<'a> {
    /// The names of the checks, in the order of [`Self::checks`].
    pub fn names() -> impl Iterator<Item = &'static str> {
        AccessTokenCase::RULES.into_iter().map(|(name, _)| name)
    }

    /// Applies the rules lazily, one per step of the iterator. A failed check does
    /// not end the iteration.
    pub fn checks(
        &self,
        token: &'a VerifiedAccessToken,
    ) -> impl Iterator<Item = AccessTokenCheck<'a>> + use<'a> {
        AccessTokenCase { claims: &token.claims, rules: *self }.checks()
    }

    /// The rule about `iss`, whose result never changes.
    #[must_use]
    pub fn issuer_check(&self, token: &'a VerifiedAccessToken) -> AccessTokenCheck<'a> {
        AccessTokenCase { claims: &token.claims, rules: *self }.issuer("iss")
    }

    /// Returns the claims if the rule about `iss` holds. The caller checks the times.
    pub fn accept_issuer(
        &self,
        token: VerifiedAccessToken,
    ) -> Result<AccessTokenClaims, AccessTokenRefusal> {
        first_refusal([self.issuer_check(&token)])?;
        Ok(token.claims)
    }

    /// Returns the claims if every rule holds, else the first refusal.
    pub fn accept(
        &self,
        token: VerifiedAccessToken,
    ) -> Result<AccessTokenClaims, AccessTokenRefusal> {
        first_refusal(AccessTokenCase { claims: &token.claims, rules: *self }.checks())?;
        Ok(token.claims)
    }
}

impl<'a> AccessTokenCase<'a> {
    const RULES: [Rule<Self, AccessTokenCheck<'a>>; 3] =
        [("iss", Self::issuer), ("exp", Self::expiry), ("iat", Self::issued_at)];

    fn checks(self) -> impl Iterator<Item = AccessTokenCheck<'a>> + use<'a> {
        Self::RULES.into_iter().map(move |(name, rule)| rule(&self, name))
    }

    fn issuer(&self, name: &'static str) -> AccessTokenCheck<'a> {
        let (expected, found) = (self.rules.issuer, self.claims.iss.as_str());
        let holds = expected == found;
        let refusal = AccessTokenRefusal::WrongIssuer;
        Check::new(name, Expected::Text(expected), Found::Text(found), holds, refusal)
    }

    fn expiry(&self, name: &'static str) -> AccessTokenCheck<'a> {
        AccessTokenTimes::of(self.claims).expiry(name, self.rules.now, self.rules.leeway)
    }

    fn issued_at(&self, name: &'static str) -> AccessTokenCheck<'a> {
        AccessTokenTimes::of(self.claims).issued_at(name, self.rules.now, self.rules.leeway)
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

    /// The rules about `exp` and `iat`.
    #[must_use]
    pub fn checks<'a>(self, now: i64, leeway: i64) -> [AccessTokenCheck<'a>; 2] {
        [self.end_check(now, leeway), self.issued_at("iat", now, leeway)]
    }

    /// The rule about `exp`.
    #[must_use]
    pub fn end_check<'a>(self, now: i64, leeway: i64) -> AccessTokenCheck<'a> {
        self.expiry("exp", now, leeway)
    }

    fn expiry<'a>(self, name: &'static str, now: i64, leeway: i64) -> AccessTokenCheck<'a> {
        let after = now.saturating_sub(leeway);
        let expected = Expected::End { after, until: None };
        let refusal =
            AccessTokenRefusal::Expired { seconds_ago: now.saturating_sub(self.expires_at) };
        let found = Found::Time(NumericDate::from(self.expires_at), now);
        Check::new(name, expected, found, self.expires_at > after, refusal)
    }

    fn issued_at<'a>(self, name: &'static str, now: i64, leeway: i64) -> AccessTokenCheck<'a> {
        let until = now.saturating_add(leeway);
        let refusal =
            AccessTokenRefusal::NotYetValid { seconds_ahead: self.issued_at.saturating_sub(now) };
        let found = Found::Time(NumericDate::from(self.issued_at), now);
        let expected = Expected::Start { from: None, until };
        Check::new(name, expected, found, self.issued_at <= until, refusal)
    }
}
