//! The parsers of what strangers send, for property tests and fuzz targets.

use async_graphql::Variables;

use crate::{graphql, oauth::form::Form};

/// The parameters that an OAuth endpoint reads from a body, in no particular order; the error is the
/// refusal's text.
pub fn oauth_form(body: &[u8]) -> Result<Vec<(&'static str, String)>, String> {
    let form = Form::parse(body).map_err(|error| error.to_string())?;
    Ok(form.parameters())
}

/// Whether a document of the Admin API is a mutation; the error is the refusal's text. Parses the
/// document and measures it, as each request does before it runs.
pub fn graphql_document(query: &str) -> Result<bool, String> {
    let document = graphql::document(query, None, &Variables::default());
    document.map(|document| document.is_mutation).map_err(|error| error.message)
}
