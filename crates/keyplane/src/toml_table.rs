//! Parses TOML.

use toml::Table;

/// The text is not TOML. The library's own message would quote the line, which may hold a secret.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub(crate) struct TomlError {
    line: usize,
    message: String,
}

/// Parses a TOML document.
pub(crate) fn parse_table(text: &str) -> Result<Table, TomlError> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
        let line = 1 + before.matches('\n').count();
        TomlError { line, message: error.message().to_owned() }
    })
}
