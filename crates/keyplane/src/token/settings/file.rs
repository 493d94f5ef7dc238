//! The settings of the token commands in a TOML file.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use keyplane_auth::shown;
use secrecy::SecretString;
use serde_json::{Map, Value as Json};
use toml::{Table, Value};
use zeroize::Zeroizing;

use super::{Credential, Settings, algorithm};
use crate::token::EndpointError;
use crate::token::input;
use crate::token::member::{Claim, HeaderMember};
use crate::toml_table::{TomlError, parse_table};
use crate::ttl::Ttl;

const KEYS: [&str; 17] = [
    "key_file",
    "private_key_file",
    "private_key",
    "secret_file",
    "secret",
    "algorithm",
    "expiry_seconds",
    "issuer",
    "audience",
    "subject",
    "kid",
    "headers",
    "claims",
    "token_url",
    "grant_type",
    "scope",
    "resource",
];

/// An error in a settings file. No message contains a value, since it may be a secret.
#[derive(Debug, thiserror::Error)]
#[error("settings file {}: {problem}", path.display())]
pub(crate) struct FileError {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum Problem {
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    #[error(transparent)]
    Malformed(#[from] TomlError),
    #[error("unknown key {}; the keys are {known}", shown(.0), known = KEYS.join(", "))]
    UnknownKey(String),
    #[error("{key}: {problem}")]
    Invalid { key: String, problem: String },
    #[error("more than one of key_file, private_key_file, private_key, secret_file and secret")]
    SeveralKeys,
}

impl Settings {
    /// Reads the file at `path`. Warns on stderr if it contains a secret and other users can read
    /// it.
    pub(super) fn read(path: &Path) -> Result<Self, FileError> {
        let read = || {
            let settings = Self::parse(&Zeroizing::new(fs::read_to_string(path)?))?;
            if matches!(
                settings.credential,
                Some(Credential::PrivateKey(_) | Credential::Secret(_))
            ) {
                input::warn_if_open(path, &fs::metadata(path)?);
            }
            Ok(settings)
        };
        read().map_err(|problem| FileError { path: path.to_owned(), problem })
    }

    /// Reads the settings from a file's `text`.
    fn parse(text: &str) -> Result<Self, Problem> {
        let table = parse_table(text)?;
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(Problem::UnknownKey(key.clone()));
        }
        let file = Keys(table);

        Ok(Self {
            credential: file.credential()?,
            algorithm: file.parsed("algorithm", |name| algorithm(name).map_err(str::to_owned))?,
            kid: file.text("kid")?,
            issuer: file.text("issuer")?,
            subject: file.text("subject")?,
            audiences: file.texts("audience")?,
            ttl: file.ttl("expiry_seconds")?,
            headers: file.members("headers", |name, value| {
                HeaderMember::new(name, value).map(Into::into).map_err(|error| error.to_string())
            })?,
            claims: file.members("claims", |name, value| {
                Claim::new(name, value).map(Into::into).map_err(|error| error.to_string())
            })?,
            token_url: file.parsed("token_url", |url| {
                url.parse().map_err(|error: EndpointError| error.to_string())
            })?,
            grant_type: file.text("grant_type")?,
            scope: file.text("scope")?,
            resources: file.texts("resource")?,
        })
    }
}

/// The keys of a file.
struct Keys(Table);

impl Keys {
    fn text(&self, key: &str) -> Result<Option<String>, Problem> {
        self.parsed(key, |text| Ok(text.to_owned()))
    }

    fn parsed<T>(
        &self,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Problem> {
        match self.0.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => {
                parse(text).map(Some).map_err(|problem| invalid(key, problem))
            }
            Some(_) => Err(invalid(key, "expected text")),
        }
    }

    /// A text, or a list of texts.
    fn texts(&self, key: &str) -> Result<Vec<String>, Problem> {
        let texts = match self.0.get(key) {
            None => Some(Vec::new()),
            Some(Value::String(text)) => Some(vec![text.clone()]),
            Some(Value::Array(items)) => {
                items.iter().map(|item| item.as_str().map(str::to_owned)).collect()
            }
            Some(_) => None,
        };
        texts.ok_or_else(|| invalid(key, "expected text or a list of texts"))
    }

    fn ttl(&self, key: &str) -> Result<Option<Ttl>, Problem> {
        let Some(value) = self.0.get(key) else { return Ok(None) };
        let ttl = value.as_integer().and_then(Ttl::from_seconds);
        ttl.map(Some).ok_or_else(|| invalid(key, "expected a number of seconds from 1 to 86400"))
    }

    /// A table of members, each checked by `check`.
    fn members(
        &self,
        key: &str,
        check: impl Fn(String, Json) -> Result<(String, Json), String>,
    ) -> Result<Map<String, Json>, Problem> {
        let table = match self.0.get(key) {
            None => return Ok(Map::new()),
            Some(Value::Table(table)) => table,
            Some(_) => return Err(invalid(key, "expected a table")),
        };
        let member = |(name, value): (&String, &Value)| {
            let checked = json(value)
                .ok_or_else(|| "JSON has no such value".to_owned())
                .and_then(|value| check(name.clone(), value));
            checked.map_err(|problem| invalid(&format!("{key}.{name}"), problem))
        };
        table.iter().map(member).collect()
    }

    fn credential(&self) -> Result<Option<Credential>, Problem> {
        let given = [
            self.parsed("key_file", |path| Ok(Credential::KeyFile(path.into())))?,
            self.parsed("private_key_file", |path| Ok(Credential::PrivateKeyFile(path.into())))?,
            self.parsed("private_key", |pem| Ok(Credential::PrivateKey(SecretString::from(pem))))?,
            self.parsed("secret_file", |path| Ok(Credential::SecretFile(path.into())))?,
            self.parsed("secret", |secret| Ok(Credential::Secret(SecretString::from(secret))))?,
        ];
        let mut given = given.into_iter().flatten();
        let first = given.next();
        if given.next().is_some() { Err(Problem::SeveralKeys) } else { Ok(first) }
    }
}

fn invalid(key: &str, problem: impl Into<String>) -> Problem {
    Problem::Invalid { key: key.to_owned(), problem: problem.into() }
}

/// The value as JSON, with dates as text; `None` if a number is infinite or NaN.
fn json(value: &Value) -> Option<Json> {
    Some(match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => serde_json::Number::from_f64(*number)?.into(),
        Value::Boolean(flag) => (*flag).into(),
        Value::Datetime(date) => date.to_string().into(),
        Value::Array(items) => items.iter().map(json).collect::<Option<Vec<_>>>()?.into(),
        Value::Table(table) => {
            let members = table.iter().map(|(name, value)| Some((name.clone(), json(value)?)));
            members.collect::<Option<Map<_, _>>>()?.into()
        }
    })
}

#[cfg(test)]
mod tests;
