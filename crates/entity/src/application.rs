//! Applications: the clients of a project.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    id::{ApiId, ApplicationId, ProjectId},
};

/// Type of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ApplicationType {
    /// Obtains tokens, and may also serve an API.
    Service,
    /// Only checks tokens.
    ResourceServer,
}

/// Client authentication method.
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
    /// Whether the method uses a client secret.
    pub fn uses_secret(self) -> bool {
        match self {
            Self::PrivateKeyJwt => false,
            Self::ClientSecretBasic | Self::ClientSecretPost | Self::ClientSecretJwt => true,
        }
    }
}

/// Format of an application's access tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccessTokenFormat {
    /// A signed JWT (RFC 9068).
    Jwt,
    /// A random string that only introspection can resolve.
    Opaque,
}

/// Names of claims, a JSON array in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ClaimNames(pub Vec<String>);

/// A client of a project. The row of a deleted application remains, because its keys stay taken.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    /// ID; `app_…` in public form, which is the `client_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationId,
    /// Project that owns the application.
    pub project_id: ProjectId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Type of the application; immutable.
    pub r#type: ApplicationType,
    /// Client authentication method.
    pub auth_method: ClientAuthMethod,
    /// Whether the application may authenticate and its tokens are valid.
    pub enabled: bool,
    /// Format of the application's access tokens.
    pub access_token_format: AccessTokenFormat,
    /// Access token lifetime in seconds, 60 to 2,419,200.
    pub access_token_lifetime_seconds: i64,
    /// Whether grant assertions may name a subject other than the application.
    pub allow_any_subject: bool,
    /// Whether client assertions may name the token endpoint as audience.
    pub allow_token_endpoint_audience: bool,
    /// Claims of grant assertions that are copied into the access token.
    pub allowed_claims: ClaimNames,
    /// Default API of token requests without `resource`; null: the issuer.
    pub default_api_id: Option<ApiId>,
    /// Current token generation; tokens of earlier generations are revoked.
    pub token_generation: i64,
    /// Creation time.
    pub created_at: Timestamp,
    /// Time of the last change.
    pub updated_at: Timestamp,
    /// Time of the deletion; null if not deleted.
    pub deleted_at: Option<Timestamp>,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The applications that were not deleted.
    pub fn live() -> Select<Self> {
        Self::find().filter(Column::DeletedAt.is_null())
    }

    /// A project's applications; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::live().filter(Column::ProjectId.eq(project))
    }
}
