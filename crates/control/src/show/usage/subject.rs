//! Whose usage is asked for.

use keyplane_entity::{
    Scope, api, application, client_secret, federated_identity, grant, id::ApiId, key,
};
use uuid::Uuid;

/// A key, client secret, federated identity, application, API or grant that the actor has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UsageOf {
    pub(super) scope: Scope,
    /// ID of the subject of the counts; of a grant, its application.
    pub(super) id: Uuid,
    /// The API of a grant.
    pub(super) api: Option<ApiId>,
}

impl From<&key::Model> for UsageOf {
    fn from(row: &key::Model) -> Self {
        Self { scope: row.scope(), id: row.id.0, api: None }
    }
}

impl From<&client_secret::Model> for UsageOf {
    fn from(row: &client_secret::Model) -> Self {
        Self { scope: Scope::Project(row.project_id), id: row.id.0, api: None }
    }
}

impl From<&federated_identity::Model> for UsageOf {
    fn from(row: &federated_identity::Model) -> Self {
        Self { scope: Scope::Project(row.project_id), id: row.id.0, api: None }
    }
}

impl From<&application::Model> for UsageOf {
    fn from(row: &application::Model) -> Self {
        Self { scope: Scope::Project(row.project_id), id: row.id.0, api: None }
    }
}

impl From<&api::Model> for UsageOf {
    fn from(row: &api::Model) -> Self {
        Self { scope: Scope::Project(row.project_id), id: row.id.0, api: None }
    }
}

impl From<&grant::Model> for UsageOf {
    fn from(row: &grant::Model) -> Self {
        let scope = Scope::Project(row.project_id);
        Self { scope, id: row.application_id.0, api: Some(row.api_id) }
    }
}
