//! Times on the command line: as options take them, and as tables show them.

use std::{
    fmt::{self, Display},
    str::FromStr,
};

use keyplane_entity::Timestamp;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A length of time in seconds, such as `90d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span(pub(crate) i64);

/// A point in time: an RFC 3339 time, a date, or a time from now such as `90d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// This time.
    At(Timestamp),
    /// This long from now.
    In(Span),
}

/// A value, or the word `never`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OrNever<T>(pub(crate) Option<T>);

/// The text is no length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a number with s, m, h or d behind it, such as 90s, 5m, 12h or 90d")]
pub(crate) struct SpanError;

/// The text is no point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a date such as 2027-01-31, a time such as 2027-01-31T12:00:00Z, or 90d from now")]
pub(crate) struct WhenError;

impl FromStr for Span {
    type Err = SpanError;

    fn from_str(text: &str) -> Result<Self, SpanError> {
        let (digits, unit) = [("s", 1), ("m", MINUTE), ("h", HOUR), ("d", DAY)]
            .into_iter()
            .find_map(|(suffix, seconds)| Some((text.strip_suffix(suffix)?, seconds)))
            .ok_or(SpanError)?;
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SpanError);
        }
        let count: i64 = digits.parse().map_err(|_| SpanError)?;
        count.checked_mul(unit).map(Self).ok_or(SpanError)
    }
}

impl FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<Self, WhenError> {
        if let Ok(span) = text.parse() {
            return Ok(Self::In(span));
        }
        // A date is its first moment in UTC.
        let date = || Timestamp::parse(&format!("{text}T00:00:00Z"));
        Timestamp::parse(text).or_else(date).map(Self::At).ok_or(WhenError)
    }
}

impl<T: FromStr> FromStr for OrNever<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text == "never" { Ok(Self(None)) } else { text.parse().map(|value| Self(Some(value))) }
    }
}

impl When {
    /// The point in time, if it is now `now`.
    pub(crate) fn from(self, now: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            // The Admin API takes whole seconds as well; tables are easier to read with them.
            Self::In(Span(seconds)) => Timestamp::from_seconds(now.seconds()).plus_seconds(seconds),
        }
    }
}

/// How far `at` is from `now`: `in 30 days`, `2 hours ago`, `just now`.
pub(crate) struct Relative {
    pub(crate) at: Timestamp,
    pub(crate) now: Timestamp,
}

impl Display for Relative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.at.seconds() - self.now.seconds();
        let span = Length(seconds.saturating_abs());
        match seconds {
            -9..=9 => f.write_str("just now"),
            10.. => write!(f, "in {span}"),
            _ => write!(f, "{span} ago"),
        }
    }
}

/// A length of time in seconds, in its largest unit that is at least two, rounded.
pub(crate) struct Length(pub(crate) i64);

impl Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(365 * DAY, "year"), (DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")];
        let found = units.into_iter().find(|(unit, _)| self.0 >= 2 * unit);
        let (unit, name) = found.unwrap_or((1, "second"));
        let count = self.0.saturating_add(unit / 2) / unit;
        write!(f, "{count} {name}{}", if count == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_has_one_number_and_one_unit() {
        let seconds = |text: &str| text.parse::<Span>().map(|span| span.0);
        assert_eq!(seconds("90s"), Ok(90));
        assert_eq!(seconds("12h"), Ok(43_200));
        assert_eq!(seconds("90d"), Ok(7_776_000));
        for text in ["", "d", "5", "-5d", "1.5h", "5w", "1h30m", "99999999999999999d", "٥d"] {
            assert_eq!(seconds(text), Err(SpanError), "{text:?}");
        }
    }

    #[test]
    fn a_point_in_time_is_a_time_a_date_or_a_span_from_now() {
        let now = Timestamp(1_795_000_000_500);
        let at = |text: &str| text.parse::<When>().map(|when| when.from(now).to_string());
        assert_eq!(at("2027-01-31").unwrap(), "2027-01-31T00:00:00Z");
        assert_eq!(at("2027-01-31T12:00:00+02:00").unwrap(), "2027-01-31T10:00:00Z");
        assert_eq!(at("1d").unwrap(), now.plus_seconds(86_400).to_string().replace(".5Z", "Z"));
        assert_eq!(at("tomorrow"), Err(WhenError));
        assert_eq!("never".parse::<OrNever<When>>(), Ok(OrNever(None)));
    }

    #[test]
    fn a_distance_is_in_the_largest_unit_that_says_enough() {
        let now = Timestamp(1_795_000_000_000);
        let shown = |seconds: i64| Relative { at: now.plus_seconds(seconds), now }.to_string();
        assert_eq!(shown(0), "just now");
        assert_eq!(shown(-9), "just now");
        assert_eq!(shown(10), "in 10 seconds");
        assert_eq!(shown(-119), "119 seconds ago");
        assert_eq!(shown(120), "in 2 minutes");
        assert_eq!(shown(-7200), "2 hours ago");
        assert_eq!(shown(30 * 86_400), "in 30 days");
        assert_eq!(shown(30 * 86_400 - 1), "in 30 days");
        assert_eq!(shown(729 * 86_400), "in 729 days");
        assert_eq!(shown(730 * 86_400), "in 2 years");
    }
}
