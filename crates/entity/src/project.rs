//! Projects: tenants, issuers.

use sea_orm::entity::prelude::*;

use crate::{Timestamp, id::ProjectId};

/// A tenant. A deleted one stays as a row, since its slug and its keys are taken for good.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project")]
pub struct Model {
    /// `prj_…` outside.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    /// The last part of the issuer; immutable.
    pub slug: String,
    /// For people.
    pub name: String,
    /// The project's own login, which discovery then names.
    pub authorization_endpoint: Option<String>,
    /// JOSE name of the algorithm that the server signs with.
    pub signing_algorithm: String,
    /// Size of RSA signing keys to come.
    pub rsa_bits: i32,
    /// How long a signing key signs before the schedule replaces it; none: no schedule.
    pub rotation_period_seconds: Option<i64>,
    /// How long a signing key is published before it signs.
    pub publish_ahead_seconds: i64,
    /// How long a verifier may keep the JWKS.
    pub jwks_max_age_seconds: i64,
    /// Until when verifiers may keep a JWKS that was served with a longer max-age than the policy
    /// has now; none: the max-age was never lowered.
    pub jwks_cached_until: Option<Timestamp>,
    /// The longest admin token the guard takes.
    pub max_admin_token_lifetime_seconds: i64,
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
    /// The projects that were not deleted: where every query for projects starts.
    pub fn live() -> Select<Self> {
        Self::find().filter(Column::DeletedAt.is_null())
    }
}
