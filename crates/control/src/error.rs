//! The error type of all use cases. `api` converts it to a GraphQL code or an HTTP status.

use keyplane_auth::AdminTokenRefusal;
use keyplane_entity::{Permission, lifecycle::PlanError};
use sea_orm::{DbErr, RuntimeErr};

/// Why a use case failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor's authority ended after the request was admitted: the key was revoked or expired,
    /// its project was deleted, or the token's `exp` passed.
    #[error("{0}")]
    Unauthenticated(AdminTokenRefusal),
    /// The actor lacks a permission; the message names it.
    #[error("{0}")]
    Forbidden(String),
    /// The object does not exist, or the actor cannot see it.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// Arguments are invalid; each is named.
    #[error("invalid input")]
    InvalidInput(Vec<FieldError>),
    /// A value is taken.
    #[error("{message}")]
    Conflict {
        /// Argument with the value, by its name in the mutation's input; `None` without one.
        field: Option<&'static str>,
        /// The object that has the value, as far as the actor may know.
        message: String,
    },
    /// A limit on concurrent work is reached.
    #[error("{0}")]
    LimitExceeded(String),
    /// The permission needs a new sign-in of the person at the provider.
    #[error(
        "{} needs a sign-in of at most 5 minutes ago: sign in again, then repeat the change",
        .0.as_str()
    )]
    StepUp(Permission),
    /// The present state does not allow it.
    #[error("{0}")]
    PreconditionFailed(String),
    /// The database is locked, read-only, full or unreachable; a retry may succeed.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// What the request depends on changed each time that it was judged.
    #[error("what this request depends on changed while it was judged: try again")]
    Outdated,
    /// This machine's clock is off, so no decision can be made.
    #[error(
        "this server's clock differs from its database's by {} s: try again after the clock is corrected",
        seconds.abs()
    )]
    ClockOff {
        /// How far the clock is ahead; negative if it is behind.
        seconds: i64,
    },
    /// An internal error; the text is for the log only.
    #[error("internal error: {0}")]
    Internal(String),
}

/// An invalid argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Path of the argument, such as `input.slug`.
    pub path: String,
    /// What is wrong with the argument.
    pub message: String,
}

impl FieldError {
    /// An argument by its name in the mutation's input.
    pub fn of_input(field: &str, message: impl Into<String>) -> Self {
        Self { path: format!("input.{field}"), message: message.into() }
    }
}

impl Error {
    /// An invalid argument, by its name in the mutation's input.
    pub fn input(field: &str, message: impl Into<String>) -> Self {
        Self::InvalidInput(vec![FieldError::of_input(field, message)])
    }

    /// An invalid argument of a query's field.
    pub fn argument(name: &str, message: impl Into<String>) -> Self {
        Self::InvalidInput(vec![FieldError { path: name.to_owned(), message: message.into() }])
    }

    /// An argument whose value is taken, by its name in the mutation's input.
    pub(crate) fn taken(field: &'static str, message: String) -> Self {
        Self::Conflict { field: Some(field), message }
    }

    /// A copy of the error, for another request that failed with it.
    pub(crate) fn copied(&self) -> Self {
        match self {
            Self::Unavailable(error) => Self::Unavailable(error.clone()),
            other => Self::Internal(other.to_string()),
        }
    }

    pub(crate) fn internal(what: &str, error: impl std::fmt::Display) -> Self {
        Self::Internal(format!("{what}: {error}"))
    }
}

impl From<PlanError> for Error {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Input { field, message } => Self::input(field, message),
            PlanError::Precondition(message) => Self::PreconditionFailed(message),
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_unavailable(&error) {
            Self::Unavailable(error)
        } else if holds_nul(&error) {
            Self::InvalidInput(vec![FieldError {
                path: "input".to_owned(),
                message: "must not contain a NUL character".to_owned(),
            }])
        } else if error.sql_err().is_some() {
            // Every use case checks under its scope's lock; the index is the last safeguard.
            let message =
                "another request created it at the same time; read it, then try again".to_owned();
            Self::Conflict { field: None, message }
        } else {
            Self::internal("database", error)
        }
    }
}

fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            is_sqlx_unavailable(error)
        }
        _ => false,
    }
}

/// Whether PostgreSQL refused a text for a NUL character (`character_not_in_repertoire`). Texts are
/// checked for their form before they get there; this case is only a safety net.
fn holds_nul(error: &DbErr) -> bool {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            error
                .as_database_error()
                .and_then(sqlx::error::DatabaseError::code)
                .is_some_and(|code| code == "22021")
        }
        _ => false,
    }
}

fn is_sqlx_unavailable(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| fault(&code).is_some()),
        _ => false,
    }
}

/// Whether an error of the probe says that the database is away. One that refuses only a further
/// connection still serves those that are open.
pub(crate) fn is_away(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| code.starts_with("08") || code.starts_with("57P"))
        }
        other => is_sqlx_unavailable(other),
    }
}

/// Why a database is not available, without internal details.
pub(crate) fn unavailability(error: &DbErr) -> &'static str {
    let inner = match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => error,
        DbErr::ConnectionAcquire(_) => return "no connection to the database became free in time",
        _ => return "the database cannot be reached",
    };
    match &**inner {
        sqlx::Error::PoolTimedOut => Some("no connection to the database became free in time"),
        sqlx::Error::Database(error) => error.code().and_then(|code| fault(&code)),
        _ => None,
    }
    .unwrap_or("the database cannot be reached")
}

/// The database-side fault that a code stands for; `None` for an internal error. On PostgreSQL
/// classes 08 (connection), 53 (resources), 57 (operator intervention), 58 (system) and read-only
/// or serialization errors; on SQLite the low byte of its extended result code.
fn fault(code: &str) -> Option<&'static str> {
    if code.len() == 5 && code.is_ascii() {
        return match (&code[..2], code) {
            (_, "53100") => Some("the disk is full"),
            (_, "25006") => Some("the database is read-only"),
            ("53", _) => Some("the database is out of resources"),
            ("08" | "57", _) => Some("the database cannot be reached"),
            ("58", _) => Some("the disk fails"),
            // Includes a lock timeout, and a transaction that the server ended because it was idle.
            ("40", _) | (_, "55P03" | "25P03") => Some("the database is busy"),
            _ => None,
        };
    }

    match code.parse::<u32>().ok()? & 0xff {
        5 | 6 => Some("the database is locked by another process"),
        8 => Some("the database is read-only"),
        10 => Some("the disk fails"),
        11 | 26 => Some("the database file is damaged"),
        13 => Some("the disk is full"),
        14 => Some("the database file cannot be opened"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_locked_full_or_away_is_distinguished_from_an_internal_error() {
        for code in [
            "5", "517", "8", "1032", "13", "14", "08006", "53100", "57P01", "25006", "55P03",
            "57014", "25P03",
        ] {
            assert!(fault(code).is_some(), "{code}");
        }
        for code in ["1", "19", "2067", "42P01", "23505"] {
            assert!(fault(code).is_none(), "{code}");
        }
    }
}
