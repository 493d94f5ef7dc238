//! Calls the Admin API with a token signed by an admin key.
//!
//! ```sh
//! cargo run --bin admin-api admin-key.json
//! ```

use anyhow::{Context as _, bail};
use jsonwebtoken::get_current_timestamp;
use keyplane_examples::{AdminKeyFile, http_client, read_key_file, sign};
use serde_json::{Value, json};

const QUERY: &str = "{
  viewer { scope permissions }
  projects(first: 10) { totalCount nodes { id slug name endpoints { issuer } } }
}";

/// A token for five minutes; one may serve many requests until then. The key stays here.
fn admin_token(file: &AdminKeyFile) -> anyhow::Result<String> {
    let now = get_current_timestamp();
    let claims = json!({ "aud": file.audience, "iat": now, "exp": now + 300 });
    sign(&file.key, &file.key_id, "JWT", &claims)
}

/// The data of one operation.
async fn graphql(file: &AdminKeyFile, query: &str, variables: Value) -> anyhow::Result<Value> {
    let mut answer: Value = http_client()?
        .post(&file.endpoint)
        .bearer_auth(admin_token(file)?)
        .json(&json!({ "query": query, "variables": variables }))
        .send()
        .await?
        .json()
        .await?;
    // A refused token is an error too; its extensions.reason says which check failed.
    if let Some(errors) = answer.get("errors") {
        bail!("{errors}");
    }
    Ok(answer["data"].take())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).context("usage: admin-api KEY_FILE")?;
    let data = graphql(&read_key_file(path)?, QUERY, json!({})).await?;
    println!("{data:#}");
    Ok(())
}
