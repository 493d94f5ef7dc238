//! Federated identities: which tokens of a trusted issuer stand for which application.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Timestamp,
    id::{ApplicationId, FederatedIdentityId, ProjectId, TrustedIssuerId},
};

/// How a rule compares a claim with its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StoredClaimMatch {
    /// The claim is the rule's only value.
    Exact,
    /// The claim begins with the rule's only value.
    Prefix,
    /// The claim is one of the rule's values.
    OneOf,
}

/// A rule about one claim of a token.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StoredClaimRule {
    /// Name of the claim, or a JSON Pointer (begins with `/`).
    pub claim: String,
    /// How the claim is compared.
    pub r#match: StoredClaimMatch,
    /// Values to compare with; one, unless `match` is `ONE_OF`.
    pub values: Vec<String>,
}

/// Rules that must all hold, a JSON array in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ClaimRules(pub Vec<StoredClaimRule>);

/// Ties tokens of a trusted issuer, by rules over their claims, to an application.
///
/// Serialises its settings under their public names, as audit events show them: every column that
/// is not skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "federated_identity")]
pub struct Model {
    /// ID; `fid_…` in public form, which is the claim `federated_identity` of access tokens.
    #[serde(skip)]
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FederatedIdentityId,
    /// Project of the application and the issuer.
    #[serde(skip)]
    pub project_id: ProjectId,
    /// Application that the tokens stand for; immutable.
    #[serde(skip)]
    pub application_id: ApplicationId,
    /// Issuer of the tokens; immutable.
    #[serde(skip)]
    pub trusted_issuer_id: TrustedIssuerId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Name in files and other tools, unique in the project; null without one.
    pub external_id: Option<String>,
    /// Rules that a token's claims must all satisfy.
    pub rules: ClaimRules,
    /// Whether tokens stand for the application.
    pub enabled: bool,
    /// End of the identity; null without one.
    pub expires_at: Option<Timestamp>,
    /// Creation time.
    #[serde(skip)]
    pub created_at: Timestamp,
}

/// No relations: owners are looked up by ID.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// A project's federated identities; every query on behalf of a project starts here.
    pub fn in_project(project: ProjectId) -> Select<Self> {
        Self::find().filter(Column::ProjectId.eq(project))
    }
}
