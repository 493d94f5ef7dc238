//! The times of an assertion, and the rules for them.

use super::AssertionRefusal;
use crate::{
    NumericDate,
    check::{Check, Expected, Found},
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

type TimeCheck<'a> = Check<'a, AssertionRefusal>;

impl AssertionTimes {
    pub(super) fn of(claims: &Claims) -> Self {
        Self {
            expires_at: claims.date("exp"),
            not_before: claims.date("nbf"),
            issued_at: claims.date("iat"),
        }
    }

    pub(super) fn expiry<'a>(self, name: &'static str, now: i64, leeway: i64) -> TimeCheck<'a> {
        let after = now.saturating_sub(leeway);
        let until = now.saturating_add(MAX_LIFETIME_SECONDS + leeway);
        let ahead = self.expires_at.map_or(0, |expiry| expiry.seconds_from(now));
        let refusal = match self.expires_at {
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
        Check { name, expected, found: Found::time(self.expires_at, now), refusal }
    }

    pub(super) fn not_before<'a>(self, name: &'static str, now: i64, leeway: i64) -> TimeCheck<'a> {
        start(name, self.not_before, None, (now, leeway))
    }

    pub(super) fn issued_at<'a>(self, name: &'static str, now: i64, leeway: i64) -> TimeCheck<'a> {
        let oldest = now.saturating_sub(MAX_LIFETIME_SECONDS + leeway);
        start(name, self.issued_at, Some(oldest), (now, leeway))
    }
}

/// Checks a time that may be absent and must lie neither in the future nor before
/// `from`.
fn start<'a>(
    name: &'static str,
    start: Option<NumericDate>,
    from: Option<i64>,
    (now, leeway): (i64, i64),
) -> TimeCheck<'a> {
    let until = now.saturating_add(leeway);
    let ahead = start.map_or(0, |start| start.seconds_from(now));
    let refusal = match start {
        Some(start) if start.is_after(until) => {
            Some(AssertionRefusal::NotYetValid { claim: name, seconds_ahead: ahead })
        }
        Some(start) if from.is_some_and(|from| start.is_before(from)) => {
            Some(AssertionRefusal::IssuedTooLongAgo { seconds_ago: ahead.saturating_neg() })
        }
        _ => None,
    };
    let expected = Expected::Start { from, until };
    Check { name, expected, found: Found::time(start, now), refusal }
}
