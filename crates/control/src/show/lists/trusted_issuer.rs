//! Trusted issuers, newest first.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope,
    id::{ProjectId, TrustedIssuerId},
    trusted_issuer::{self, Column},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::{
    handle::{Lists, Lookups},
    page::{Cursor, Ordering, Page, PageRequest, largest},
    union,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of trusted issuers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TrustedIssuerListing {
    /// Project that trusts the issuers.
    pub project: ProjectId,
    /// External ID of the issuer; `None`: no condition.
    pub external_id: Option<String>,
    /// Requested page.
    pub page: PageRequest,
}

const ORDER: Ordering<Column, Column> = Ordering { rank: None, id: Column::Id, descending: true };

impl Lists {
    /// The trusted issuers of each listing.
    pub async fn trusted_issuers(
        &self,
        actor: &Actor,
        listings: &[TrustedIssuerListing],
    ) -> Result<Vec<Page<trusted_issuer::Model>>, Error> {
        let queries: Result<Vec<_>, Error> = listings
            .iter()
            .map(|listing| Ok(ORDER.page(trusted_issuers(actor, listing)?, &listing.page)))
            .collect();
        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(self.store.read(), queries?, most).await?;
        let pages = listings.iter().zip(lists);
        Ok(pages
            .map(|(listing, rows)| Page::new(rows, &listing.page, |row| Cursor::of_id(row.id.0)))
            .collect())
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_trusted_issuers(
        &self,
        actor: &Actor,
        listings: &[TrustedIssuerListing],
    ) -> Result<Vec<u64>, Error> {
        let queries: Result<Vec<_>, Error> =
            listings.iter().map(|listing| trusted_issuers(actor, listing)).collect();
        union::counts(self.store.read(), queries?).await
    }
}

fn trusted_issuers(
    actor: &Actor,
    listing: &TrustedIssuerListing,
) -> Result<Select<trusted_issuer::Entity>, Error> {
    actor.require(Permission::Read, Scope::Project(listing.project))?;
    let rows = trusted_issuer::Entity::in_project(listing.project);
    Ok(match &listing.external_id {
        Some(id) => rows.filter(Column::ExternalId.eq(id)),
        None => rows,
    })
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
