//! Reads a struct from a TOML file.

use keyplane_auth::shown;
use serde::de::DeserializeOwned;
use toml::{Table, de::Error};

/// Why the text is refused. No message quotes a value, since it may be a secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TomlError {
    /// The text is not TOML.
    #[error("line {line}: {message}")]
    Syntax { line: usize, message: String },
    /// The struct has no such field.
    #[error("unknown key {}; the keys are {known}", shown(key))]
    UnknownKey { key: String, known: String },
    /// The value is not valid for its key.
    #[error("{key}: {problem}")]
    Value { key: String, problem: String },
}

/// Reads a struct with `deny_unknown_fields` from a TOML document.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, TomlError> {
    let table: Table = toml::from_str(text).map_err(|error| syntax(text, &error))?;
    // Errors of a table, unlike those of a text, have the key rather than the line.
    table.try_into().map_err(|error| content(&error))
}

fn syntax(text: &str, error: &Error) -> TomlError {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
    let line = 1 + before.matches('\n').count();
    TomlError::Syntax { line, message: error.message().to_owned() }
}

/// Takes serde's message apart: "unknown field `x`, expected one of `a`, `b`" or "invalid type:
/// VALUE, expected text", and in the library's full text "in `key`" after it.
fn content(error: &Error) -> TomlError {
    let message = error.message();
    let (what, expected) = message.rsplit_once(", expected ").unwrap_or((message, ""));

    if let Some(key) = what.strip_prefix("unknown field `") {
        let key = key.strip_suffix('`').unwrap_or(key).to_owned();
        let known = expected.trim_start_matches("one of ").replace('`', "");
        return TomlError::UnknownKey { key, known };
    }

    let problem = match what.strip_prefix("invalid ") {
        Some(_) => format!("expected {}", in_words_of_toml(expected)),
        None => message.to_owned(),
    };
    let text = error.to_string();
    let key = text.trim_end().rsplit_once("\nin `").map_or("", |(_, key)| key);
    TomlError::Value { key: key.trim_end_matches('`').to_owned(), problem }
}

/// What serde expected, in the words of TOML.
fn in_words_of_toml(expected: &str) -> &str {
    match expected {
        "a string" | "path string" => "text",
        "a map" => "a table",
        _ => expected,
    }
}
