//! The APIs of a project and the grants of an application in memory: read once, and indexed by each
//! name that requests use.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use keyplane_entity::{
    api::{self, AcceptedToken, AcceptedTokens},
    grant,
    id::{ApiId, ApplicationId, ProjectId},
    scope_name::ScopeNames,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::document::Document;
use crate::{
    error::Error,
    judge::{ApiAudience, Audience},
    protected_resource::respelled,
};

/// The APIs of a project.
pub(crate) struct ProjectApis {
    all: HashMap<ApiId, ApiFacts>,
    by_name: HashMap<String, ApiId>,
    by_identifier: HashMap<String, ApiId>,
}

/// An API of the project.
pub(crate) struct ApiFacts {
    pub(crate) id: ApiId,
    pub(crate) name: String,
    pub(crate) identifier: String,
    pub(crate) scopes: ScopeNames,
    pub(crate) accepts: AcceptedTokens,
    pub(crate) resource_server_id: Option<ApplicationId>,
    pub(crate) enabled: bool,
    /// Its resource metadata document, made when it is first asked for.
    pub(crate) metadata: OnceLock<Arc<Document>>,
}

/// The grants of an application.
#[derive(Default)]
pub(crate) struct ClientGrants(HashMap<ApiId, ScopeNames>);

impl ProjectApis {
    /// Reads the APIs of a project.
    pub(super) async fn load(db: &impl ConnectionTrait, project: ProjectId) -> Result<Self, Error> {
        Ok(Self::new(api::Entity::in_project(project).all(db).await?))
    }

    fn new(rows: Vec<api::Model>) -> Self {
        let by_name = rows.iter().map(|row| (row.name.clone(), row.id)).collect();
        let by_identifier = rows.iter().map(|row| (row.identifier.clone(), row.id)).collect();
        let all = rows.into_iter().map(|row| (row.id, row.into())).collect();
        Self { all, by_name, by_identifier }
    }

    pub(crate) fn get(&self, id: ApiId) -> Option<&ApiFacts> {
        self.all.get(&id)
    }

    pub(crate) fn named(&self, name: &str) -> Option<&ApiFacts> {
        self.get(*self.by_name.get(name)?)
    }

    pub(crate) fn identified(&self, identifier: &str) -> Option<&ApiFacts> {
        self.get(*self.by_identifier.get(identifier)?)
    }

    /// The API that a `resource` parameter names (RFC 8707): by its identifier, or by the same without
    /// or with the final slash of an empty path.
    pub(crate) fn requested(&self, resource: &str) -> Option<&ApiFacts> {
        self.identified(resource).or_else(|| self.identified(&respelled(resource)?))
    }
}

impl ApiFacts {
    /// The facts of a visit to this API with a token for an audience.
    pub(crate) fn audience<'a>(
        &'a self,
        issuer: &'a str,
        audience: Audience<'a>,
    ) -> ApiAudience<'a> {
        let (identifier, accepts) = (&*self.identifier, &self.accepts);
        ApiAudience { issuer, identifier, accepts, enabled: self.enabled, audience }
    }
}

impl ApiFacts {
    /// Whether it accepts tokens of trusted issuers.
    pub(crate) fn takes_outside_tokens(&self) -> bool {
        let is_such = |kind: &AcceptedToken| match kind {
            AcceptedToken::FederatedJwt => true,
            AcceptedToken::AccessToken | AcceptedToken::ApplicationJwt => false,
        };
        self.accepts.0.iter().any(is_such)
    }
}

impl From<api::Model> for ApiFacts {
    fn from(row: api::Model) -> Self {
        Self {
            id: row.id,
            name: row.name,
            identifier: row.identifier,
            scopes: row.scopes,
            accepts: row.accepts,
            resource_server_id: row.resource_server_id,
            enabled: row.enabled,
            metadata: OnceLock::new(),
        }
    }
}

impl ClientGrants {
    /// Reads the grants of an application; `None` if it has none.
    pub(super) async fn load(
        db: &impl ConnectionTrait,
        application: ApplicationId,
    ) -> Result<Option<Self>, Error> {
        let rows = grant::Entity::find().filter(grant::Column::ApplicationId.eq(application));
        let rows = rows.all(db).await?.into_iter();
        let grants: HashMap<_, _> = rows.map(|row| (row.api_id, row.scopes)).collect();
        Ok((!grants.is_empty()).then_some(Self(grants)))
    }

    /// The scopes of the grant for an API; `None` without a grant.
    pub(crate) fn of(&self, api: ApiId) -> Option<&ScopeNames> {
        self.0.get(&api)
    }

    /// Every granted API, with its granted scopes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ApiId, &ScopeNames)> {
        self.0.iter().map(|(id, scopes)| (*id, scopes))
    }
}
