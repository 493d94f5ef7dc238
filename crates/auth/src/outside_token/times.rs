//! The times of an outside token, and the rules for them.

use super::OutsideTokenRefusal;
use crate::{
    NumericDate,
    check::{Check, Expected, Found, Rule, first_refusal},
    claims::Claims,
};

/// `exp`, `nbf` and `iat` of an outside token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutsideTokenTimes {
    expires_at: Option<NumericDate>,
    not_before: Option<NumericDate>,
    issued_at: Option<NumericDate>,
}

/// The times of a token, and what they are judged by.
#[derive(Clone, Copy)]
pub(super) struct OutsideTimesCase {
    pub(super) times: OutsideTokenTimes,
    /// The issuer's `maxAgeSeconds`.
    pub(super) max_age: i64,
    /// Tolerance for clocks that differ, in seconds.
    pub(super) leeway: i64,
    /// The time of the check, in Unix seconds.
    pub(super) now: i64,
}

type OutsideTimeCheck = Check<'static, OutsideTokenRefusal>;

impl OutsideTokenTimes {
    pub(super) fn of(claims: &Claims) -> Self {
        Self {
            expires_at: claims.date("exp"),
            not_before: claims.date("nbf"),
            issued_at: claims.date("iat"),
        }
    }

    /// `exp` in Unix seconds, fractions cut off; `None` if there is none.
    #[must_use]
    pub fn expires_at(&self) -> Option<i64> {
        self.expires_at.map(NumericDate::whole)
    }

    /// `iat` in Unix seconds, fractions cut off; `None` if there is none.
    #[must_use]
    pub fn issued_at(&self) -> Option<i64> {
        self.issued_at.map(NumericDate::whole)
    }

    /// Accepts the times if every rule holds, else returns the first refusal. `max_age` is the
    /// issuer's `maxAgeSeconds`; `now` is in Unix seconds.
    pub fn judge(self, max_age: i64, leeway: i64, now: i64) -> Result<(), OutsideTokenRefusal> {
        first_refusal(OutsideTimesCase { times: self, max_age, leeway, now }.checks())
    }
}

impl OutsideTimesCase {
    const RULES: [Rule<Self, OutsideTimeCheck>; 3] =
        [("exp", Self::expiry), ("nbf", Self::not_before), ("iat", Self::issued_at)];

    pub(super) fn names() -> [&'static str; 3] {
        Self::RULES.map(|(name, _)| name)
    }

    /// Applies the rules lazily.
    pub(super) fn checks<'a>(
        self,
    ) -> impl Iterator<Item = Check<'a, OutsideTokenRefusal>> + use<'a> {
        Self::RULES.into_iter().map(move |(name, rule)| -> Check<'a, _> { rule(&self, name) })
    }

    /// The age of a token without `iat` is bounded by its end.
    fn expiry(&self, name: &'static str) -> OutsideTimeCheck {
        let (now, expires_at) = (self.now, self.times.expires_at);
        let after = now.saturating_sub(self.leeway);
        let bound = now.saturating_add(self.max_age).saturating_add(self.leeway);
        let until = self.times.issued_at.is_none().then_some(bound);
        let ahead = expires_at.map_or(0, |expiry| expiry.seconds_from(now));

        let refusal = match expires_at {
            None => Some(OutsideTokenRefusal::NoExpiry),
            Some(expiry) if !expiry.is_after(after) => {
                Some(OutsideTokenRefusal::Expired { seconds_ago: ahead.saturating_neg() })
            }
            Some(expiry) if until.is_some_and(|until| expiry.is_after(until)) => {
                let (seconds_ahead, max_age) = (ahead, self.max_age);
                Some(OutsideTokenRefusal::ExpiresTooLate { seconds_ahead, max_age })
            }
            Some(_) => None,
        };
        let expected = Expected::End { after, until };
        Check { name, expected, found: Found::time(expires_at, now), refusal }
    }

    fn not_before(&self, name: &'static str) -> OutsideTimeCheck {
        self.start(name, self.times.not_before, None)
    }

    fn issued_at(&self, name: &'static str) -> OutsideTimeCheck {
        let oldest = self.now.saturating_sub(self.max_age).saturating_sub(self.leeway);
        self.start(name, self.times.issued_at, Some(oldest))
    }

    /// Checks a time that may be absent and must lie neither in the future nor before `from`.
    fn start(
        &self,
        name: &'static str,
        start: Option<NumericDate>,
        from: Option<i64>,
    ) -> OutsideTimeCheck {
        let until = self.now.saturating_add(self.leeway);
        let ahead = start.map_or(0, |start| start.seconds_from(self.now));

        let refusal = match start {
            Some(start) if start.is_after(until) => {
                Some(OutsideTokenRefusal::NotYetValid { claim: name, seconds_ahead: ahead })
            }
            Some(start) if from.is_some_and(|from| start.is_before(from)) => {
                let (seconds_ago, max_age) = (ahead.saturating_neg(), self.max_age);
                Some(OutsideTokenRefusal::TooOld { seconds_ago, max_age })
            }
            Some(_) | None => None,
        };
        let expected = Expected::Start { from, until };
        Check { name, expected, found: Found::time(start, self.now), refusal }
    }
}
