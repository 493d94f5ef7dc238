//! Federated identities, by creation or name.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope,
    federated_identity::{self, Column},
    id::{ApplicationId, FederatedIdentityId, ProjectId, TrustedIssuerId},
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

/// Arguments of a list of federated identities.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FederatedIdentityListing {
    /// Project of the identities.
    pub project: ProjectId,
    /// What the identities are tied to in the project.
    pub of: IdentitiesOf,
    /// External ID of the identity; `None`: no condition.
    pub external_id: Option<String>,
    /// Search text: any part of the name.
    pub search: Option<String>,
    /// Whether the identities are enabled; `None`: no condition.
    pub enabled: Option<bool>,
    /// Order of the list.
    pub order: ListOrder,
    /// Requested page.
    pub page: PageRequest,
}

/// What the listed federated identities are tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentitiesOf {
    /// The project.
    Project,
    /// An application, for which tokens stand.
    Application(ApplicationId),
    /// A trusted issuer, whose tokens they are.
    TrustedIssuer(TrustedIssuerId),
}

impl TableListing for FederatedIdentityListing {
    type Entity = federated_identity::Entity;

    async fn select(
        &self,
        lists: &Lists,
        actor: &Actor,
    ) -> Result<Select<federated_identity::Entity>, Error> {
        actor.require(Permission::Read, Scope::Project(self.project))?;
        let query = federated_identity::Entity::in_project(self.project);
        let query = match &self.external_id {
            Some(id) => query.filter(Column::ExternalId.eq(id)),
            None => query,
        };
        let mut query = match self.of {
            IdentitiesOf::Project => query,
            IdentitiesOf::Application(id) => query.filter(Column::ApplicationId.eq(id)),
            IdentitiesOf::TrustedIssuer(id) => query.filter(Column::TrustedIssuerId.eq(id)),
        };

        if let Some(enabled) = self.enabled {
            query = query.filter(Column::Enabled.eq(enabled));
        }
        let found =
            contains(lists.store.backend(), [Expr::col(Column::Name)], self.search.as_deref())?;
        Ok(query.filter(Condition::all().add_option(found)))
    }

    fn ordering(&self, backend: DbBackend) -> Ordering {
        self.order.of(backend, Column::Id, Column::Name)
    }

    fn cursor(&self, row: &federated_identity::Model) -> Cursor {
        self.order.cursor(row.id.0, &row.name)
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl Lists {
    /// The federated identities of each listing.
    pub async fn federated_identities(
        &self,
        actor: &Actor,
        listings: &[FederatedIdentityListing],
    ) -> Result<Vec<Page<federated_identity::Model>>, Error> {
        self.pages(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_federated_identities(
        &self,
        actor: &Actor,
        listings: &[FederatedIdentityListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
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
