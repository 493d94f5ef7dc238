// region: pem
use anyhow::bail;
// endregion
// region: key_file
use anyhow::{Context as _, bail};
// endregion
use jsonwebtoken::{Algorithm, EncodingKey, Header, get_current_timestamp};
use serde_json::{Value, json};

const ENDPOINT: &str = "YOUR_ENDPOINT";
const AUDIENCE: &str = "YOUR_AUDIENCE";
const KEY_ID: &str = "YOUR_KEY_ID";
const KEY_FILE: &str = "YOUR_KEY_FILE";

const QUERY: &str = r#"YOUR_QUERY"#;

fn read_key() -> anyhow::Result<EncodingKey> {
    // region: pem
    Ok(EncodingKey::from_rsa_pem(&std::fs::read(KEY_FILE)?)?)
    // endregion
    // region: key_file
    let file: Value = serde_json::from_slice(&std::fs::read(KEY_FILE)?)?;
    let pem = file["key"].as_str().context("the key file has no key")?;
    Ok(EncodingKey::from_rsa_pem(pem.as_bytes())?)
    // endregion
}

/// Signs a token for five minutes, for any number of requests. The private key stays here.
fn admin_token(key: &EncodingKey) -> anyhow::Result<String> {
    let now = get_current_timestamp();
    let claims = json!({ "aud": AUDIENCE, "iat": now, "exp": now + 300 });
    let header = Header {
        kid: Some(KEY_ID.to_owned()),
        ..Header::new(Algorithm::RS256)
    };
    Ok(jsonwebtoken::encode(&header, &claims, key)?)
}

/// Runs one operation and returns its data.
async fn graphql(key: &EncodingKey, query: &str, variables: &Value) -> anyhow::Result<Value> {
    let mut answer: Value = reqwest::Client::new()
        .post(ENDPOINT)
        .bearer_auth(admin_token(key)?)
        .json(&json!({ "query": query, "variables": variables }))
        .send()
        .await?
        .json()
        .await?;
    // A refused token is an error as well; extensions.reason names the check that failed.
    if let Some(errors) = answer.get("errors") {
        bail!("{errors}");
    }
    Ok(answer["data"].take())
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let data = graphql(&read_key()?, QUERY, &json!({})).await?;
    println!("{data:#}");
    Ok(())
}
