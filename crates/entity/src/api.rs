//! APIs, which a project protects.

use std::fmt;

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    id::{ApiId, ApplicationId, ProjectId},
    scope_name::ScopeNames,
};

/// A kind of token that opens an API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AcceptedToken {
    /// An access token that the project issued.
    AccessToken,
    /// A JWT that an application signed itself.
    ApplicationJwt,
    /// A token of a trusted issuer, which a federated identity ties to an application.
    FederatedJwt,
}

/// Kinds of tokens, a JSON array in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct AcceptedTokens(pub Vec<AcceptedToken>);

impl AcceptedToken {
    /// The name of the kind in the Admin API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessToken => "ACCESS_TOKEN",
            Self::ApplicationJwt => "APPLICATION_JWT",
            Self::FederatedJwt => "FEDERATED_JWT",
        }
    }
}

/// Writes the kinds with `or` between them.
impl fmt::Display for AcceptedTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, kind) in self.0.iter().enumerate() {
            f.write_str(if count > 0 { " or " } else { "" })?;
            f.write_str(kind.as_str())?;
        }
        Ok(())
    }
}

/// A protected API.
///
/// Serialises its settings under their public names, as audit events show them: every column that
/// is not skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "api")]
pub struct Model {
    /// ID; `api_…` in public form.
    #[serde(skip)]
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiId,
    /// Project that owns the API.
    #[serde(skip)]
    pub project_id: ProjectId,
    /// Name in URLs; immutable.
    pub name: String,
    /// Audience of the API's tokens, an absolute URI; immutable.
    pub identifier: String,
    /// What the API is for, 0 to 500 characters.
    pub description: String,
    /// Scopes that may be granted.
    pub scopes: ScopeNames,
    /// Kinds of tokens that the API accepts.
    pub accepts: AcceptedTokens,
    /// Application that serves the API; null: none.
    pub resource_server_id: Option<ApplicationId>,
    /// Whether the gateway check admits any request to the API.
    pub enabled: bool,
    /// Name in files and other tools, unique in the project; null without one.
    pub external_id: Option<String>,
    /// Creation time.
    #[serde(skip)]
    pub created_at: Timestamp,
    /// Time of the last change.
    #[serde(skip)]
    pub updated_at: Timestamp,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// An API with the default settings.
    pub fn new(
        id: ApiId,
        project_id: ProjectId,
        name: String,
        identifier: String,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            project_id,
            name,
            identifier,
            description: String::new(),
            scopes: ScopeNames::default(),
            accepts: AcceptedTokens(vec![AcceptedToken::AccessToken]),
            resource_server_id: None,
            enabled: true,
            external_id: None,
            created_at: now,
            updated_at: now,
        }
    }
}

impl Entity {
    /// A project's APIs; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
