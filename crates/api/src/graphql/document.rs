//! Parses a request's text to a document.

use async_graphql::{
    ServerError, Variables,
    parser::{self, parse_query, types::ExecutableDocument},
};

use super::limits;

/// A document that is within the limits.
pub(crate) struct Document {
    pub(crate) parsed: ExecutableDocument,
    /// Whether the chosen operation is a mutation.
    pub(crate) is_mutation: bool,
}

/// Parses a document and checks how much it asks for.
pub(crate) fn parse(
    query: &str,
    operation_name: Option<&str>,
    variables: &Variables,
) -> Result<Document, ServerError> {
    limits::check_text(query)?;
    let parsed = parse_query(query).map_err(|error| syntax_error(&error))?;
    let checked = limits::check_document(&parsed, operation_name, variables)?;
    Ok(Document { parsed, is_mutation: checked.is_mutation })
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
        let error =
            parse(r#"{ a(b: "SECRET" } }"#, None, &Variables::default()).err().expect("a refusal");
        assert!(error.message.starts_with("syntax error: expected "), "{}", error.message);
        assert!(!error.message.contains("SECRET"));
        assert_eq!(error.locations.first().map(|at| at.line), Some(1));
    }
}
