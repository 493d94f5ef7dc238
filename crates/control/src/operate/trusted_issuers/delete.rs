//! `deleteTrustedIssuer`.

use keyplane_entity::{
    Permission, federated_identity,
    id::{ProjectId, TrustedIssuerId},
    trusted_issuer,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, PaginatorTrait, QueryFilter};

use super::{event::on_trusted_issuer, handle::TrustedIssuers};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::found,
};

impl TrustedIssuers {
    /// Deletes an issuer on which no federated identity stands.
    pub async fn delete(
        &self,
        actor: &Actor,
        id: TrustedIssuerId,
    ) -> Result<TrustedIssuerId, Error> {
        let permission = Permission::ApplicationsWrite;
        let found = found::trusted_issuer(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let row = write.trusted_issuer(owner, id).await?;

        let standing = federated_identity::Entity::in_project(owner)
            .filter(federated_identity::Column::TrustedIssuerId.eq(id))
            .count(write.db())
            .await?;
        if standing > 0 {
            return Err(Error::PreconditionFailed(format!(
                "{standing} federated identities stand on this issuer: delete them first, or disable \
                 the issuer"
            )));
        }

        let event = on_trusted_issuer("trustedIssuer.delete", &row).with_settings(&row)?;
        row.delete(write.db()).await?;
        write.record(scope, event).await?;
        write.commit_only(Change::TrustedIssuers).await?;
        Ok(id)
    }
}

/// Deletes the trusted issuers of a project that was deleted, with the identities on them.
pub(crate) async fn forget_issuers(
    db: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<(), Error> {
    federated_identity::Entity::delete_many()
        .filter(federated_identity::Column::ProjectId.eq(project))
        .exec(db)
        .await?;
    trusted_issuer::Entity::delete_many()
        .filter(trusted_issuer::Column::ProjectId.eq(project))
        .exec(db)
        .await?;
    Ok(())
}
