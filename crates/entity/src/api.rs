//! APIs: what a project protects.

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
    /// Issued by the project.
    AccessToken,
    /// Signed by an application itself.
    ApplicationJwt,
}

/// Kinds of tokens, a JSON array in the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct AcceptedTokens(pub Vec<AcceptedToken>);

/// Something protected.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api")]
pub struct Model {
    /// `api_…` outside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiId,
    /// Its owner.
    pub project_id: ProjectId,
    /// Its name in URLs; immutable.
    pub name: String,
    /// The audience, an absolute URI; immutable.
    pub identifier: String,
    /// What may be granted.
    pub scopes: ScopeNames,
    /// Which tokens open it.
    pub accepts: AcceptedTokens,
    /// The application that serves it.
    pub resource_server_id: Option<ApplicationId>,
    /// Whether anybody gets in at all.
    pub enabled: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// None: owners are found by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A project's APIs: where every query on behalf of a project starts.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
