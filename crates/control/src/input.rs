//! Checks of input values that several use cases share.

use keyplane_auth::validate_kid;
use keyplane_entity::{Timestamp, lifecycle::check_end};

use crate::error::Error;

/// The longest name, in characters.
const MAX_NAME: usize = 100;
/// The longest reason, in characters.
const MAX_REASON: usize = 500;
/// The longest description, in characters.
const MAX_DESCRIPTION: usize = 500;

/// The longest external ID, in bytes.
const MAX_EXTERNAL_ID: usize = 128;

/// A field of an update: absent, null, or a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// The value stays.
    #[default]
    Keep,
    /// The value becomes empty, if the field allows it.
    Clear,
    /// The value is replaced.
    Set(T),
}

impl<T> Patch<T> {
    /// The new value of a field that cannot be empty.
    pub(crate) fn required(self, field: &str) -> Result<Option<T>, Error> {
        match self {
            Self::Keep => Ok(None),
            Self::Clear => Err(Error::input(field, "cannot be null")),
            Self::Set(value) => Ok(Some(value)),
        }
    }

    /// The new value of a field that may be empty.
    pub(crate) fn optional(self, old: Option<T>) -> Option<T> {
        match self {
            Self::Keep => old,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// Replaces the value of a setting that cannot be null. `check` gets the name of the field, for
    /// its errors.
    pub(crate) fn set<U>(
        self,
        field: &str,
        setting: &mut U,
        check: impl FnOnce(&str, T) -> Result<U, Error>,
    ) -> Result<(), Error> {
        if let Some(value) = self.required(field)? {
            *setting = check(field, value)?;
        }
        Ok(())
    }

    /// Replaces the value of a setting that may be null. `check` gets the name of the field, for its
    /// errors.
    pub(crate) fn set_checked(
        self,
        field: &str,
        setting: &mut Option<T>,
        check: impl FnOnce(&str, T) -> Result<T, Error>,
    ) -> Result<(), Error> {
        match self {
            Self::Keep => {}
            Self::Clear => *setting = None,
            Self::Set(value) => *setting = Some(check(field, value)?),
        }
        Ok(())
    }

    /// Replaces the value of a setting that may be null.
    pub(crate) fn set_optional(self, setting: &mut Option<T>) {
        *setting = self.optional(setting.take());
    }
}

impl<T: Default> Patch<T> {
    /// The same change, where null means the empty value.
    pub(crate) fn or_empty(self) -> Self {
        match self {
            Self::Clear => Self::Set(T::default()),
            Self::Keep | Self::Set(_) => self,
        }
    }
}

/// Accepts any value of a setting's type.
#[expect(clippy::unnecessary_wraps, reason = "every check of a setting has this form")]
pub(crate) fn any<T>(_: &str, value: T) -> Result<T, Error> {
    Ok(value)
}

/// Whether a character is invisible or changes how the text around it is shown: control
/// characters, bidirectional marks, embeddings, overrides and isolates (UAX #9), zero-width and
/// other invisible format characters, fillers and tags.
pub(crate) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

/// A name without blanks around it: 1 to 100 characters, none of them [hidden](is_hidden).
pub(crate) fn name(text: &str) -> Result<String, Error> {
    let name = text.trim();
    let is_long = name.chars().nth(MAX_NAME).is_some();
    if name.is_empty() || is_long || name.chars().any(is_hidden) {
        return Err(Error::input(
            "name",
            format!(
                "must be 1 to {MAX_NAME} characters, without control, zero-width and \
                 text-direction characters"
            ),
        ));
    }
    Ok(name.to_owned())
}

/// A text without blanks around it: at most `most` characters, none of them [hidden](is_hidden).
pub(crate) fn text(field: &str, text: &str, most: usize) -> Result<String, Error> {
    let text = text.trim();
    if text.chars().nth(most).is_some() || text.chars().any(is_hidden) {
        return Err(Error::input(
            field,
            format!(
                "must be at most {most} characters, without control, zero-width and \
                 text-direction characters"
            ),
        ));
    }
    Ok(text.to_owned())
}

/// A description, 0 to 500 characters.
#[expect(clippy::needless_pass_by_value, reason = "every check of a setting has this form")]
pub(crate) fn description(field: &str, description: String) -> Result<String, Error> {
    text(field, &description, MAX_DESCRIPTION)
}

/// A reason for the audit log: 1 to 500 characters, line breaks and tabs included, none of them
/// otherwise [hidden](is_hidden); `None` for blanks alone.
pub(crate) fn reason(text: Option<&str>) -> Result<Option<String>, Error> {
    let Some(reason) = text.map(str::trim).filter(|reason| !reason.is_empty()) else {
        return Ok(None);
    };
    let hides = |letter| is_hidden(letter) && !matches!(letter, '\n' | '\r' | '\t');
    if reason.chars().nth(MAX_REASON).is_some() || reason.chars().any(hides) {
        return Err(Error::input(
            "reason",
            format!(
                "must be at most {MAX_REASON} characters, without control, zero-width and \
                 text-direction characters"
            ),
        ));
    }
    Ok(Some(reason.to_owned()))
}

/// A number of seconds (or bits, or days) within a range.
pub(crate) fn within(field: &str, value: i64, least: i64, most: i64) -> Result<i64, Error> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(Error::input(field, format!("must be {least} to {most}")))
    }
}

/// Checks the form of a kid, if one is given.
pub(crate) fn kid(kid: Option<String>) -> Result<Option<String>, Error> {
    if let Some(kid) = &kid {
        validate_kid(kid).map_err(|error| Error::input("kid", error.to_string()))?;
    }
    Ok(kid)
}

/// The name that a thing has in files and other tools: 1 to 128 printable ASCII characters without
/// blanks.
pub(crate) fn external_id(field: &str, id: String) -> Result<String, Error> {
    let is_printable = id.bytes().all(|byte| byte.is_ascii_graphic());
    if (1..=MAX_EXTERNAL_ID).contains(&id.len()) && is_printable {
        return Ok(id);
    }
    Err(Error::input(
        field,
        format!("must be 1 to {MAX_EXTERNAL_ID} printable ASCII characters without blanks"),
    ))
}

/// Checks the end of a key that is active from now on.
pub(crate) fn end(expires_at: Option<Timestamp>, now: Timestamp) -> Result<(), Error> {
    check_end(expires_at, now, now).map_err(Error::from)
}
