//! Federated identities, newest first.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope,
    federated_identity::{self, Column},
    id::{ApplicationId, FederatedIdentityId, ProjectId, TrustedIssuerId},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use super::{
    handle::{Lists, Lookups},
    newest::NewestFirst,
    page::{Page, PageRequest},
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of federated identities.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FederatedIdentityListing {
    /// Project of the identities.
    pub project: ProjectId,
    /// What the identities are tied to in the project.
    pub of: IdentitiesOf,
    /// Requested page.
    pub page: PageRequest,
}

/// What the listed federated identities are tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentitiesOf {
    /// An application, for which tokens stand.
    Application(ApplicationId),
    /// A trusted issuer, whose tokens they are.
    TrustedIssuer(TrustedIssuerId),
}

impl NewestFirst for FederatedIdentityListing {
    type Rows = federated_identity::Entity;
    const ID: Column = Column::Id;

    fn page(&self) -> &PageRequest {
        &self.page
    }

    fn rows(&self, actor: &Actor) -> Result<Select<federated_identity::Entity>, Error> {
        actor.require(Permission::Read, Scope::Project(self.project))?;
        let query = federated_identity::Entity::in_project(self.project);
        Ok(match self.of {
            IdentitiesOf::Application(id) => query.filter(Column::ApplicationId.eq(id)),
            IdentitiesOf::TrustedIssuer(id) => query.filter(Column::TrustedIssuerId.eq(id)),
        })
    }

    fn id_of(row: &federated_identity::Model) -> Uuid {
        row.id.0
    }
}

impl Lists {
    /// The federated identities of each listing.
    pub async fn federated_identities(
        &self,
        actor: &Actor,
        listings: &[FederatedIdentityListing],
    ) -> Result<Vec<Page<federated_identity::Model>>, Error> {
        self.newest(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_federated_identities(
        &self,
        actor: &Actor,
        listings: &[FederatedIdentityListing],
    ) -> Result<Vec<u64>, Error> {
        self.count_all(actor, listings).await
    }
}

impl Lookups {
    /// Federated identities by their ids.
    pub async fn federated_identities_by_id(
        &self,
        actor: &Actor,
        ids: &[FederatedIdentityId],
    ) -> Result<HashMap<FederatedIdentityId, federated_identity::Model>, Error> {
        let rows = federated_identity::Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(Scope::Project(row.project_id)));
        Ok(seen.map(|row| (row.id, row)).collect())
    }
}
