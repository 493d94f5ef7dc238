//! The public documents of a project: JWKS (RFC 7517) and discovery (`OpenID` Connect Discovery
//! 1.0, RFC 8414), prepared once and served as they are until the next key changes.

use std::sync::Arc;

use bytes::Bytes;
use keyplane_auth::{AlgorithmSet, JwsAlgorithm};
use keyplane_entity::{
    Scope, Timestamp,
    application::ClientAuthMethod,
    key::{self, Purpose, State},
    lifecycle::Ring,
    project,
};
use sea_orm::{Iterable, QueryFilter};
use serde_json::json;

use crate::{Control, Endpoint, Error, key::key_jwk, oauth::GrantKind};

/// Cache lifetime of the discovery document, in seconds.
const DISCOVERY_MAX_AGE: u64 = 300;
const JWKS: usize = 0;
const DISCOVERY: usize = 1;

/// A document as of a point in time.
pub(crate) struct Document {
    body: Bytes,
    etag: Arc<str>,
    max_age: u64,
    /// When the keys, and with them the document, next change by date; `None`: no date is due.
    until: Option<Timestamp>,
    /// When a key activates; caches should fetch the document again by then.
    activation: Option<Timestamp>,
}

/// A public document, ready to be sent.
#[derive(Clone, Debug)]
pub struct Published {
    /// JSON text.
    pub body: Bytes,
    /// Strong entity tag, with its quotes.
    pub etag: Arc<str>,
    /// Value of `Cache-Control: max-age`, in seconds.
    pub max_age_seconds: u64,
}

impl Document {
    fn new(json: &serde_json::Value, max_age: u64) -> Self {
        let body = json.to_string();
        let etag =
            format!("\"{}\"", keyplane_auth::base64url(&keyplane_auth::sha256(body.as_bytes())));
        Self { body: body.into(), etag: etag.into(), max_age, until: None, activation: None }
    }

    pub(crate) fn holds_at(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| now < until)
    }

    fn at(&self, now: Timestamp) -> Published {
        let left = self.activation.map_or(i64::MAX, |at| at.millis_since(now) / 1000);
        let max_age = u64::try_from(left).unwrap_or(0).min(self.max_age);
        Published {
            body: self.body.clone(),
            etag: Arc::clone(&self.etag),
            max_age_seconds: max_age,
        }
    }
}

impl Control {
    /// A project's JWKS; `None` for an unknown or deleted project.
    pub async fn jwks(&self, slug: &str) -> Result<Option<Published>, Error> {
        self.document(slug, JWKS).await
    }

    /// A project's discovery document; `None` for an unknown or deleted project.
    pub async fn discovery(&self, slug: &str) -> Result<Option<Published>, Error> {
        self.document(slug, DISCOVERY).await
    }

    /// Whether the project exists, for answers that are the same for all projects.
    pub async fn is_project(&self, slug: &str) -> Result<bool, Error> {
        let Some(scope) = self.scope_of_slug(slug).await? else { return Ok(false) };
        Ok(self.cached_project(&self.scope_entry(scope), scope).await?.is_some())
    }

    async fn document(&self, slug: &str, index: usize) -> Result<Option<Published>, Error> {
        let Some(scope) = self.scope_of_slug(slug).await? else { return Ok(None) };
        let entry = self.scope_entry(scope);
        let now = self.now();
        if let Some(document) = entry.document(index, now) {
            return Ok(Some(document.at(now)));
        }
        let Some(project) = self.cached_project(&entry, scope).await? else { return Ok(None) };
        let keys = self.published_keys(scope, now).await?;
        let mut document = match index {
            JWKS => jwks(&project, &keys, now)?,
            _ => self.discovery_of(&project, &keys, now),
        };
        document.until = keys.iter().filter_map(|key| key.next_change(now)).min();
        let document = Arc::new(document);
        entry.keep_document(index, Arc::clone(&document));
        Ok(Some(document.at(now)))
    }

    async fn published_keys(&self, scope: Scope, now: Timestamp) -> Result<Vec<key::Model>, Error> {
        let _permit = self.cold_lookup().await?;
        Ok(key::Entity::of_purpose(scope, Purpose::Signing)
            .filter(key::in_life(now))
            .all(&self.inner.database.read)
            .await?)
    }

    fn discovery_of(
        &self,
        project: &project::Model,
        keys: &[key::Model],
        now: Timestamp,
    ) -> Document {
        let issuer = self.public_url().issuer(&project.slug);
        let login = project
            .authorization_endpoint
            .clone()
            .unwrap_or_else(|| format!("{issuer}/oauth/authorize"));

        let mut algorithms: Vec<_> =
            keys.iter().filter(|key| key.is_accepted(now)).map(|key| &*key.algorithm).collect();
        algorithms.sort_unstable();
        algorithms.dedup();
        let has_login = project.authorization_endpoint.is_some();
        let methods: Vec<_> = ClientAuthMethod::iter().map(method_name).collect();
        let assertion_algorithms: Vec<_> =
            AlgorithmSet::ALL.iter().map(JwsAlgorithm::as_str).collect();

        let mut document = json!({
            "issuer": issuer,
            "jwks_uri": format!("{issuer}/.well-known/jwks.json"),
            "authorization_endpoint": login,
            "response_types_supported": [if has_login { "code" } else { "none" }],
            "grant_types_supported": GrantKind::ALL.map(GrantKind::name),
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": algorithms,
            "claims_supported":
                ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "scope"],
        });

        for endpoint in Endpoint::ALL {
            let name = endpoint.name();
            document[format!("{name}_endpoint")] = endpoint.url(&issuer).into();
            document[format!("{name}_endpoint_auth_methods_supported")] = json!(methods);
            document[format!("{name}_endpoint_auth_signing_alg_values_supported")] =
                json!(assertion_algorithms);
        }
        Document::new(&document, DISCOVERY_MAX_AGE)
    }
}

/// The name of an authentication method in the IANA registry (RFC 7591 section 2).
fn method_name(method: ClientAuthMethod) -> &'static str {
    match method {
        ClientAuthMethod::PrivateKeyJwt => "private_key_jwt",
        ClientAuthMethod::ClientSecretBasic => "client_secret_basic",
        ClientAuthMethod::ClientSecretPost => "client_secret_post",
        ClientAuthMethod::ClientSecretJwt => "client_secret_jwt",
    }
}

/// The keys that verifiers need now or soon. The signer comes first, because some verifiers take
/// the first key that fits.
fn jwks(project: &project::Model, keys: &[key::Model], now: Timestamp) -> Result<Document, Error> {
    let mut ring = Ring::empty(project);
    ring.keys.extend_from_slice(keys);
    let signer = ring.signer(now).map(|key| key.id);
    let mut keys: Vec<_> = keys.iter().collect();
    keys.sort_by_key(|key| (Some(key.id) != signer, std::cmp::Reverse(key.id)));
    let keys: Result<Vec<_>, _> = keys.into_iter().map(key_jwk).collect();
    let max_age = u64::try_from(project.jwks_max_age_seconds).unwrap_or(0);
    let mut document = Document::new(&json!({ "keys": keys? }), max_age);
    document.activation = ring
        .keys
        .iter()
        .filter(|key| key.state(now) == State::Pending)
        .map(|key| key.activates_at)
        .min();
    Ok(document)
}
