//! Times in JWTs.

use std::fmt;

use serde::Deserialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// A `NumericDate` of a JWT: seconds since 1970 in UTC, fractions allowed (RFC 7519
/// section 2). `Display` writes RFC 3339 without fractions, or the bare number if it
/// is outside the calendar's range.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Deserialize)]
#[serde(transparent)]
pub struct NumericDate(f64);

impl NumericDate {
    /// `None` if the number is infinite or NaN.
    pub(crate) fn new(seconds: f64) -> Option<Self> {
        seconds.is_finite().then_some(Self(seconds))
    }

    /// Unix seconds, fractions cut off.
    #[must_use]
    pub fn whole(self) -> i64 {
        whole(self.0.floor())
    }

    /// Whether the time is after `limit` (Unix seconds).
    pub(crate) fn is_after(self, limit: i64) -> bool {
        self.0 > seconds(limit)
    }

    /// Whether the time is before `limit` (Unix seconds).
    pub(crate) fn is_before(self, limit: i64) -> bool {
        self.0 < seconds(limit)
    }

    /// Seconds from `earlier` to this time.
    pub(crate) fn since(self, earlier: Self) -> f64 {
        self.0 - earlier.0
    }

    /// Whole seconds from `now` to this time, rounded away from `now`; negative if it
    /// has passed.
    pub(crate) fn seconds_from(self, now: i64) -> i64 {
        let distance = self.0 - seconds(now);
        whole(if distance < 0.0 { distance.floor() } else { distance.ceil() })
    }
}

impl From<i64> for NumericDate {
    fn from(unix_seconds: i64) -> Self {
        Self(seconds(unix_seconds))
    }
}

impl fmt::Display for NumericDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = OffsetDateTime::from_unix_timestamp(self.whole()).ok();
        match date.and_then(|date| date.format(&Rfc3339).ok()) {
            Some(text) => f.write_str(&text),
            None => write!(f, "{:e}", self.0),
        }
    }
}

/// Converts whole seconds to the number type of a `NumericDate`.
#[expect(
    clippy::cast_precision_loss,
    reason = "exact up to 2^53 seconds, long after the last certificate"
)]
pub(crate) fn seconds(value: i64) -> f64 {
    value as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and both ends are far outside of any valid time"
)]
fn whole(value: f64) -> i64 {
    value as i64
}
