//! `createFederatedIdentity`.

use keyplane_entity::{
    Permission, Timestamp,
    federated_identity::{self, ClaimRules},
    id::{ApplicationId, FederatedIdentityId, TrustedIssuerId},
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use super::{
    event::on_federated_identity, handle::FederatedIdentities, settings::FederatedIdentitySettings,
};
use crate::{
    error::Error,
    input::Patch,
    known::{Actor, Change},
    operate::{found, write::Write},
};

/// Maximum number of federated identities of an application.
const MAX_OF_APPLICATION: u64 = 100;
/// Maximum number of federated identities of a project. A token without `client_id` is judged by all
/// that stand on its issuer, and they are kept in memory.
const MAX_OF_PROJECT: u64 = 5_000;

/// Arguments of `createFederatedIdentity`.
#[derive(Clone, Debug)]
pub struct CreateFederatedIdentity {
    /// Application that the tokens stand for.
    pub application_id: ApplicationId,
    /// Issuer of the tokens, in the application's project.
    pub trusted_issuer_id: TrustedIssuerId,
    /// Display name, 1 to 100 characters.
    pub name: String,
    /// Name in files and other tools, unique in the project.
    pub external_id: Option<String>,
    /// Rules that a token's claims must all satisfy, 1 to 16.
    pub rules: Vec<federated_identity::StoredClaimRule>,
    /// End of the identity; `None`: none.
    pub expires_at: Option<Timestamp>,
}

impl FederatedIdentities {
    /// Ties tokens of an issuer to an application.
    pub async fn create(
        &self,
        actor: &Actor,
        request: CreateFederatedIdentity,
    ) -> Result<federated_identity::Model, Error> {
        let (id, permission) = (request.application_id, Permission::ApplicationsWrite);
        let found = found::application(&self.known, actor, id, permission).await?;
        let (scope, owner) = (found.scope, found.row.project_id);
        let mut write = found.begin(&self.known, actor).await?;
        let application = write.application(owner, id).await?;
        let issuer = write.trusted_issuer(owner, request.trusted_issuer_id).await?;

        let mut row = federated_identity::Model {
            id: FederatedIdentityId(self.known.store().new_id()),
            project_id: owner,
            application_id: id,
            trusted_issuer_id: issuer.id,
            name: String::new(),
            external_id: None,
            rules: ClaimRules::default(),
            enabled: true,
            expires_at: None,
            created_at: write.now,
        };
        let settings = FederatedIdentitySettings {
            name: Patch::Set(request.name),
            external_id: request.external_id.map_or(Patch::Keep, Patch::Set),
            rules: Patch::Set(request.rules),
            enabled: Patch::Keep,
            expires_at: request.expires_at.map_or(Patch::Keep, Patch::Set),
        };
        settings.apply(&mut row, &issuer, write.now)?;
        write.actor().require_lasting("federated identity", row.expires_at)?;
        write.refuse_taken_identity(&row).await?;

        federated_identity::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(write.db())
            .await?;
        let event = on_federated_identity("federatedIdentity.create", &row, &application);
        write.record(scope, event.with_settings(&row)?).await?;
        write.commit_only(Change::FederatedIdentities(issuer.id)).await?;
        Ok(row)
    }
}

impl Write {
    /// Refuses an external ID that another identity of the project has, and one identity too many.
    async fn refuse_taken_identity(&self, row: &federated_identity::Model) -> Result<(), Error> {
        use federated_identity::Column;

        let own = || federated_identity::Entity::in_project(row.project_id);
        let of_application = own().filter(Column::ApplicationId.eq(row.application_id));
        let bounds = [
            ("application", of_application, MAX_OF_APPLICATION),
            ("project", own(), MAX_OF_PROJECT),
        ];
        for (noun, of, most) in bounds {
            if of.count(self.db()).await? >= most {
                return Err(Error::PreconditionFailed(format!(
                    "the {noun} has {most} federated identities already, the most that it can have: \
                     delete one first, or list several values in a rule with ONE_OF"
                )));
            }
        }

        self.refuse_taken_identity_id(row).await
    }

    /// Refuses an external ID that another identity of the project has.
    pub(super) async fn refuse_taken_identity_id(
        &self,
        row: &federated_identity::Model,
    ) -> Result<(), Error> {
        use federated_identity::Column;

        let all = federated_identity::Entity::in_project(row.project_id);
        let (own, others) = (row.external_id.as_deref(), all.filter(Column::Id.ne(row.id)));
        let noun = "federated identity";
        self.refuse_taken_external_id(own, others, Column::ExternalId, noun).await
    }
}
