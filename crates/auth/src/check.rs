//! The check of a rule: its result for one token, which decides and explains.

use std::fmt;

use serde_json::Value;

use crate::{JwsAlgorithm, NumericDate};

/// Why a rule refuses a token. `Display` says what to do about it.
pub trait Refusal: fmt::Display {
    /// The stable name for clients, such as `EXPIRED`.
    fn reason(&self) -> &'static str;
}

/// The result of a rule. It borrows everything, so that it costs no allocation
/// unless it is displayed.
#[derive(Clone, Debug)]
pub struct Check<'a, R> {
    /// The name of the claim or header member, or of a value that follows from
    /// several of them.
    pub name: &'static str,
    /// The accepted values.
    pub expected: Expected<'a>,
    /// The value in the token.
    pub found: Found<'a>,
    /// Why the check failed, with what to do as `Display`; `None` if it passed.
    pub refusal: Option<R>,
}

/// The values that a rule accepts. Times are Unix seconds and include the leeway.
#[derive(Clone, Copy)]
pub enum Expected<'a> {
    /// A description in words.
    Words(&'static str),
    /// This text.
    Text(&'a str),
    /// One of these texts.
    OneOf(&'a [&'a str]),
    /// No value, or one of these texts.
    AbsentOrOneOf(&'a [&'a str]),
    /// An expiry later than `after`, and at most `until`.
    End {
        /// The latest time that is too early.
        after: i64,
        /// The last time that is early enough.
        until: Option<i64>,
    },
    /// A start that may be absent: at least `from`, and at most `until`.
    Start {
        /// The earliest accepted time; `None` for no limit.
        from: Option<i64>,
        /// The last time that is early enough.
        until: i64,
    },
    /// At most this number of seconds.
    AtMostSeconds(i64),
    /// This number or a greater one.
    AtLeast(i64),
    /// A compact JWS of at most this number of bytes.
    JwsOfAtMost(usize),
    /// Whatever this value displays.
    Shown(&'a (dyn fmt::Display + Sync)),
}

/// A value from a token. The sender chose it: escape it in HTML and in logs.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// No value.
    Absent,
    /// A text.
    Text(&'a str),
    /// Several texts; absent if there is none.
    Texts(&'a [String]),
    /// Any other JSON.
    Json(&'a Value),
    /// A time, and the time of the check.
    Time(NumericDate, i64),
    /// A number of seconds.
    Seconds(f64),
    /// A number.
    Number(i64),
    /// The length of the token, in bytes.
    Bytes(usize),
    /// The `alg` of the header; `None` if it is absent or unknown.
    Algorithm(Option<JwsAlgorithm>),
    /// Whatever this value displays.
    Shown(&'a (dyn fmt::Display + Sync)),
}

/// A rule's name, and the function that applies the rule to a case and gives its check that name.
pub type Rule<C, K> = (&'static str, fn(&C, &'static str) -> K);

/// A rule's name and its check. The check is `None` if the case lacks what the rule needs; another
/// rule of the same case then refuses.
pub type Judged<'a, R> = (&'static str, Option<Check<'a, R>>);

/// Applies rules to a case lazily, one per step of the iterator. A failed check does not end the
/// iteration.
pub fn judge<'a, C, R: 'a, const N: usize>(
    rules: [Rule<C, Option<Check<'a, R>>>; N],
    case: C,
) -> impl Iterator<Item = Judged<'a, R>> {
    rules.into_iter().map(move |(name, rule)| (name, rule(&case, name)))
}

/// Returns the first refusal, in the order of the rules. Later rules do not run.
pub(crate) fn first_refusal<'a, R: 'a>(
    checks: impl IntoIterator<Item = Check<'a, R>>,
) -> Result<(), R> {
    checks.into_iter().find_map(|check| check.refusal).map_or(Ok(()), Err)
}

impl<'a, R> Check<'a, R> {
    /// A check that passes if `holds`, and fails with `refusal` otherwise.
    pub fn new(
        name: &'static str,
        expected: Expected<'a>,
        found: Found<'a>,
        holds: bool,
        refusal: R,
    ) -> Self {
        Self { name, expected, found, refusal: (!holds).then_some(refusal) }
    }
}

impl<'a> Found<'a> {
    /// A text that may be absent.
    #[must_use]
    pub fn text(text: Option<&'a str>) -> Self {
        text.map_or(Self::Absent, Self::Text)
    }

    /// A time that may be absent.
    pub(crate) fn time(date: Option<NumericDate>, now: i64) -> Self {
        date.map_or(Self::Absent, |date| Self::Time(date, now))
    }

    /// Any JSON value; a string is shown without quotes.
    pub(crate) fn json(value: Option<&'a Value>) -> Self {
        match value {
            None => Self::Absent,
            Some(Value::String(text)) => Self::Text(text),
            Some(value) => Self::Json(value),
        }
    }
}

impl fmt::Display for Expected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = NumericDate::from;

        match *self {
            Self::Words(words) => f.write_str(words),
            Self::Text(text) => f.write_str(text),
            Self::OneOf(texts) => f.write_str(&texts.join(" or ")),
            Self::AbsentOrOneOf(texts) => write!(f, "absent or {}", texts.join(" or ")),
            Self::End { after, until: None } => write!(f, "after {}", date(after)),
            Self::End { after, until: Some(until) } => {
                write!(f, "after {}, at most {}", date(after), date(until))
            }
            Self::Start { from: None, until } => write!(f, "absent, or at most {}", date(until)),
            Self::Start { from: Some(from), until } => {
                write!(f, "absent, or from {} to {}", date(from), date(until))
            }
            Self::AtMostSeconds(seconds) => write!(f, "at most {seconds} s"),
            Self::AtLeast(least) => write!(f, "at least {least}"),
            Self::JwsOfAtMost(bytes) => write!(
                f,
                "three parts of base64url without padding, a JSON header without crit, at most {bytes} bytes"
            ),
            Self::Shown(value) => value.fmt(f),
        }
    }
}

impl fmt::Debug for Expected<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expected({self})")
    }
}

impl fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Found({self})")
    }
}

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Absent | Self::Texts([]) => f.write_str("absent"),
            Self::Text(text) => f.write_str(text),
            Self::Texts(texts) => f.write_str(&texts.join(", ")),
            Self::Json(value) => write!(f, "{value}"),
            Self::Time(date, now) => match date.seconds_from(now) {
                0 => write!(f, "{date}, now"),
                ahead @ 1.. => write!(f, "{date}, {ahead} s from now"),
                behind => write!(f, "{date}, {} s ago", behind.unsigned_abs()),
            },
            // In scientific form: f64 would write up to 309 digits.
            Self::Seconds(seconds) if seconds.abs() >= 1e15 => write!(f, "{seconds:e} s"),
            Self::Seconds(seconds) => write!(f, "{seconds} s"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Bytes(bytes) => write!(f, "{bytes} bytes"),
            Self::Algorithm(None) => f.write_str("absent or unknown"),
            Self::Algorithm(Some(algorithm)) => write!(f, "{algorithm}"),
            Self::Shown(value) => value.fmt(f),
        }
    }
}
