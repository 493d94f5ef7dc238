//! Applications: the clients of a project.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    id::{ApiId, ApplicationId, ProjectId},
};

/// Type of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ApplicationType {
    /// Obtains tokens, and may also serve an API.
    Service,
    /// Only checks tokens.
    ResourceServer,
}

/// Client authentication method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ClientAuthMethod {
    /// An assertion signed with one of its keys (RFC 7523).
    PrivateKeyJwt,
    /// A secret in the Authorization header (RFC 6749, section 2.3.1).
    ClientSecretBasic,
    /// A secret in the body.
    ClientSecretPost,
    /// An assertion signed with a secret, HS256.
    ClientSecretJwt,
    /// A token of a trusted issuer, which one of its federated identities accepts.
    FederatedJwt,
}

/// The part of a request that carries the client's proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofPlace {
    /// The `Authorization` header, as user name and password.
    Header,
    /// The parameter `client_secret` of the body.
    Body,
    /// The parameter `client_assertion` of the body, a JWT.
    Assertion,
}

/// The credential that the server stores to check a client's proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientCredential {
    /// Public keys of the application.
    Keys,
    /// Digests of its client secrets, which requests carry.
    SecretDigest,
    /// Its sealed client secrets, which sign assertions.
    SealedSecret,
    /// None: its federated identities name issuers, whose keys sign.
    Federated,
}

/// The facts about a client authentication method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAuthFacts {
    /// Name in the Admin API and in the database.
    pub name: &'static str,
    /// Names in discovery documents (RFC 8414, section 2; the IANA registry of token endpoint methods
    /// and `draft-ietf-oauth-spiffe-client-auth`, section 4). A name may stand for several methods.
    pub metadata_names: &'static [&'static str],
    /// The part of a request that carries the proof.
    pub place: ProofPlace,
    /// The credential that the server stores to check the proof.
    pub credential: ClientCredential,
}

impl ClientAuthMethod {
    /// The table of the methods: a new method is a variant above and a row here.
    pub const fn facts(self) -> ClientAuthFacts {
        use ClientCredential::{Federated, Keys, SealedSecret, SecretDigest};
        use ProofPlace::{Assertion, Body, Header};

        let (name, metadata_names, place, credential): (_, &[_], _, _) = match self {
            Self::PrivateKeyJwt => ("PRIVATE_KEY_JWT", &["private_key_jwt"], Assertion, Keys),
            Self::ClientSecretBasic => {
                ("CLIENT_SECRET_BASIC", &["client_secret_basic"], Header, SecretDigest)
            }
            Self::ClientSecretPost => {
                ("CLIENT_SECRET_POST", &["client_secret_post"], Body, SecretDigest)
            }
            Self::ClientSecretJwt => {
                ("CLIENT_SECRET_JWT", &["client_secret_jwt"], Assertion, SealedSecret)
            }
            // On the wire it is an assertion signed with a private key, or a JWT-SVID.
            Self::FederatedJwt => {
                ("FEDERATED_JWT", &["private_key_jwt", "spiffe_jwt"], Assertion, Federated)
            }
        };
        ClientAuthFacts { name, metadata_names, place, credential }
    }

    /// Whether the method uses a client secret.
    pub fn uses_secret(self) -> bool {
        match self.facts().credential {
            ClientCredential::Keys | ClientCredential::Federated => false,
            ClientCredential::SecretDigest | ClientCredential::SealedSecret => true,
        }
    }
}

/// Format of an application's access tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AccessTokenFormat {
    /// A signed JWT (RFC 9068).
    Jwt,
    /// A random string that only introspection can resolve.
    Opaque,
}

/// A grant for which an application sends a token of a trusted issuer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FederatedGrant {
    /// The token is the `assertion` of the JWT bearer grant (RFC 7523), without client
    /// authentication.
    JwtBearer,
    /// The token is the `subject_token` of a token exchange (RFC 8693).
    TokenExchange,
}

/// Grants, a JSON array in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct FederatedGrants(pub Vec<FederatedGrant>);

/// Names of claims, a JSON array in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ClaimNames(pub Vec<String>);

/// Values of `aud`, a JSON array in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Audiences(pub Vec<String>);

