//! `updateTrustedIssuer`.

use keyplane_entity::{
    Permission,
    id::TrustedIssuerId,
    trusted_issuer::{self, Column},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, IntoActiveModel, QueryFilter};

use super::{
    check::weighs, event::on_trusted_issuer, handle::TrustedIssuers,
    settings::TrustedIssuerSettings,
};
use crate::{
    error::Error,
    known::{Actor, Change},
    operate::found,
};

/// Arguments of `updateTrustedIssuer`.
#[derive(Clone, Debug)]
pub struct UpdateTrustedIssuer {
    /// Issuer to change.
    pub trusted_issuer_id: TrustedIssuerId,
    /// Changes of its settings.
    pub settings: TrustedIssuerSettings,
}

impl TrustedIssuers {
    /// Changes an issuer. Its `iss` or trust domain and the kind of its key source never change.
    pub async fn update(
        &self,
        actor: &Actor,
        request: UpdateTrustedIssuer,
    ) -> Result<trusted_issuer::Model, Error> {
        let (id, permission) = (request.trusted_issuer_id, Permission::ApplicationsWrite);
        let found = found::trusted_issuer(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let project = write.project(owner).await?;
        let before = write.trusted_issuer(owner, id).await?;

        let mut row = before.clone();
        request.settings.apply(&mut row, write.now)?;
        self.check(&row, &project.slug)?;
        if weighs(&before, &row) {
            write.actor().require_lasting("trusted issuer", row.expires_at)?;
        }
        write.refuse_identifier_as_audience(&row).await?;
        let others = trusted_issuer::Entity::in_project(owner).filter(Column::Id.ne(id));
        write
            .refuse_taken_external_id(
                row.external_id.as_deref(),
                others,
                Column::ExternalId,
                "trusted issuer",
            )
            .await?;

        row.clone().into_active_model().reset_all().update(write.db()).await?;
        let event = on_trusted_issuer("trustedIssuer.update", &row).with_changes(&before, &row)?;
        write.record(scope, event).await?;
        write.commit_only(Change::TrustedIssuers).await?;
        Ok(row)
    }
}
