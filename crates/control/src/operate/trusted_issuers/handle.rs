//! The handle of the use cases about trusted issuers.

use keyplane_entity::{
    id::{ProjectId, TrustedIssuerId},
    trusted_issuer,
};
use sea_orm::{ColumnTrait, QueryFilter};

use crate::{
    error::Error,
    known::Known,
    operate::write::Write,
    outside::{KeySets, Outside},
};

/// Registers, changes and deletes trusted issuers, and tells what is known of their keys.
#[derive(Clone)]
pub struct TrustedIssuers {
    pub(super) known: Known,
    pub(super) outside: Outside,
    pub(super) key_sets: KeySets,
}

impl TrustedIssuers {
    pub(crate) fn new(known: Known, outside: Outside, key_sets: KeySets) -> Self {
        Self { known, outside, key_sets }
    }
}

impl Write {
    /// The trusted issuer, read under its project's lock.
    pub(crate) async fn trusted_issuer(
        &self,
        project: ProjectId,
        id: TrustedIssuerId,
    ) -> Result<trusted_issuer::Model, Error> {
        trusted_issuer::Entity::in_project(project)
            .filter(trusted_issuer::Column::Id.eq(id))
            .one(self.db())
            .await?
            .ok_or(Error::NotFound("trusted issuer"))
    }
}
