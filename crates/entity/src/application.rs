//! Applications: the clients of a project.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    id::{ApiId, ApplicationId, ProjectId},
};

/// What an application does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ApplicationType {
    /// Obtains tokens, may also serve an API.
    Service,
    /// Only checks tokens.
    ResourceServer,
}

/// How an application proves itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClientAuthMethod {
    /// An assertion signed with one of its keys (RFC 7523).
    PrivateKeyJwt,
    /// A secret in the Authorization header (RFC 6749, section 2.3.1).
    ClientSecretBasic,
    /// A secret in the body.
    ClientSecretPost,
    /// An assertion signed with a secret, HS256.
    ClientSecretJwt,
}

impl ClientAuthMethod {
    /// Whether the application proves itself with a secret.
    pub fn uses_secret(self) -> bool {
        self != Self::PrivateKeyJwt
    }
}

/// The form of the access tokens that an application gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccessTokenFormat {
    /// A signed JWT (RFC 9068).
    Jwt,
    /// A random string, known to introspection only.
    Opaque,
}

/// Names of claims, a JSON array in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ClaimNames(pub Vec<String>);

/// A client of a project. A deleted one stays as a row, since its keys are taken for good.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    /// `app_…` outside; the `client_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationId,
    /// Its owner.
    pub project_id: ProjectId,
    /// For people.
    pub name: String,
    /// What it does.
    pub r#type: ApplicationType,
    /// How it proves itself.
    pub auth_method: ClientAuthMethod,
    /// Whether it may do anything at all.
    pub enabled: bool,
    /// The form of its access tokens.
    pub access_token_format: AccessTokenFormat,
    /// The life of its access tokens.
    pub access_token_lifetime_seconds: i64,
    /// Whether its grants may name a subject other than itself.
    pub allow_any_subject: bool,
    /// Whether its assertions may name the token endpoint as audience.
    pub allow_token_endpoint_audience: bool,
    /// Claims of its grants that are carried into the token.
    pub allowed_claims: ClaimNames,
    /// The audience of tokens that are asked for without `resource`; none: the issuer.
    pub default_api_id: Option<ApiId>,
    /// Tokens of an earlier generation than this are revoked.
    pub token_generation: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
}

/// None: owners are found by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The applications that were not deleted.
    pub fn live() -> Select<Self> {
        Self::find().filter(Column::DeletedAt.is_null())
    }

    /// A project's applications: where every query on behalf of a project starts.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::live().filter(Column::ProjectId.eq(project))
    }
}
