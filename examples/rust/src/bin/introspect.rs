//! Asks whether a token is active, as an application of the type `RESOURCE_SERVER`.
//!
//! ```sh
//! cargo run --bin introspect application-key.json < token
//! ```
//!
//! Slower than checking the signature, but it knows of every revocation at once.

use anyhow::Context as _;
use keyplane_examples::{ApplicationKeyFile, discover, read_key_file};
use serde_json::Value;

/// What the project says of the token: `{"active": false}`, or true with its claims. No answer is
/// an error, and no verdict: refuse the request, but do not call its token bad.
async fn introspect(file: &ApplicationKeyFile, token: &str) -> anyhow::Result<Value> {
    let endpoint = discover(&file.issuer).await?.introspection_endpoint;
    file.post_form(&endpoint, &[("token", token)]).await
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).context("usage: introspect KEY_FILE < token")?;
    // The token on stdin: arguments can be seen by the machine's other users.
    let token = std::io::read_to_string(std::io::stdin())?;
    println!("{}", introspect(&read_key_file(path)?, token.trim()).await?);
    Ok(())
}
