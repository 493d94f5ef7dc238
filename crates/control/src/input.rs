//! Checks that several inputs share.

use keyplane_auth::validate_kid;
use keyplane_entity::{Timestamp, lifecycle::check_end};

use crate::Error;

/// The longest name, in characters.
const MAX_NAME: usize = 100;
/// The longest reason, in characters.
const MAX_REASON: usize = 500;

/// A field of an update: absent, null, or a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// It stays.
    #[default]
    Keep,
    /// It becomes empty, where that is allowed.
    Clear,
    /// It becomes this.
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
}

/// A name without blanks around it: 1 to 100 characters, no control characters.
pub(crate) fn name(text: &str) -> Result<String, Error> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.chars().any(char::is_control) {
        return Err(Error::input(
            "name",
            format!("must be 1 to {MAX_NAME} characters, without control characters"),
        ));
    }
    Ok(name.to_owned())
}

/// A reason for the audit log: 1 to 500 characters; `None` for blanks alone.
pub(crate) fn reason(text: Option<&str>) -> Result<Option<String>, Error> {
    let Some(reason) = text.map(str::trim).filter(|reason| !reason.is_empty()) else {
        return Ok(None);
    };
    if reason.chars().count() > MAX_REASON {
        return Err(Error::input("reason", format!("must be at most {MAX_REASON} characters")));
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

/// A kid in form, where one is given.
pub(crate) fn kid(kid: Option<String>) -> Result<Option<String>, Error> {
    if let Some(kid) = &kid {
        validate_kid(kid).map_err(|error| Error::input("kid", error.to_string()))?;
    }
    Ok(kid)
}

/// The end of a key that is in use from now on.
pub(crate) fn end(expires_at: Option<Timestamp>, now: Timestamp) -> Result<(), Error> {
    check_end(expires_at, now, now).map_err(Error::from)
}
