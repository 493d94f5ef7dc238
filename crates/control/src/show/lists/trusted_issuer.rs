//! Trusted issuers, newest first.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope,
    id::{ProjectId, TrustedIssuerId},
    trusted_issuer::{self, Column},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};
use uuid::Uuid;

use super::{
    handle::{Lists, Lookups},
    newest::NewestFirst,
    page::{Page, PageRequest},
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of trusted issuers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrustedIssuerListing {
    /// Project that trusts the issuers.
    pub project: ProjectId,
    /// Requested page.
    pub page: PageRequest,
}

impl NewestFirst for TrustedIssuerListing {
    type Rows = trusted_issuer::Entity;
    const ID: Column = Column::Id;

    fn page(&self) -> &PageRequest {
        &self.page
    }

    fn rows(&self, actor: &Actor) -> Result<Select<trusted_issuer::Entity>, Error> {
        actor.require(Permission::Read, Scope::Project(self.project))?;
        Ok(trusted_issuer::Entity::in_project(self.project))
    }

    fn id_of(row: &trusted_issuer::Model) -> Uuid {
        row.id.0
    }
}

impl Lists {
    /// The trusted issuers of each listing.
    pub async fn trusted_issuers(
        &self,
        actor: &Actor,
        listings: &[TrustedIssuerListing],
    ) -> Result<Vec<Page<trusted_issuer::Model>>, Error> {
        self.newest(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_trusted_issuers(
        &self,
        actor: &Actor,
        listings: &[TrustedIssuerListing],
    ) -> Result<Vec<u64>, Error> {
        self.count_all(actor, listings).await
    }
}

impl Lookups {
    /// Trusted issuers by their ids.
    pub async fn trusted_issuers_by_id(
        &self,
        actor: &Actor,
        ids: &[TrustedIssuerId],
    ) -> Result<HashMap<TrustedIssuerId, trusted_issuer::Model>, Error> {
        let rows = trusted_issuer::Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(Scope::Project(row.project_id)));
        Ok(seen.map(|row| (row.id, row)).collect())
    }
}
