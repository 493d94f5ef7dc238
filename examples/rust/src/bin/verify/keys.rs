//! The project's public keys, kept for a while.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::JwkSet;
use keyplane_examples::{http_client, read_json};
use tokio::sync::Mutex;

/// How long the keys are kept; the JWKS says the same in its `Cache-Control`.
const KEYS_LAST: Duration = Duration::from_mins(5);
/// How soon an unknown `kid` may make us ask again: made-up kids must not flood the issuer.
const KEYS_REST: Duration = Duration::from_secs(30);

/// The keys of one JWKS.
pub struct IssuerKeys {
    url: String,
    fetched: Mutex<Option<(JwkSet, Instant)>>,
}

impl IssuerKeys {
    /// Nothing is fetched yet.
    pub fn new(url: String) -> Self {
        Self { url, fetched: Mutex::new(None) }
    }

    /// The key of that `kid`, if the project has it. An error says that the keys could not be read:
    /// our trouble, not the sender's.
    pub async fn find(&self, kid: &str) -> anyhow::Result<Option<DecodingKey>> {
        let mut fetched = self.fetched.lock().await;
        if let Some((set, at)) = &*fetched {
            let key = set.find(kid);
            let fresh_for = if key.is_some() { KEYS_LAST } else { KEYS_REST };
            if at.elapsed() < fresh_for {
                return Ok(key.map(DecodingKey::from_jwk).transpose()?);
            }
        }
        let answer = http_client()?.get(&self.url).send().await?;
        let set: JwkSet = read_json(answer).await.context("the project's keys")?;
        let (set, _) = fetched.insert((set, Instant::now()));
        Ok(set.find(kid).map(DecodingKey::from_jwk).transpose()?)
    }
}
