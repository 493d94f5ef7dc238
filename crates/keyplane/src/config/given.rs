//! The value of a setting, unparsed, with its source.

use std::{
    ffi::{OsStr, OsString},
    fmt,
    path::PathBuf,
};

use clap::{
    Arg, Command,
    builder::{TypedValueParser, ValueParserFactory},
    parser::ValueSource,
};
use serde::{Deserialize, Deserializer, de::Error as _};
use toml::Value;

/// The source of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// A flag, without its dashes.
    Flag(String),
    /// An environment variable.
    Variable(String),
    /// The configuration file at this path.
    File(PathBuf),
    /// The setting's default.
    Default,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "flag --{flag}"),
            Self::Variable(variable) => write!(f, "environment variable {variable}"),
            Self::File(path) => write!(f, "file {}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// The text of a setting's value. Does not implement `Debug`, since it may contain a password.
#[derive(Clone)]
pub(crate) struct Given {
    pub(crate) text: OsString,
    pub(crate) source: Source,
}

/// Takes every value from the command line and the environment, and records its source.
#[derive(Clone)]
pub(crate) struct GivenParser;

impl ValueParserFactory for Given {
    type Parser = GivenParser;

    fn value_parser() -> GivenParser {
        GivenParser
    }
}

impl TypedValueParser for GivenParser {
    type Value = Given;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Given, clap::Error> {
        self.parse_ref_(command, arg, value, ValueSource::DefaultValue)
    }

    fn parse_ref_(
        &self,
        _: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
        source: ValueSource,
    ) -> Result<Given, clap::Error> {
        let flag = arg.and_then(Arg::get_long).unwrap_or_default();
        let variable = arg.and_then(Arg::get_env).unwrap_or_default();
        let source = match source {
            ValueSource::CommandLine => Source::Flag(flag.to_owned()),
            ValueSource::EnvVariable => Source::Variable(variable.to_string_lossy().into_owned()),
            _ => Source::Default,
        };
        Ok(Given { text: value.to_owned(), source })
    }
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
        let expected = "expected text, a number, true or false, or a list of texts";
        let text = text_of(Value::deserialize(value)?).ok_or_else(|| D::Error::custom(expected))?;
        // The reader of the file knows its path.
        Ok(Self { text: text.into(), source: Source::File(PathBuf::new()) })
    }
}

/// The text that a flag would have for a value of a file.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Boolean(flag) => Some(flag.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<_>> = items.iter().map(Value::as_str).collect();
            Some(items?.join(","))
        }
        Value::Datetime(_) | Value::Table(_) => None,
    }
}
