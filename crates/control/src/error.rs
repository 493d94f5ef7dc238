//! The one error of the use-cases. `api` turns it into a GraphQL code or an HTTP status.

use keyplane_entity::lifecycle::PlanError;
use sea_orm::{DbErr, RuntimeErr};

/// Why a use-case did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not; the message names what is missing.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such thing, as far as the actor can see.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// Arguments are wrong; each is named.
    #[error("invalid input")]
    InvalidInput(Vec<FieldError>),
    /// It is taken.
    #[error("{message}")]
    Conflict {
        /// The argument that asks for it, by its name in the mutation's input, where one does.
        field: Option<&'static str>,
        /// Who has it, as far as the actor may know.
        message: String,
    },
    /// Too much at once.
    #[error("{0}")]
    LimitExceeded(String),
    /// Not in this state.
    #[error("{0}")]
    PreconditionFailed(String),
    /// The database is locked, read-only, full or away: later it may go well.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// A fault of ours; its text is for the log only.
    #[error("internal error: {0}")]
    Internal(String),
}

/// One wrong argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where it stands, such as `input.slug`.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl FieldError {
    /// An argument by its name in the mutation's input.
    pub fn of_input(field: &str, message: impl Into<String>) -> Self {
        Self { path: format!("input.{field}"), message: message.into() }
    }
}

impl Error {
    /// One wrong argument, by its name in the mutation's input.
    pub fn input(field: &str, message: impl Into<String>) -> Self {
        Self::InvalidInput(vec![FieldError::of_input(field, message)])
    }

    /// One wrong argument of a query's field.
    pub fn argument(name: &str, message: impl Into<String>) -> Self {
        Self::InvalidInput(vec![FieldError { path: name.to_owned(), message: message.into() }])
    }

    /// An argument whose value is taken, by its name in the mutation's input.
    pub(crate) fn taken(field: &'static str, message: String) -> Self {
        Self::Conflict { field: Some(field), message }
    }

    /// The same fault once more, for another of the requests that it stopped.
    pub(crate) fn again(&self) -> Self {
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
                message: "must have no NUL character in a text".to_owned(),
            }])
        } else if error.sql_err().is_some() {
            // Every use-case checks under its scope's lock; the index is the last line behind it.
            let message = "it was made by somebody else at the same moment".to_owned();
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
/// checked for their form before they get there; this is the last line behind the checks.
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
        sqlx::Error::Database(error) => error.code().is_some_and(|code| is_fault_code(&code)),
        _ => false,
    }
}

/// PostgreSQL: classes 08 (connection), 53 (resources), 57 (operator intervention), 58 (system)
/// and read-only or serialization trouble. SQLite: the low byte of its extended result code.
fn is_fault_code(code: &str) -> bool {
    if code.len() == 5 && code.is_ascii() {
        let class = &code[..2];
        return matches!(class, "08" | "53" | "57" | "58" | "40") || code == "25006";
    }
    // BUSY, LOCKED, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 11 | 13 | 14 | 26))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_locked_full_or_away_is_told_from_a_fault_of_ours() {
        for code in ["5", "517", "8", "1032", "13", "14", "08006", "53100", "57P01", "25006"] {
            assert!(is_fault_code(code), "{code}");
        }
        for code in ["1", "19", "2067", "42P01", "23505"] {
            assert!(!is_fault_code(code), "{code}");
        }
    }
}
