//! `updateFederatedIdentity`.

use keyplane_entity::{Permission, federated_identity, id::FederatedIdentityId};
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::{
    event::on_federated_identity,
    handle::FederatedIdentities,
    settings::{FederatedIdentitySettings, weighs},
};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::found,
};

/// Arguments of `updateFederatedIdentity`.
#[derive(Clone, Debug)]
pub struct UpdateFederatedIdentity {
    /// Identity to change.
    pub federated_identity_id: FederatedIdentityId,
    /// Changes of its settings.
    pub settings: FederatedIdentitySettings,
}

impl FederatedIdentities {
    /// Changes an identity. Its application and its issuer never change.
    pub async fn update(
        &self,
        actor: &Actor,
        request: UpdateFederatedIdentity,
    ) -> Result<federated_identity::Model, Error> {
        let (id, permission) = (request.federated_identity_id, Permission::ApplicationsWrite);
        let found = found::federated_identity(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let before = write.federated_identity(owner, id).await?;
        let application = write.application(owner, before.application_id).await?;
        let issuer = write.trusted_issuer(owner, before.trusted_issuer_id).await?;

        let mut row = before.clone();
        request.settings.apply(&mut row, &issuer, write.now)?;
        if weighs(&before, &row) {
            write.actor().require_lasting("federated identity", row.expires_at)?;
        }

        write.refuse_taken_identity_id(&row).await?;
        row.clone().into_active_model().reset_all().update(write.db()).await?;
        let event = on_federated_identity("federatedIdentity.update", &row, &application);
        write.record(scope, event.with_changes(&before, &row)?).await?;
        write.commit_only(Change::FederatedIdentities(issuer.id)).await?;
        Ok(row)
    }
}
