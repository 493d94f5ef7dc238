//! Exchanges an application's key for an access token (`private_key_jwt`) and prints it.
//!
//! ```sh
//! cargo run --bin access-token application-key.json [RESOURCE]
//! ```

use anyhow::Context as _;
use keyplane_examples::{ApplicationKeyFile, read_key_file};
use serde_json::Value;

/// The token endpoint's answer. Keep the token until `expires_in` is nearly over.
async fn access_token(file: &ApplicationKeyFile, resource: Option<&str>) -> anyhow::Result<Value> {
    let mut fields = vec![("grant_type", "client_credentials")];
    // For whom the token is (RFC 8707); the issuer where nothing is asked for.
    fields.extend(resource.map(|resource| ("resource", resource)));
    file.post_form(&file.token_endpoint, &fields).await
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().context("usage: access-token KEY_FILE [RESOURCE]")?;
    let answer = access_token(&read_key_file(path)?, arguments.next().as_deref()).await?;
    println!("{}", answer["access_token"].as_str().context("an answer without access_token")?);
    Ok(())
}
