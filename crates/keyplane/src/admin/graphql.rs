//! `graphql`: any document, for what has no command.

use std::io::{self, Read as _};

use serde_json::Value;

use super::{fault::Fault, output};
use crate::{admin_api::AdminApi, cli::GraphqlArgs, failure::Failure};

/// Runs a document and prints its data.
pub(super) async fn run(args: GraphqlArgs) -> Result<(), Failure> {
    let document = if args.document == "-" { from_stdin()? } else { args.document };
    let api = AdminApi::connect(&args.connection)?;
    let data: Value = api.run(&document, args.variables).await?;
    crate::print(&output::json(&data))
}

fn from_stdin() -> Result<String, Fault> {
    let mut document = String::new();
    io::stdin()
        .read_to_string(&mut document)
        .map_err(|error| Fault::In { path: "stdin".into(), error })?;
    Ok(document)
}
