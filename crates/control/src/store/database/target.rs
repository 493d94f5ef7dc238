//! Parsing of database URLs.

use std::{fmt, path::PathBuf, str::FromStr};

use sqlx::postgres::PgConnectOptions;
use url::Url;

/// The parameters of a PostgreSQL URL that have an effect, besides `options[…]`. The driver ignores
/// all others, so that a misspelt `sslmode` would leave a connection without TLS.
const PARAMETERS: [&str; 18] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
];

/// The text is not a database URL. The message never holds a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidDatabaseUrl(String);

impl InvalidDatabaseUrl {
    fn new(problem: impl Into<String>) -> Self {
        Self(problem.into())
    }
}

/// Checks that a text is `sqlite:PATH` or `postgres://…`, with parameters that have an effect.
/// Opens nothing.
pub fn check_database_url(url: &str) -> Result<(), InvalidDatabaseUrl> {
    Target::parse(url).map(|_| ())
}

/// A database that a URL names.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    /// The path of the file.
    Sqlite(PathBuf),
    Postgres(Box<PgConnectOptions>),
}

impl Target {
    pub(crate) fn parse(url: &str) -> Result<Self, InvalidDatabaseUrl> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return sqlite(path.strip_prefix("//").unwrap_or(path));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return postgres(url);
        }
        Err(InvalidDatabaseUrl::new("expected sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME"))
    }
}

/// The name in messages, without user and password.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "SQLite database {}", path.display()),
            Self::Postgres(options) => {
                let name = options.get_database().unwrap_or_else(|| options.get_username());
                match options.get_socket() {
                    Some(socket) => write!(f, "PostgreSQL at {}", socket.display())?,
                    None => {
                        write!(f, "PostgreSQL at {}:{}", options.get_host(), options.get_port())?;
                    }
                }
                write!(f, ", database {name}")
            }
        }
    }
}

fn sqlite(path: &str) -> Result<Target, InvalidDatabaseUrl> {
    // An in-memory database would be a different one for each connection.
    if path.is_empty() || path.starts_with(':') {
        return Err(InvalidDatabaseUrl::new("expected the path of a file behind sqlite:"));
    }
    if path.starts_with("file:") || path.contains('?') {
        return Err(InvalidDatabaseUrl::new(
            "expected a path without parameters behind sqlite:, such as sqlite:/var/lib/keyplane/keyplane.db",
        ));
    }
    Ok(Target::Sqlite(path.into()))
}

fn postgres(text: &str) -> Result<Target, InvalidDatabaseUrl> {
    // The parser's message may hold a part of the text.
    let url = Url::parse(text).map_err(|_| {
        InvalidDatabaseUrl::new(
            "expected postgres://USER:PASSWORD@HOST/NAME; write special characters of the password as %XX",
        )
    })?;
    let takes = |name: &str| PARAMETERS.contains(&name) || name.starts_with("options[");
    if let Some((name, _)) = url.query_pairs().find(|(name, _)| !takes(name)) {
        return Err(InvalidDatabaseUrl::new(format!(
            "unknown parameter {name:?}; the parameters are {}",
            PARAMETERS.join(", ")
        )));
    }

    let options = PgConnectOptions::from_str(text).map_err(|error| match error {
        sqlx::Error::Configuration(problem) => InvalidDatabaseUrl::new(problem.to_string()),
        _ => InvalidDatabaseUrl::new("expected postgres://USER:PASSWORD@HOST/NAME"),
    })?;
    Ok(Target::Postgres(Box::new(options)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(url: &str) -> String {
        check_database_url(url).unwrap_err().to_string()
    }

    #[test]
    fn a_parameter_that_has_no_effect_is_refused_by_its_name() {
        for name in ["sslmod", "ssl_mode", "SSLMODE", "connect_timeout", "channel_binding"] {
            let problem = problem(&format!("postgres://u:hush@db/x?{name}=require"));
            assert!(problem.contains(name) && problem.contains("sslmode"), "{problem}");
        }
        for good in ["sslmode=verify-full&sslrootcert=/ca.pem", "options[search_path]=a", "port=6"]
        {
            check_database_url(&format!("postgresql://u:hush@db/x?{good}")).unwrap();
        }
    }

    #[test]
    fn a_value_that_a_parameter_does_not_take_is_refused() {
        assert!(problem("postgres://db/x?sslmode=requier").contains("requier"));
        assert!(!problem("postgres://u:hush@db/x?port=many").is_empty());
    }

    #[test]
    fn a_sqlite_url_is_the_path_of_a_file() {
        for url in ["sqlite:", "sqlite::memory:", "sqlite:x.db?mode=ro", "sqlite:file:x.db"] {
            assert!(problem(url).contains("sqlite:"), "{url}");
        }
        for url in ["sqlite:x.db", "sqlite:/a/x.db", "sqlite:///a/x.db"] {
            check_database_url(url).unwrap();
        }
    }

    #[test]
    fn no_message_and_no_name_holds_the_password() {
        for url in ["mysql://u:hush@db/x", "postgres://u:hu sh@[/x", "postgres://u:hush@db/x?a=b"] {
            assert!(!problem(url).contains("hu"), "{url}: {}", problem(url));
        }
        let target = Target::parse("postgres://u:hush@db.example:6432/keys").unwrap();
        assert_eq!(target.to_string(), "PostgreSQL at db.example:6432, database keys");
    }
}
