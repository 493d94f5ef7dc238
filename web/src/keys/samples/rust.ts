import type { Snippet } from '../../ui/Snippets'
import type { AdminSampleValues } from './adminSamples'

/** The sample in Rust, with reqwest and jsonwebtoken. */
export function rust({ endpoint, audience, key, query }: AdminSampleValues): Snippet {
  return {
    language: 'rust',
    setup: `cargo new sample && cd sample
cargo add anyhow serde_json
cargo add reqwest --no-default-features -F blocking,json,rustls
cargo add jsonwebtoken -F aws_lc_rs`,
    code: `${key.isPem ? 'use anyhow::bail;' : 'use anyhow::{Context as _, bail};'}
use jsonwebtoken::{Algorithm, EncodingKey, Header, get_current_timestamp};
use serde_json::{Value, json};

const ENDPOINT: &str = "${endpoint}";
const AUDIENCE: &str = "${audience}";
const KEY_ID: &str = "${key.kid}";
const KEY_FILE: &str = "${key.file}";

const QUERY: &str = r#"${query}"#;

${readKey(key.isPem)}

/// A token for five minutes; one may serve many requests until then. The key stays here.
fn admin_token(key: &EncodingKey) -> anyhow::Result<String> {
    let now = get_current_timestamp();
    let claims = json!({ "aud": AUDIENCE, "iat": now, "exp": now + 300 });
    let header = Header {
        kid: Some(KEY_ID.to_owned()),
        ..Header::new(Algorithm::RS256)
    };
    Ok(jsonwebtoken::encode(&header, &claims, key)?)
}

/// The data of one operation.
fn graphql(key: &EncodingKey, query: &str, variables: &Value) -> anyhow::Result<Value> {
    let mut answer: Value = reqwest::blocking::Client::new()
        .post(ENDPOINT)
        .bearer_auth(admin_token(key)?)
        .json(&json!({ "query": query, "variables": variables }))
        .send()?
        .json()?;
    // A refused token is an error too; its extensions.reason says which check failed.
    if let Some(errors) = answer.get("errors") {
        bail!("{errors}");
    }
    Ok(answer["data"].take())
}

fn main() -> anyhow::Result<()> {
    let data = graphql(&read_key()?, QUERY, &json!({}))?;
    println!("{data:#}");
    Ok(())
}
`,
  }
}

function readKey(isPem: boolean): string {
  return isPem
    ? `fn read_key() -> anyhow::Result<EncodingKey> {
    Ok(EncodingKey::from_rsa_pem(&std::fs::read(KEY_FILE)?)?)
}`
    : `fn read_key() -> anyhow::Result<EncodingKey> {
    let file: Value = serde_json::from_slice(&std::fs::read(KEY_FILE)?)?;
    let pem = file["key"].as_str().context("the key file has no key")?;
    Ok(EncodingKey::from_rsa_pem(pem.as_bytes())?)
}`
}
