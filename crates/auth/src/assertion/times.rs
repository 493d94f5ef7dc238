//! The times of an assertion, and the rules for them.

use super::AssertionRefusal;
use crate::{
    LEEWAY_SECONDS, NumericDate,
    check::{Check, Expected, Found, Rule},
    claims::Claims,
};

/// How far in the future `exp` and how far in the past `iat` may lie, in seconds.
const MAX_LIFETIME_SECONDS: i64 = 3600;

/// `exp`, `nbf` and `iat` of an assertion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct AssertionTimes {
    expires_at: Option<NumericDate>,
    not_before: Option<NumericDate>,
    issued_at: Option<NumericDate>,
}

/// The earliest time at which an assertion may have been used, in Unix seconds: its `iat` or,
/// without one, the first moment at which its `exp` was accepted. `None` if it has neither `iat` nor
/// `jti`: then it may be used more than once.
pub(super) fn first_use(claims: &Claims) -> Option<i64> {
    let expiry = || {
        claims.text("jti")?;
        let ahead = MAX_LIFETIME_SECONDS + LEEWAY_SECONDS;
        Some(claims.date("exp")?.whole().saturating_sub(ahead))
    };
    claims.date("iat").map(NumericDate::whole).or_else(expiry)
}

/// The times of an assertion, and the time of the check.
#[derive(Clone, Copy)]
pub(super) struct TimesCase {
    pub(super) times: AssertionTimes,
    /// The time of the check, in Unix seconds.
    pub(super) now: i64,
    /// Tolerance for clocks that differ, in seconds.
    pub(super) leeway: i64,
}

type TimeCheck = Check<'static, AssertionRefusal>;

impl AssertionTimes {
    pub(super) fn of(claims: &Claims) -> Self {
        Self {
            expires_at: claims.date("exp"),
            not_before: claims.date("nbf"),
            issued_at: claims.date("iat"),
        }
    }
}

impl TimesCase {
    /// The rules whose result depends on the time. A set of rules, and an assertion that was
    /// accepted before, ask all of them.
    const RULES: [Rule<Self, TimeCheck>; 3] =
        [("exp", Self::expiry), ("nbf", Self::not_before), ("iat", Self::issued_at)];

    pub(super) fn names() -> [&'static str; 3] {
        Self::RULES.map(|(name, _)| name)
    }

    /// Applies the rules lazily.
    pub(super) fn checks<'a>(self) -> impl Iterator<Item = Check<'a, AssertionRefusal>> + use<'a> {
        Self::RULES.into_iter().map(move |(name, rule)| -> Check<'a, _> { rule(&self, name) })
    }

    fn expiry(&self, name: &'static str) -> TimeCheck {
        let (now, expires_at) = (self.now, self.times.expires_at);
        let after = now.saturating_sub(self.leeway);
        let until = now.saturating_add(MAX_LIFETIME_SECONDS + self.leeway);
        let ahead = expires_at.map_or(0, |expiry| expiry.seconds_from(now));

        let refusal = match expires_at {
            None => Some(AssertionRefusal::NoExpiry),
            Some(expiry) if !expiry.is_after(after) => {
                Some(AssertionRefusal::Expired { seconds_ago: ahead.saturating_neg() })
            }
            Some(expiry) if expiry.is_after(until) => {
                Some(AssertionRefusal::ExpiresTooLate { seconds_ahead: ahead })
            }
            Some(_) => None,
        };
        let expected = Expected::End { after, until: Some(until) };
        Check { name, expected, found: Found::time(expires_at, now), refusal }
    }

    fn not_before(&self, name: &'static str) -> TimeCheck {
        self.start(name, self.times.not_before, None)
    }

    fn issued_at(&self, name: &'static str) -> TimeCheck {
        let oldest = self.now.saturating_sub(MAX_LIFETIME_SECONDS + self.leeway);
        self.start(name, self.times.issued_at, Some(oldest))
    }

    /// Checks a time that may be absent and must lie neither in the future nor before `from`.
    fn start(
        &self,
        name: &'static str,
        start: Option<NumericDate>,
        from: Option<i64>,
    ) -> TimeCheck {
        let until = self.now.saturating_add(self.leeway);
        let ahead = start.map_or(0, |start| start.seconds_from(self.now));

        let refusal = match start {
            Some(start) if start.is_after(until) => {
                Some(AssertionRefusal::NotYetValid { claim: name, seconds_ahead: ahead })
            }
            Some(start) if from.is_some_and(|from| start.is_before(from)) => {
                Some(AssertionRefusal::IssuedTooLongAgo { seconds_ago: ahead.saturating_neg() })
            }
            Some(_) | None => None,
        };
        let expected = Expected::Start { from, until };
        Check { name, expected, found: Found::time(start, self.now), refusal }
    }
}
