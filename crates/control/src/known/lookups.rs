//! Look-ups of projects, clients, APIs, grants and keys for requests, from memory or the database.

use std::sync::Arc;

use keyplane_auth::{TokenId, TokenSigner};
use keyplane_entity::{
    Scope,
    id::{ApplicationId, ProjectId},
    key, project,
};

use super::{
    apis::{ClientGrants, ProjectApis},
    clients::Client,
    handle::Known,
    issuer_keys::IssuerKeys,
    revoked_tokens::Listed,
    rings::load_ring,
    scopes::{ScopeEntry, ScopeView},
    slot::fill,
};
use crate::error::Error;

impl Known {
    /// The live project of a slug with its cache entry, for callers that make decisions: refuses
    /// while the clock is off.
    pub(crate) async fn issuer_entry(
        &self,
        slug: &str,
    ) -> Result<Option<(ScopeView, Arc<project::Model>)>, Error> {
        self.store().require_clock()?;
        let Some(scope) = self.scope_of_slug(slug).await? else { return Ok(None) };
        let entry = self.scope_entry(scope);
        let project = self.cached_project(&entry, scope).await?;
        Ok(project.map(|project| (entry, project)))
    }

    /// The application of a `client_id`, its ID or an alias, in a project, in any state.
    pub(crate) async fn client(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        id: &str,
    ) -> Result<Option<Arc<Client>>, Error> {
        match self.named(entry, scope, id).await? {
            Some(id) => self.client_by_id(entry, scope, id).await,
            None => Ok(None),
        }
    }

    /// Like [`Self::client`], by the application's ID.
    pub(crate) async fn client_by_id(
        &self,
        entry: &ScopeEntry,
        scope: Scope,
        id: ApplicationId,
    ) -> Result<Option<Arc<Client>>, Error> {
        let load = || async {
            let Some(project) = scope.project() else { return Ok(None) };
            let (store, now) = (self.store(), self.store().now());
            let _permit = self.cold_lookup().await?;
            let client = Client::load(store.read(), self.sealer(), project, id, now).await?;
            Ok(client.map(Arc::new))
        };
        entry.clients.get(id, load).await
    }

    /// The APIs of a project.
    pub(crate) async fn apis(
        &self,
        entry: &ScopeEntry,
        project: ProjectId,
    ) -> Result<Arc<ProjectApis>, Error> {
        let load = || async {
            let _permit = self.cold_lookup().await?;
            Ok(Arc::new(ProjectApis::load(self.store().read(), project).await?))
        };
        entry.apis.get(load).await
    }

    /// The grants of an application.
    pub(crate) async fn grants(
        &self,
        entry: &ScopeEntry,
        application: ApplicationId,
    ) -> Result<Arc<ClientGrants>, Error> {
        let load = || async {
            let _permit = self.cold_lookup().await?;
            Ok(ClientGrants::load(self.store().read(), application).await?.map(Arc::new))
        };
        Ok(entry.grants.get(application, load).await?.unwrap_or_default())
    }

    /// The signing keys of a project.
    pub(crate) async fn issuer_keys(
        &self,
        entry: &ScopeEntry,
        project: &project::Model,
    ) -> Result<Arc<IssuerKeys>, Error> {
        let load = || async {
            let ring = {
                let _permit = self.cold_lookup().await?;
                load_ring(self.store().read(), project, self.store().now()).await?
            };
            let issuer = self.public_url().issuer(&project.slug);
            IssuerKeys::new(issuer, ring, &self.inner.parsed).map(Arc::new)
        };
        Ok(Arc::clone(fill(&entry.issuer, load).await?))
    }

    /// The private half of a signing key, ready to sign.
    pub(crate) fn token_signer<'k>(
        &self,
        keys: &'k IssuerKeys,
        key: &key::Model,
    ) -> Result<&'k TokenSigner, Error> {
        keys.token_signer(self.sealer(), key)
    }

    /// Whether a token of a project was revoked.
    pub(crate) async fn is_revoked(
        &self,
        entry: &ScopeEntry,
        project: ProjectId,
        id: TokenId,
    ) -> Result<bool, Error> {
        let (store, revoked) = (self.store(), entry.revoked_tokens());
        let load = || async {
            let _permit = self.cold_lookup().await?;
            Listed::load(store.read(), project, store.now()).await
        };
        revoked.contains(store.read(), project, id, load).await
    }
}
