//! Lifetimes of tokens as text, such as `5m`.

use std::str::FromStr;

/// The longest lifetime that an instance accepts by default; longer tokens would be refused.
const MAX_SECONDS: i64 = 24 * 60 * 60;

/// A lifetime of 1 second to 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ttl(i64);

impl Ttl {
    /// A lifetime of this many seconds; `None` if out of range.
    pub(crate) fn from_seconds(seconds: i64) -> Option<Self> {
        (1..=MAX_SECONDS).contains(&seconds).then_some(Self(seconds))
    }

    /// The lifetime in seconds.
    pub(crate) fn seconds(self) -> i64 {
        self.0
    }
}

/// The text is not a lifetime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a number with s, m or h behind it, such as 90s, 5m or 1h, up to 24h")]
pub(crate) struct TtlError;

impl FromStr for Ttl {
    type Err = TtlError;

    fn from_str(text: &str) -> Result<Self, TtlError> {
        let (digits, unit) = [("s", 1), ("m", 60), ("h", 3600)]
            .into_iter()
            .find_map(|(suffix, seconds)| Some((text.strip_suffix(suffix)?, seconds)))
            .ok_or(TtlError)?;
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(TtlError);
        }
        let count: i64 = digits.parse().map_err(|_| TtlError)?;
        let seconds = count.checked_mul(unit).ok_or(TtlError)?;
        Self::from_seconds(seconds).ok_or(TtlError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_minutes_and_hours_are_lifetimes() {
        let seconds = |text: &str| text.parse().map(Ttl::seconds);
        assert_eq!(seconds("90s"), Ok(90));
        assert_eq!(seconds("5m"), Ok(300));
        assert_eq!(seconds("1h"), Ok(3600));
        assert_eq!(seconds("24h"), Ok(86_400));
    }

    #[test]
    fn anything_else_is_refused() {
        let texts = [
            "",
            "s",
            "5",
            "0s",
            "-5m",
            "+5m",
            "5 m",
            "1.5h",
            "25h",
            "86401s",
            "5M",
            "1h30m",
            "5mm",
            "99999999999999999999s",
            "9223372036854775807h",
            "٥m",
        ];

        for text in texts {
            assert_eq!(text.parse::<Ttl>(), Err(TtlError), "{text:?}");
        }
    }
}
