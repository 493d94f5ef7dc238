//! The handle of the use cases about federated identities.

use keyplane_entity::{
    federated_identity,
    id::{FederatedIdentityId, ProjectId},
};
use sea_orm::{ColumnTrait, QueryFilter};

use crate::{error::Error, known::Known, operate::write::Write};

/// Creates, changes and deletes federated identities.
#[derive(Clone)]
pub struct FederatedIdentities {
    pub(super) known: Known,
}

impl FederatedIdentities {
    pub(crate) fn new(known: Known) -> Self {
        Self { known }
    }
}

impl Write {
    /// The federated identity, read under its project's lock.
    pub(super) async fn federated_identity(
        &self,
        project: ProjectId,
        id: FederatedIdentityId,
    ) -> Result<federated_identity::Model, Error> {
        federated_identity::Entity::in_project(project)
            .filter(federated_identity::Column::Id.eq(id))
            .one(self.db())
            .await?
            .ok_or(Error::NotFound("federated identity"))
    }
}