/// A client of a project. The row of a deleted application remains, because its keys stay taken.
///
/// Serialises its settings under their public names, as audit events show them: every column that
/// is not skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "application")]
#[expect(clippy::struct_excessive_bools, reason = "the columns of the table")]
pub struct Model {
    /// ID; `app_…` in public form, which is the `client_id`.
    #[serde(skip)]
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApplicationId,
    /// Project that owns the application.
    #[serde(skip)]
    pub project_id: ProjectId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// What the application is for, 0 to 500 characters.
    pub description: String,
    /// Contact for the application, 0 to 200 characters.
    pub owner: String,
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
    /// Further values of `aud` in client assertions, such as the token endpoint of the server that the
    /// application comes from; at most 5.
    pub assertion_audiences: Audiences,
    /// Claims of grant assertions that are copied into the access token.
    pub allowed_claims: ClaimNames,
    /// Default API of token requests without `resource`; null: the issuer.
    pub default_api_id: Option<ApiId>,
    /// Maximum number of access tokens a minute, 1 to 1,000,000; null: no quota.
    pub tokens_per_minute: Option<i64>,
    /// Grants for which the application may send a token of a trusted issuer.
    pub federated_grants: FederatedGrants,
    /// Whether access tokens that were issued for a token of a trusted issuer name its `iss` and
    /// `sub` in the claim `federated`.
    pub federated_claim: bool,
    /// Name in files and other tools, unique in the project; null without one.
    pub external_id: Option<String>,
    /// Current token generation; tokens of earlier generations are revoked.
    #[serde(skip)]
    pub token_generation: i64,
    /// Assertions issued up to this time count as used: the record of used ones was lost with the
    /// changes after a backup. 0 if no backup was restored.
    #[serde(skip)]
    pub assertions_after: Timestamp,
    /// Creation time.
    #[serde(skip)]
    pub created_at: Timestamp,
    /// Time of the last change.
    #[serde(skip)]
    pub updated_at: Timestamp,
    /// Time of the deletion; null if not deleted.
    #[serde(skip)]
    pub deleted_at: Option<Timestamp>,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// An application with the default settings, without a name.
    pub fn new(
        id: ApplicationId,
        project_id: ProjectId,
        r#type: ApplicationType,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            project_id,
            name: String::new(),
            description: String::new(),
            owner: String::new(),
            r#type,
            auth_method: ClientAuthMethod::PrivateKeyJwt,
            enabled: true,
            access_token_format: AccessTokenFormat::Jwt,
            access_token_lifetime_seconds: 1800,
            allow_any_subject: false,
            allow_token_endpoint_audience: false,
            assertion_audiences: Audiences::default(),
            allowed_claims: ClaimNames::default(),
            default_api_id: None,
            tokens_per_minute: None,
            federated_grants: FederatedGrants::default(),
            federated_claim: false,
            external_id: None,
            token_generation: 0,
            assertions_after: Timestamp(0),
            created_at: now,
            updated_at: now,
            deleted_at: None,
        }
    }
}

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

#[cfg(test)]
mod tests {
    use sea_orm::{ActiveEnum, Iterable};

    use super::*;

    #[test]
    fn the_table_of_methods_names_each_as_the_database_and_the_admin_api_do() {
        for method in ClientAuthMethod::iter() {
            let facts = method.facts();
            assert_eq!(facts.name, method.to_value());
            assert_eq!(serde_json::to_value(method).ok(), Some(facts.name.into()));
            let lower = facts.name.to_lowercase();
            let own: &[&str] = match method {
                // No registered name says whose key signs.
                ClientAuthMethod::FederatedJwt => &["private_key_jwt", "spiffe_jwt"],
                ClientAuthMethod::PrivateKeyJwt
                | ClientAuthMethod::ClientSecretBasic
                | ClientAuthMethod::ClientSecretPost
                | ClientAuthMethod::ClientSecretJwt => &[&lower],
            };
            assert_eq!(facts.metadata_names, own, "as RFC 7591 spells them");
        }
    }

    #[test]
    fn a_method_uses_a_secret_or_none() {
        let with_secret = ClientAuthMethod::iter().filter(|method| method.uses_secret()).count();
        assert_eq!(with_secret, 3);
        assert!(!ClientAuthMethod::PrivateKeyJwt.uses_secret());
        assert!(!ClientAuthMethod::FederatedJwt.uses_secret());
    }
}
