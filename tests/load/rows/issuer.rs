//! A project with its clients and APIs, made through the Admin API.

use keyplane_auth::{Algorithm, HmacKey, KeyFile, PrivateKey, SigningKey};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use super::{
    clients::{SecretClient, Signer},
    site::Site,
};
use crate::failure::{Failure, Result};

/// A project.
pub(super) struct Issuer<'s> {
    site: &'s Site,
    /// Its ID.
    pub(super) id: String,
    slug: String,
}

/// The scopes of an API.
pub(super) const SCOPES: [&str; 2] = ["read", "write"];

impl<'s> Issuer<'s> {
    /// Makes a project whose tokens are signed with this algorithm.
    pub(super) async fn create(site: &'s Site, slug: &str, algorithm: &str) -> Result<Self> {
        let policy = json!({ "signingAlgorithm": algorithm });
        let input = json!({ "slug": slug, "name": slug, "keyPolicy": policy });
        let made = site.mutate("createProject", input, "project { id }").await?;
        Ok(Self { site, id: text(&made, "/project/id")?, slug: slug.to_owned() })
    }

    /// Makes an API that accepts every kind of token of the project and its applications; returns
    /// its ID.
    pub(super) async fn api(&self, name: &str) -> Result<String> {
        self.api_for(name, &["ACCESS_TOKEN", "APPLICATION_JWT"]).await
    }

    /// Makes an API that accepts tokens of trusted issuers; returns its ID.
    pub(super) async fn outside_api(&self, name: &str) -> Result<String> {
        self.api_for(name, &["FEDERATED_JWT"]).await
    }

    async fn api_for(&self, name: &str, accepts: &[&str]) -> Result<String> {
        let input = json!({
            "projectId": self.id, "name": name, "identifier": format!("urn:{name}"),
            "scopes": SCOPES, "accepts": accepts,
        });
        let made = self.site.mutate("createApi", input, "api { id }").await?;
        text(&made, "/api/id")
    }

    /// Grants an API to an application.
    pub(super) async fn grant(&self, application: &str, api: &str) -> Result<()> {
        let input = json!({ "applicationId": application, "apiId": api, "scopes": SCOPES });
        self.site.mutate("grantApi", input, "grant { id }").await.map(drop)
    }

    /// A client that gets JWTs.
    pub(super) async fn basic(&self) -> Result<SecretClient> {
        self.client(json!({})).await
    }

    /// A client that gets opaque tokens.
    pub(super) async fn opaque(&self) -> Result<SecretClient> {
        self.client(json!({ "accessTokenFormat": "OPAQUE" })).await
    }

    /// A client that introspects the tokens of others.
    pub(super) async fn resource_server(&self) -> Result<SecretClient> {
        self.client(json!({ "type": "RESOURCE_SERVER" })).await
    }

    async fn client(&self, settings: Value) -> Result<SecretClient> {
        let (id, secret) = self.application("CLIENT_SECRET_BASIC", settings).await?;
        Ok(SecretClient::new(&self.slug, id, &secret))
    }

    /// A client that proves itself by tokens of trusted issuers; returns its ID.
    pub(super) async fn federated(&self) -> Result<String> {
        Ok(self.application("FEDERATED_JWT", json!({})).await?.0)
    }

    /// A client that signs with its secret.
    pub(super) async fn secret(&self) -> Result<Signer> {
        let (id, secret) = self.application("CLIENT_SECRET_JWT", json!({})).await?;
        Ok(Signer::new(&self.slug, id, String::new(), HmacKey::new(&secret)))
    }

    /// A client that signs with an RSA-2048 key.
    pub(super) async fn key_pair(&self) -> Result<Signer> {
        let (id, _) = self.application("PRIVATE_KEY_JWT", json!({})).await?;
        self.key_of(id, Algorithm::Rs256).await
    }

    /// A new key of an application, as the client that signs with it.
    pub(super) async fn key_of(&self, id: String, algorithm: Algorithm) -> Result<Signer> {
        let input = generation(&id, algorithm);
        let made = self.site.mutate("generateApplicationKey", input, GENERATED).await?;
        let (kid, key) = generated_key(&made, algorithm)?;
        Ok(Signer::new(&self.slug, id, kid, key))
    }

    async fn application(&self, method: &str, settings: Value) -> Result<(String, SecretString)> {
        let mut input = json!({
            "projectId": self.id, "name": "load", "type": "SERVICE", "authMethod": method,
        });
        if let (Value::Object(input), Value::Object(settings)) = (&mut input, settings) {
            input.extend(settings);
        }
        let fields = "application { id } clientSecret";
        let made = self.site.mutate("createApplication", input, fields).await?;
        let secret = made["clientSecret"].as_str().unwrap_or_default();
        Ok((text(&made, "/application/id")?, SecretString::from(secret)))
    }
}

/// The selected fields of a generated key.
pub(super) const GENERATED: &str = "key { id } privateKey { content }";

/// The input of a key's generation.
pub(super) fn generation(application: &str, algorithm: Algorithm) -> Value {
    json!({ "applicationId": application, "name": "load", "algorithm": algorithm.as_str() })
}

/// The `kid` and the private half of a key that was generated.
pub(super) fn generated_key(made: &Value, algorithm: Algorithm) -> Result<(String, SigningKey)> {
    let unusable = || Failure::Setup("the key file is none of an application".into());
    let file = text(made, "/privateKey/content")?;
    let Ok(KeyFile::Application(file)) = KeyFile::parse(&file) else { return Err(unusable()) };
    let key = PrivateKey::from_pem(file.key.expose_secret()).map_err(|_| unusable())?;
    let key = SigningKey::new(&key, algorithm).map_err(|_| unusable())?;
    Ok((file.key_id, key))
}

/// A text at this JSON pointer.
pub(super) fn text(answer: &Value, pointer: &str) -> Result<String> {
    let found = answer.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    found.ok_or_else(|| Failure::Answer(format!("an answer lacks {pointer}")))
}
