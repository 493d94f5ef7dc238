//! What the programs beside it share.

use std::path::Path;

use anyhow::{Context as _, ensure};
use jsonwebtoken::{Algorithm, EncodingKey, Header, get_current_timestamp};
use reqwest::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

/// The key file of an admin key.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdminKeyFile {
    pub key_id: String,
    pub key: String,
    pub audience: String,
    pub endpoint: String,
}

/// The key file of an application's key.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationKeyFile {
    pub key_id: String,
    pub key: String,
    pub client_id: String,
    pub issuer: String,
    pub token_endpoint: String,
}

/// What a project says of itself.
#[derive(Deserialize)]
pub struct Discovery {
    pub issuer: String,
    pub jwks_uri: String,
    pub introspection_endpoint: String,
}

/// Reads a key file.
pub fn read_key_file<T: DeserializeOwned>(path: impl AsRef<Path>) -> anyhow::Result<T> {
    Ok(serde_json::from_slice(&std::fs::read(path)?)?)
}

/// A client that follows no redirect: nobody who can answer with one chooses where an assertion
/// goes, nor whose keys are taken.
pub fn http_client() -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .timeout(std::time::Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

/// Signs claims with RS256, which is for a generated RSA key; name the key's own algorithm where it
/// has another.
pub fn sign(pem: &str, kid: &str, typ: &str, claims: &Value) -> anyhow::Result<String> {
    let header = Header {
        kid: Some(kid.to_owned()),
        typ: Some(typ.to_owned()),
        ..Header::new(Algorithm::RS256)
    };
    let key = EncodingKey::from_rsa_pem(pem.as_bytes())?;
    Ok(jsonwebtoken::encode(&header, claims, &key)?)
}

impl ApplicationKeyFile {
    /// A JWT that proves the application (RFC 7523 section 2.2), for one request.
    pub fn client_assertion(&self) -> anyhow::Result<String> {
        let now = get_current_timestamp();
        let claims = json!({
            "iss": self.client_id,
            "sub": self.client_id,
            // The issuer and nothing else: whoever receives it can use it nowhere else.
            "aud": self.issuer,
            "iat": now,
            "exp": now + 60,
            // It counts once: whoever reads it on its way cannot send it again.
            "jti": Uuid::new_v4().to_string(),
        });
        // With this typ it authenticates a client, and can never be taken for a grant.
        sign(&self.key, &self.key_id, "client-authentication+jwt", &claims)
    }

    /// Posts a form as the application and gives the JSON of the answer.
    pub async fn post_form(&self, url: &str, fields: &[(&str, &str)]) -> anyhow::Result<Value> {
        let assertion = self.client_assertion()?;
        let mut form = vec![
            ("client_id", self.client_id.as_str()),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", &assertion),
        ];
        form.extend(fields);
        read_json(http_client()?.post(url).form(&form).send().await?).await
    }
}

/// Asks the issuer for its endpoints and where its public keys are.
pub async fn discover(issuer: &str) -> anyhow::Result<Discovery> {
    let url = format!("{issuer}/.well-known/openid-configuration");
    let document: Discovery = read_json(http_client()?.get(url).send().await?).await?;
    // Another issuer's document would lead to another issuer's keys (RFC 8414 section 3.3).
    ensure!(document.issuer == issuer, "{issuer} calls itself {}", document.issuer);
    Ok(document)
}

/// Reads an answer; anything but 200 is an error.
pub async fn read_json<T: DeserializeOwned>(answer: Response) -> anyhow::Result<T> {
    let status = answer.status();
    let body = answer.text().await?;
    ensure!(status == 200, "{status}: {body}");
    serde_json::from_str(&body).context("an answer that is not what was asked for")
}
