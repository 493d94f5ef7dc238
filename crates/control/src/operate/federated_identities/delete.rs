//! `deleteFederatedIdentity`.

use keyplane_entity::{
    Permission, federated_identity,
    id::{ApplicationId, FederatedIdentityId},
};
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter};

use super::{event::on_federated_identity, handle::FederatedIdentities};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::{found, write::Write},
};

impl FederatedIdentities {
    /// Deletes an identity. Tokens that were issued through it are inactive at once.
    pub async fn delete(
        &self,
        actor: &Actor,
        id: FederatedIdentityId,
    ) -> Result<FederatedIdentityId, Error> {
        let permission = Permission::ApplicationsWrite;
        let found = found::federated_identity(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let row = write.federated_identity(owner, id).await?;
        let application = write.application(owner, row.application_id).await?;

        let event = on_federated_identity("federatedIdentity.delete", &row, &application);
        let (event, issuer) = (event.with_settings(&row)?, row.trusted_issuer_id);
        row.delete(write.db()).await?;
        write.record(scope, event).await?;
        write.commit_only(Change::FederatedIdentities(issuer)).await?;
        Ok(id)
    }
}

/// Deletes the federated identities of an application that is deleted.
pub(crate) async fn forget_identities(
    write: &Write,
    application: ApplicationId,
) -> Result<(), Error> {
    federated_identity::Entity::delete_many()
        .filter(federated_identity::Column::ApplicationId.eq(application))
        .exec(write.db())
        .await?;
    Ok(())
}
