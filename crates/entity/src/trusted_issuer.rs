//! Trusted issuers: servers outside of Keyplane whose tokens stand for applications of a project.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize, Serializer, ser::Error as _};

use crate::{
    Timestamp,
    id::{ProjectId, TrustedIssuerId},
};

/// The place of an issuer's public keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IssuerKeySource {
    /// The `jwks_uri` of its discovery document.
    Discovery,
    /// A URL with a JWKS, or with the bundle of a SPIFFE trust domain.
    JwksUrl,
    /// A JWKS or SPIFFE bundle that is stored with the issuer.
    Jwks,
}

/// JOSE names of algorithms, a JSON array in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct AlgorithmNames(pub Vec<String>);

/// An issuer whose tokens a project accepts. It has an `issuer`, or a `trust_domain` if it is a
/// SPIFFE issuer.
///
/// Serialises its settings under their public names, as audit events show them: every column that
/// is not skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "trusted_issuer")]
pub struct Model {
    /// ID; `tis_…` in public form.
    #[serde(skip)]
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TrustedIssuerId,
    /// Project that trusts the issuer.
    #[serde(skip)]
    pub project_id: ProjectId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Name in files and other tools, unique in the project; null without one.
    pub external_id: Option<String>,
    /// Name of the preset that the issuer was made with; null without one; immutable.
    pub preset: Option<String>,
    /// `iss` of its tokens, compared byte for byte; unique in the project; immutable; null for a
    /// SPIFFE issuer.
    pub issuer: Option<String>,
    /// SPIFFE trust domain, such as `example.org`; unique in the project; immutable; null for an
    /// issuer with an `iss`.
    pub trust_domain: Option<String>,
    /// Place of its public keys; immutable.
    pub key_source: IssuerKeySource,
    /// URL of its discovery document; null for the one under `issuer`.
    pub discovery_url: Option<String>,
    /// URL of its JWKS or SPIFFE bundle; null unless `key_source` is `JWKS_URL`.
    pub jwks_uri: Option<String>,
    /// Its JWKS or SPIFFE bundle, as JSON; null unless `key_source` is `JWKS`.
    #[serde(serialize_with = "as_json")]
    pub jwks: Option<String>,
    /// PEM certificates that sign the certificate of its server; null for those of the system.
    pub ca_certificate: Option<String>,
    /// Accepted algorithms.
    pub algorithms: AlgorithmNames,
    /// Expected `aud` of its tokens; null for the issuer URL of the project.
    pub audience: Option<String>,
    /// Whether `audience` may be one that other parties are known to use too.
    pub allow_shared_audience: bool,
    /// Why it may be; null unless it may.
    pub shared_audience_reason: Option<String>,
    /// Whether each token is accepted only once.
    pub single_use: bool,
    /// Maximum age of its tokens in seconds, 60 to 86,400.
    pub max_age_seconds: i64,
    /// Whether its tokens are accepted.
    pub enabled: bool,
    /// End of the trust; null without one.
    pub expires_at: Option<Timestamp>,
    /// Creation time.
    #[serde(skip)]
    pub created_at: Timestamp,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Writes stored JSON as JSON.
#[expect(clippy::ref_option, reason = "the form that serde calls")]
fn as_json<S: Serializer>(text: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
    let value = text.as_deref().map(serde_json::from_str::<serde_json::Value>).transpose();
    value.map_err(S::Error::custom)?.serialize(to)
}

impl Entity {
    /// A project's trusted issuers; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
