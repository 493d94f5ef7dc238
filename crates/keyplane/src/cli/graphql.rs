//! `keyplane graphql`.

use clap::Args;

use crate::admin_api::ConnectionArgs;

#[derive(Args)]
pub(crate) struct GraphqlArgs {
    /// Document with one query or mutation; - for stdin
    #[arg(value_name = "DOCUMENT", default_value = "-")]
    pub(crate) document: String,
    /// Variables of the document, as a JSON object
    #[arg(long, value_name = "JSON", default_value = "{}", value_parser = variables)]
    pub(crate) variables: serde_json::Value,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

fn variables(text: &str) -> Result<serde_json::Value, String> {
    let object: serde_json::Map<_, _> =
        serde_json::from_str(text).map_err(|error| format!("expected a JSON object: {error}"))?;
    Ok(object.into())
}
