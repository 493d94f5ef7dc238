//! The scope in which a token is judged: the instance or one project.

use std::sync::Arc;

use keyplane_auth::{DecodedToken, SecretKind, sha256};
use keyplane_entity::{
    Permission, Scope, application,
    id::{ApplicationId, ProjectId},
    key, opaque_token, project,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{
    handle::Inspector,
    kind::{audiences, claim, header},
};
use crate::{
    error::Error,
    known::{Actor, ScopeView, stored_key},
    serve::guard::MAX_AUDIENCES,
};

/// A scope with its project, unless it is the instance.
pub(super) struct Place {
    pub(super) scope: Scope,
    pub(super) entry: ScopeView,
    pub(super) project: Option<Arc<project::Model>>,
}

impl Inspector {
    /// The scope that the actor named, else the actor's own project, else the scope that the token
    /// names, else the instance. A foreign project looks as if it did not exist.
    pub(super) async fn place_of(
        &self,
        actor: &Actor,
        named: Option<ProjectId>,
        stored: Option<&opaque_token::Model>,
        token: &DecodedToken,
    ) -> Result<Place, Error> {
        let scope = match (named, actor.scope(), stored) {
            (Some(project), _, _) => Scope::Project(project),
            (None, own @ Scope::Project(_), _) => own,
            (None, Scope::Instance, Some(row)) => Scope::Project(row.project_id),
            (None, Scope::Instance, None) => {
                self.scope_named_in(token).await?.unwrap_or(Scope::Instance)
            }
        };

        actor.require(Permission::Read, scope)?;
        let entry = self.known.scope_entry(scope);
        let project = self.known.cached_project(&entry, scope).await?;
        if project.is_none() && scope != Scope::Instance {
            return Err(Error::NotFound("project"));
        }
        Ok(Place { scope, entry, project })
    }

    /// The scope that the token itself names: by an audience of admin tokens, by the application
    /// that issued it, or by an issuer in `iss` or `aud`. An issuer in `aud` comes last, because it
    /// is the audience of assertions and access tokens too.
    async fn scope_named_in(&self, token: &DecodedToken) -> Result<Option<Scope>, Error> {
        let of_admin_tokens = |one: &&str| self.known.public_url().slug_of(one).is_none();
        for audience in audiences(token).take(MAX_AUDIENCES).filter(of_admin_tokens) {
            if let Some(scope) = self.known.scope_of_audience(audience).await? {
                return Ok(Some(scope));
            }
        }

        let issuer = claim(token, "iss");
        if let Some(Ok(id)) = issuer.map(str::parse::<ApplicationId>) {
            let application = application::Entity::live().filter(application::Column::Id.eq(id));
            if let Some(application) = application.one(self.store.read()).await? {
                return Ok(Some(Scope::Project(application.project_id)));
            }
        }

        for url in issuer.into_iter().chain(audiences(token).take(MAX_AUDIENCES)) {
            let Some(slug) = self.slug_in(url) else { continue };
            if let Some(scope) = self.known.scope_of_project(slug).await? {
                return Ok(Some(scope));
            }
        }
        Ok(None)
    }

    /// The slug in a URL of an issuer or of one of its endpoints.
    fn slug_in<'u>(&self, url: &'u str) -> Option<&'u str> {
        self.known.public_url().slug_of(url)?.split('/').next()
    }

    /// The key of the `kid` that the token names, whatever its purpose and state.
    pub(super) async fn named_key(
        &self,
        scope: Scope,
        token: &DecodedToken,
    ) -> Result<Option<key::Model>, Error> {
        let Some(kid) = header(token, "kid") else { return Ok(None) };
        let Some(key) = stored_key::of_kid(key::Entity::in_scope(scope), kid) else {
            return Ok(None);
        };
        Ok(key.one(self.store.read()).await?)
    }

    /// The row of an opaque token of any project.
    pub(super) async fn stored_token(
        &self,
        token: &str,
    ) -> Result<Option<opaque_token::Model>, Error> {
        if !SecretKind::OpaqueToken.is_possible(token) {
            return Ok(None);
        }
        let digest = sha256(token.as_bytes()).to_vec();
        Ok(opaque_token::Entity::find_by_id(digest).one(self.store.read()).await?)
    }
}
