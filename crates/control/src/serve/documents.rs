//! The public documents of a project: JWKS (RFC 7517) and discovery (`OpenID` Connect Discovery
//! 1.0, RFC 8414), prepared once and served as they are until the next key changes.

use std::sync::Arc;

use keyplane_auth::{JwkSet, JwsAlgorithm};
use keyplane_entity::{
    Scope, Timestamp, application::ClientAuthMethod, key, lifecycle::Ring, project,
};
use sea_orm::Iterable;
use serde_json::json;

use super::oauth::GrantKind;
use crate::{
    endpoint::Endpoint,
    error::Error,
    known::{Document, DocumentKind, Known, Published, stored_key::key_jwk},
    paths::IssuerPath,
};

/// Cache lifetime of the discovery document, in seconds.
const DISCOVERY_MAX_AGE: u64 = 300;
/// Maximum cache lifetime of a document while the database is away, in seconds.
pub(super) const STALE_MAX_AGE: u64 = 60;

/// Publishes the JWKS and the discovery document of each project.
#[derive(Clone)]
pub struct Documents {
    pub(super) known: Known,
}

impl Documents {
    pub(crate) fn new(known: Known) -> Self {
        Self { known }
    }

    /// A project's JWKS; `None` for an unknown or deleted project.
    pub async fn jwks(&self, slug: &str) -> Result<Option<Published>, Error> {
        self.document(slug, DocumentKind::Jwks).await
    }

    /// A project's discovery document; `None` for an unknown or deleted project.
    pub async fn discovery(&self, slug: &str) -> Result<Option<Published>, Error> {
        self.document(slug, DocumentKind::Discovery).await
    }

    /// Reads documents that were served before and have changed since. Waits until there are some.
    pub(crate) async fn refresh_changed(&self) -> Result<(), Error> {
        self.known.refresh_document_sources().await
    }

    /// Whether the project exists, for answers that are the same for all projects.
    pub async fn is_project(&self, slug: &str) -> Result<bool, Error> {
        let Some(scope) = self.known.scope_of_slug(slug).await? else { return Ok(false) };
        Ok(self.known.cached_project(&self.known.scope_entry(scope), scope).await?.is_some())
    }

    async fn document(&self, slug: &str, kind: DocumentKind) -> Result<Option<Published>, Error> {
        match self.current_document(slug, kind).await {
            Err(error @ Error::Unavailable(_)) => {
                let stale = Box::pin(self.stale_document(slug, kind)).await?;
                stale.map_or(Err(error), |stale| Ok(Some(stale)))
            }
            answer => answer,
        }
    }

    async fn current_document(
        &self,
        slug: &str,
        kind: DocumentKind,
    ) -> Result<Option<Published>, Error> {
        let Some(scope) = self.known.scope_of_slug(slug).await? else { return Ok(None) };
        let entry = self.known.scope_entry(scope);
        let now = self.known.store().now();
        let document = match entry.document(kind, now) {
            Some(document) => Some(document),
            // Boxed, so that a request that finds its document does not carry this.
            None => Box::pin(self.read_document(scope, kind, now)).await?,
        };
        Ok(document.map(|document| self.publish(&document, now)))
    }

    /// Makes the document of a scope from the database, and keeps it.
    async fn read_document(
        &self,
        scope: Scope,
        kind: DocumentKind,
        now: Timestamp,
    ) -> Result<Option<Arc<Document>>, Error> {
        // The entry is taken after the age, so that no older project is kept as of this age.
        let age = self.known.document_sources().age();
        let entry = self.known.scope_entry(scope);
        let Some(project) = self.known.cached_project(&entry, scope).await? else {
            return Ok(None);
        };
        let keys = self.known.document_keys(scope, now).await?;

        let document = Arc::new(self.make(kind, &project, &keys, now)?);
        self.known.document_sources().keep(project, keys, age);
        entry.keep_document(kind, Arc::clone(&document));
        Ok(Some(document))
    }

