//! Database errors at the start as texts: the database, the problem, and what to do.

use std::io::ErrorKind;

use sea_orm::{DbErr, RuntimeErr};

use crate::{
    error::Error,
    store::{OpenError, database::Target},
};

/// Names the database in an error of it; other errors stay as they are.
pub(in crate::run) fn explain(error: OpenError, target: &Target) -> OpenError {
    let (problem, advice) = match &error {
        OpenError::Database(error) => of_driver(error, target),
        OpenError::Statement(error) | OpenError::Control(Error::Unavailable(error)) => {
            of_statement(error, target)
        }
        OpenError::Deaf { seconds } => (
            format!("it accepted the connection but did not answer within {seconds} s"),
            "check that PostgreSQL runs there and that no firewall or proxy drops its answers",
        ),
        _ => return error,
    };
    let advice = if advice.is_empty() { String::new() } else { format!("; {advice}") };
    OpenError::Storage { place: target.to_string(), problem, advice }
}

fn of_statement(error: &DbErr, target: &Target) -> (String, &'static str) {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => of_driver(error, target),
        DbErr::Conn(RuntimeErr::Internal(problem)) | DbErr::Migration(problem) => {
            (problem.clone(), "")
        }
        DbErr::ConnectionAcquire(_) => (
            "no connection became free in time".to_owned(),
            "check whether it answers other programs",
        ),
        other => (other.to_string(), ""),
    }
}

fn of_driver(error: &sqlx::Error, target: &Target) -> (String, &'static str) {
    match (error, target) {
        (sqlx::Error::Database(error), Target::Sqlite(_)) => {
            let code = error.code().and_then(|code| code.parse().ok());
            of_sqlite(code.unwrap_or(0), error.message())
        }
        (sqlx::Error::Database(error), Target::Postgres(_)) => {
            let code = error.code().unwrap_or_default();
            // Only the message: the driver's own text of the error names a line of the server's
            // source.
            (error.message().to_owned(), of_postgres(&code))
        }
        (sqlx::Error::Io(error), Target::Postgres(_)) => of_network(error),
        (sqlx::Error::Tls(error), _) => {
            (format!("no TLS connection: {error}"), "check sslmode and sslrootcert in database_url")
        }
        (sqlx::Error::PoolTimedOut, _) => (
            "no connection became free in time".to_owned(),
            "check whether it answers other programs",
        ),
        (other, _) => (other.to_string(), ""),
    }
}

/// Explains SQLite's result code by its low byte.
fn of_sqlite(code: u32, message: &str) -> (String, &'static str) {
    let (problem, advice) = match code & 0xff {
        5 | 6 => {
            ("another program has locked it", "end that program, or wait until it has finished")
        }
        8 => (
            "it is read-only",
            "give the user that runs Keyplane write access to the file and to its folder, where SQLite makes files beside it",
        ),
        10 => ("it cannot be read or written", "check the disk and the file system"),
        11 => ("it is damaged", "restore a backup"),
        13 => ("the disk is full", "free some space"),
        14 => (
            "it cannot be opened",
            "give the user that runs Keyplane read and write access to the file and to its folder",
        ),
        26 => ("it is not a SQLite database", "give the path of another file with database_url"),
        _ => return (message.to_owned(), ""),
    };

    (format!("{problem} (SQLite: {message})"), advice)
}

fn of_postgres(code: &str) -> &'static str {
    match code {
        "28P01" | "28000" => {
            "check user and password in database_url, and pg_hba.conf of the server"
        }
        "3D000" => "create the database, or correct its name in database_url",
        "42501" => "let the user create tables there: GRANT USAGE, CREATE ON SCHEMA public TO …",
        "53300" => "raise max_connections, or end other programs that hold connections",
        "57P03" => "start again when it accepts connections",
        _ => "",
    }
}

fn of_network(error: &std::io::Error) -> (String, &'static str) {
    match error.kind() {
        ErrorKind::ConnectionRefused => (
            "it refused the connection".to_owned(),
            "start PostgreSQL there, or correct host and port in database_url",
        ),
        ErrorKind::NotFound => (
            "there is no such socket".to_owned(),
            "start PostgreSQL there, or correct the path in database_url",
        ),
        _ => (error.to_string(), "check host and port in database_url, and the network"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_codes_of_sqlite_are_reported_with_what_to_do() {
        for (code, problem, advice) in [
            (14, "cannot be opened", "read and write access"),
            (8, "read-only", "write access to the file and to its folder"),
            (1544, "read-only", "write access to the file and to its folder"),
            (26, "not a SQLite database", "another file"),
            (13, "the disk is full", "free some space"),
            (5, "locked", "end that program"),
        ] {
            let told = of_sqlite(code, "its own words");
            assert!(told.0.contains(problem) && told.1.contains(advice), "{code}: {told:?}");
        }
    }

    #[test]
    fn an_error_that_is_not_the_databases_stays_as_it_is() {
        let target = Target::Sqlite("x.db".into());
        let kept = explain(OpenError::PublicUrlMissing, &target);
        assert!(matches!(kept, OpenError::PublicUrlMissing));
    }
}
