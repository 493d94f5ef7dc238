//! Parses a request's text to a document.

use std::sync::Arc;

use async_graphql::{
    ServerError, Variables,
    parser::{self, parse_query, types::ExecutableDocument},
};

use quick_cache::{Weighter, sync::Cache};

use super::limits;

/// About how many documents stay in memory.
const KEPT: usize = 256;
/// Maximum length of their texts together, in bytes. A parsed document takes some twenty times as
/// much.
const KEPT_BYTES: u64 = 256 * 1024;
/// Maximum length of one that is kept, in bytes.
const MAX_KEPT_TEXT: usize = 16 * 1024;

/// A document that is within the limits.
pub(crate) struct Document {
    pub(crate) parsed: ExecutableDocument,
    /// Whether the chosen operation is a mutation.
    pub(crate) is_mutation: bool,
}

/// The documents of earlier requests, parsed, as far as they may stay in memory.
pub(crate) struct Documents(Cache<Box<str>, Arc<ExecutableDocument>, TextLength>);

#[derive(Clone)]
struct TextLength;

impl<T> Weighter<Box<str>, T> for TextLength {
    fn weight(&self, text: &Box<str>, _parsed: &T) -> u64 {
        u64::try_from(text.len()).unwrap_or(u64::MAX)
    }
}

impl Documents {
    pub(crate) fn new() -> Self {
        Self(Cache::with_weighter(KEPT, KEPT_BYTES, TextLength))
    }

    /// Parses a document and checks how much it asks for.
    pub(crate) fn read(
        &self,
        query: &str,
        operation_name: Option<&str>,
        variables: &Variables,
    ) -> Result<Document, ServerError> {
        let parsed = self.parsed(query)?;
        let checked = limits::check_document(&parsed, operation_name, variables)?;
        let parsed = Arc::unwrap_or_clone(parsed);
        Ok(Document { parsed, is_mutation: checked.is_mutation })
    }

    fn parsed(&self, query: &str) -> Result<Arc<ExecutableDocument>, ServerError> {
        if let Some(parsed) = self.0.get(query) {
            return Ok(parsed);
        }
        limits::check_text(query)?;
        let parsed = parse_query(query).map_err(|error| syntax_error(&error))?;
        let parsed = Arc::new(parsed);
        if may_be_kept(query) {
            self.0.insert(query.into(), Arc::clone(&parsed));
        }
        Ok(parsed)
    }
}

/// A text with a string in it may hold a secret, and is used once anyway.
fn may_be_kept(query: &str) -> bool {
    query.len() <= MAX_KEPT_TEXT && !query.contains('"')
}

/// A syntax error without the quoted source line, which may contain a pasted key. The last line of
/// the parser's message says what it expected.
fn syntax_error(error: &parser::Error) -> ServerError {
    let message = match error {
        parser::Error::Syntax { message, .. } => {
            let expected =
                message.lines().last().unwrap_or_default().trim_start_matches([' ', '=']);
            format!("syntax error: {expected}")
        }
        other => other.to_string(),
    };
    let mut server_error = ServerError::new(message, None);
    server_error.locations = error.positions().collect();
    server_error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_says_where_and_what_but_quotes_nothing() {
        let documents = Documents::new();
        let read = documents.read(r#"{ a(b: "SECRET" } }"#, None, &Variables::default());
        let error = read.err().expect("a refusal");
        assert!(error.message.starts_with("syntax error: expected "), "{}", error.message);
        assert!(!error.message.contains("SECRET"));
        assert_eq!(error.locations.first().map(|at| at.line), Some(1));
    }

    #[test]
    fn a_parsed_document_is_kept_unless_it_is_long_or_has_a_string_in_it() {
        let documents = Documents::new();
        let long = format!("{{ viewer {{ scope }} }}{}", " ".repeat(MAX_KEPT_TEXT));
        for (query, kept) in [
            ("{ viewer { scope } }", true),
            (r#"{ project(slug: "SECRET") { id } }"#, false),
            (&long, false),
        ] {
            let read = documents.read(query, None, &Variables::default());
            assert!(read.is_ok(), "{query:.40}");
            assert_eq!(documents.0.get(query).is_some(), kept, "{query:.40}");
        }

        for query in 0..100_000 {
            let query = format!("{{ a{query}: viewer {{ scope }} }}");
            let _ = documents.read(&query, None, &Variables::default());
        }
        assert!(documents.0.weight() <= KEPT_BYTES, "{}", documents.0.weight());
    }
}
