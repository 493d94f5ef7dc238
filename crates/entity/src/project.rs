//! Projects. Each is a tenant and the issuer of its tokens.

use sea_orm::entity::prelude::*;
use serde::Serialize;

use crate::{Timestamp, id::ProjectId};

/// A tenant. The row of a deleted project remains, because its slug and keys stay taken.
///
/// Serialises its settings under their public names, as audit events show them: every column that
/// is not skipped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[serde(rename_all = "camelCase")]
#[sea_orm(table_name = "project")]
pub struct Model {
    /// ID; `prj_…` in public form.
    #[serde(skip)]
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    /// Last segment of the issuer's URL; immutable.
    pub slug: String,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// What the project is for, 0 to 500 characters.
    pub description: String,
    /// URL of the project's own authorization endpoint, which discovery then names; null: none.
    pub authorization_endpoint: Option<String>,
    /// Whether the token endpoint takes the parameter `audience` for `resource`.
    pub accept_audience_parameter: bool,
    /// JOSE name of the algorithm that the server signs with.
    pub signing_algorithm: String,
    /// Size of new RSA signing keys, in bits.
    pub rsa_bits: i32,
    /// How long a signing key signs before the schedule replaces it, in seconds; null: no schedule.
    pub rotation_period_seconds: Option<i64>,
    /// How long a signing key is published before it signs, in seconds.
    pub publish_ahead_seconds: i64,
    /// How long verifiers may cache the JWKS, in seconds.
    pub jwks_max_age_seconds: i64,
    /// Until when verifiers may cache a JWKS that was served with a longer max-age than the policy
    /// has now; null: the max-age was never lowered.
    #[serde(skip)]
    pub jwks_cached_until: Option<Timestamp>,
    /// Maximum lifetime of the project's admin tokens, in seconds.
    pub max_admin_token_lifetime_seconds: i64,
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
    /// A project with the default settings, without a name.
    pub fn new(id: ProjectId, slug: String, now: Timestamp) -> Self {
        Self {
            id,
            slug,
            name: String::new(),
            description: String::new(),
            authorization_endpoint: None,
            accept_audience_parameter: true,
            signing_algorithm: "RS256".to_owned(),
            rsa_bits: 2048,
            rotation_period_seconds: None,
            publish_ahead_seconds: 86_400,
            jwks_max_age_seconds: 300,
            jwks_cached_until: None,
            max_admin_token_lifetime_seconds: 86_400,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        }
    }
}

impl Entity {
    /// The projects that were not deleted; every query for projects starts here.
    pub fn live() -> Select<Self> {
        Self::find().filter(Column::DeletedAt.is_null())
    }
}
