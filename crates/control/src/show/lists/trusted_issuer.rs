//! Trusted issuers, by creation or name.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope,
    id::{ProjectId, TrustedIssuerId},
    trusted_issuer::{self, Column},
};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, Select, sea_query::Expr,
};

use super::{
    cursor::Cursor,
    handle::{Lists, Lookups},
    order::{ListOrder, contains},
    page::{Ordering, Page, PageRequest},
    table_listing::TableListing,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of trusted issuers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrustedIssuerListing {
    /// Project that trusts the issuers.
    pub project: ProjectId,
    /// External ID of the issuer; `None`: no condition.
    pub external_id: Option<String>,
    /// Search text: any part of the name, the issuer or the trust domain.
    pub search: Option<String>,
    /// Whether the issuers are enabled; `None`: no condition.
    pub enabled: Option<bool>,
    /// Order of the list.
    pub order: ListOrder,
    /// Requested page.
    pub page: PageRequest,
}

impl TableListing for TrustedIssuerListing {
    type Entity = trusted_issuer::Entity;

    async fn select(
        &self,
        lists: &Lists,
        actor: &Actor,
    ) -> Result<Select<trusted_issuer::Entity>, Error> {
        actor.require(Permission::Read, Scope::Project(self.project))?;
        let mut query = trusted_issuer::Entity::in_project(self.project);
        if let Some(id) = &self.external_id {
            query = query.filter(Column::ExternalId.eq(id));
        }
        if let Some(enabled) = self.enabled {
            query = query.filter(Column::Enabled.eq(enabled));
        }
        let texts = [Column::Name, Column::Issuer, Column::TrustDomain].map(Expr::col);
        let found = contains(lists.store.backend(), texts, self.search.as_deref())?;
        Ok(query.filter(Condition::all().add_option(found)))
    }

    fn ordering(&self, backend: DbBackend) -> Ordering {
        self.order.of(backend, Column::Id, Column::Name)
    }

    fn cursor(&self, row: &trusted_issuer::Model) -> Cursor {
        self.order.cursor(row.id.0, &row.name)
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl Lists {
    /// The trusted issuers of each listing.
    pub async fn trusted_issuers(
        &self,
        actor: &Actor,
        listings: &[TrustedIssuerListing],
    ) -> Result<Vec<Page<trusted_issuer::Model>>, Error> {
        self.pages(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_trusted_issuers(
        &self,
        actor: &Actor,
        listings: &[TrustedIssuerListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
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
