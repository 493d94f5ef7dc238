//! The resource metadata document of an API (RFC 9728), and where its clients find it.

use std::sync::Arc;

use keyplane_entity::Scope;
use serde_json::json;

use super::documents::{Documents, STALE_MAX_AGE};
use crate::{
    error::Error,
    known::{ApiFacts, Document, Known, ProjectApis, Published, Rounds},
    protected_resource::ProtectedResource,
};

/// Cache lifetime of the document, in seconds.
const MAX_AGE: u64 = 300;

/// The APIs of a live project.
struct CurrentApis {
    scope: Scope,
    apis: Arc<ProjectApis>,
    /// The age of the documents' sources before the APIs were read.
    age: u64,
}

impl Documents {
    /// The resource metadata document of an API; `None` for an API that is unknown or disabled, or
    /// whose identifier is no https URL.
    pub async fn resource_metadata(
        &self,
        slug: &str,
        name: &str,
    ) -> Result<Option<Published>, Error> {
        let found = match self.known.apis_of_slug(slug).await {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(None),
            Err(error @ Error::Unavailable(_)) => {
                let stale = self.known.stale_apis(slug).await?.ok_or(error)?;
                let document = self.metadata_of(&stale, slug, name);
                return Ok(document.map(|document| document.at(self.now(), STALE_MAX_AGE)));
            }
            Err(error) => return Err(error),
        };

        let document = self.metadata_of(&found.apis, slug, name);
        if document.is_some() {
            self.known.document_sources().keep_apis(
                found.scope,
                Arc::clone(&found.apis),
                found.age,
            );
        }
        Ok(document.map(|document| self.publish(document, self.now())))
    }

    /// The URL at which clients find the resource metadata of an API, for the challenge of a refusal:
    /// made from the API's identifier alone, which never changes. `None` without such a document, and
    /// while the database is away if this process has not served the document before.
    pub async fn resource_metadata_url(&self, slug: &str, name: &str) -> Option<String> {
        let apis = match self.known.apis_of_slug(slug).await {
            Ok(found) => found?.apis,
            Err(_) => self.known.last_apis(slug).await.ok()??,
        };
        let resource = ProtectedResource::of(&open(&apis, name)?.identifier)?;
        Some(resource.metadata_url())
    }

    fn metadata_of<'a>(
        &self,
        apis: &'a ProjectApis,
        slug: &str,
        name: &str,
    ) -> Option<&'a Document> {
        let api = open(apis, name)?;
        ProtectedResource::of(&api.identifier)?;
        let issuer = || self.known.public_url().issuer(slug);
        Some(api.metadata.get_or_init(|| Arc::new(document(api, &issuer()))))
    }
}

impl Known {
    async fn apis_of_slug(&self, slug: &str) -> Result<Option<CurrentApis>, Error> {
        let mut rounds = Rounds::default();
        loop {
            let found = self.current_apis(slug).await;
            if !rounds.again(&found) {
                return found;
            }
        }
    }

    async fn current_apis(&self, slug: &str) -> Result<Option<CurrentApis>, Error> {
        let Some(scope) = self.scope_of_slug(slug).await? else { return Ok(None) };
        // In this order, so that no older API is kept as of this age.
        let age = self.document_sources().age();
        let entry = self.scope_entry(scope);
        let Some(project) = self.cached_project(&entry, scope).await? else { return Ok(None) };
        let apis = self.apis(&entry, project.id).await?;
        entry.require_current()?;
        Ok(Some(CurrentApis { scope, apis, age }))
    }

    /// The APIs as this process last knew them, while they count.
    async fn stale_apis(&self, slug: &str) -> Result<Option<Arc<ProjectApis>>, Error> {
        let failing_for = self.document_sources().failing_for();
        if !self.store().serves_stale_documents(failing_for) {
            return Ok(None);
        }
        self.last_apis(slug).await
    }

    /// The APIs as this process last knew them, however long ago.
    async fn last_apis(&self, slug: &str) -> Result<Option<Arc<ProjectApis>>, Error> {
        let scope = self.scope_of_slug(slug).await?;
        Ok(scope.and_then(|scope| self.document_sources().apis(scope)))
    }
}

/// The API of a name, unless it is disabled.
fn open<'a>(apis: &'a ProjectApis, name: &str) -> Option<&'a ApiFacts> {
    apis.named(name).filter(|api| api.enabled)
}

/// The document. It is for everybody: it holds nothing but the API's names and what discovery says.
fn document(api: &ApiFacts, issuer: &str) -> Document {
    let body = json!({
        "resource": api.identifier,
        "resource_name": api.name,
        "authorization_servers": [issuer],
        "scopes_supported": api.scopes.0,
        "bearer_methods_supported": ["header"],
    });
    Document::new(body.to_string(), MAX_AGE)
}