    /// The document as this process last knew it, with the states of its keys by the clock, while
    /// it counts.
    async fn stale_document(
        &self,
        slug: &str,
        kind: DocumentKind,
    ) -> Result<Option<Published>, Error> {
        let failing_for = self.known.document_sources().failing_for();
        if !self.known.store().serves_stale_documents(failing_for) {
            return Ok(None);
        }
        let scope = self.known.scope_of_slug(slug).await?;
        let source = scope.and_then(|scope| self.known.document_sources().get(scope));
        let Some(source) = source else { return Ok(None) };

        let now = self.known.store().now();
        let document = self.make(kind, &source.project, &source.keys(now), now)?;
        Ok(Some(document.at(now, STALE_MAX_AGE)))
    }

    pub(super) fn now(&self) -> Timestamp {
        self.known.store().now()
    }

    pub(super) fn publish(&self, document: &Document, now: Timestamp) -> Published {
        let longest = if self.known.store().is_away() { STALE_MAX_AGE } else { u64::MAX };
        document.at(now, longest)
    }

    fn make(
        &self,
        kind: DocumentKind,
        project: &project::Model,
        keys: &[key::Model],
        now: Timestamp,
    ) -> Result<Document, Error> {
        let mut document = match kind {
            DocumentKind::Jwks => jwks(project, keys, now)?,
            DocumentKind::Discovery => self.discovery_of(project, keys, now),
        };
        document.until = keys.iter().filter_map(|key| key.next_change(now)).min();
        Ok(document)
    }

    fn discovery_of(
        &self,
        project: &project::Model,
        keys: &[key::Model],
        now: Timestamp,
    ) -> Document {
        let issuer = self.known.public_url().issuer(&project.slug);
        let login = project
            .authorization_endpoint
            .clone()
            .unwrap_or_else(|| IssuerPath::Authorization.under(&issuer));

        let mut algorithms: Vec<_> =
            keys.iter().filter(|key| key.is_accepted(now)).map(|key| &*key.algorithm).collect();
        algorithms.sort_unstable();
        algorithms.dedup();
        let has_login = project.authorization_endpoint.is_some();
        let mut methods: Vec<_> = Vec::new();
        for name in ClientAuthMethod::iter().flat_map(|method| method.facts().metadata_names) {
            if !methods.contains(&name) {
                methods.push(name);
            }
        }
        let assertion_algorithms: Vec<_> = JwsAlgorithm::all().map(JwsAlgorithm::as_str).collect();

        let mut document = json!({
            "issuer": issuer,
            "jwks_uri": IssuerPath::Jwks.under(&issuer),
            "authorization_endpoint": login,
            "response_types_supported": [if has_login { "code" } else { "none" }],
            "grant_types_supported": GrantKind::iter().map(GrantKind::name).collect::<Vec<_>>(),
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": algorithms,
            "claims_supported":
                ["iss", "sub", "aud", "exp", "iat", "jti", "client_id", "scope"],
        });

        for endpoint in Endpoint::iter() {
            let name = endpoint.name();
            document[format!("{name}_endpoint")] = endpoint.url(&issuer).into();
            document[format!("{name}_endpoint_auth_methods_supported")] = json!(methods);
            document[format!("{name}_endpoint_auth_signing_alg_values_supported")] =
                json!(assertion_algorithms);
        }
        Document::new(document.to_string(), DISCOVERY_MAX_AGE)
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
    let set = JwkSet { keys: keys.into_iter().map(key_jwk).collect::<Result<_, _>>()? };
    let body = serde_json::to_string(&set).map_err(|error| Error::internal("jwks", error))?;
    let max_age = u64::try_from(project.jwks_max_age_seconds).unwrap_or(0);
    let mut document = Document::new(body, max_age);
    document.activation =
        ring.keys.iter().filter(|key| key.is_pending(now)).map(|key| key.activates_at).min();
    Ok(document)
}
