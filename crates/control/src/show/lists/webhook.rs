//! Webhooks, newest first.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope, audit_chain,
    id::WebhookId,
    webhook::{self, Column},
    webhook_secret,
};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, EntityTrait, QueryFilter, QueryOrder, Select,
    sea_query::Expr,
};

use super::{
    cursor::Cursor,
    handle::{Lists, Lookups},
    order::contains,
    page::{Ordering, Page, PageRequest},
    table_listing::TableListing,
};
use crate::{error::Error, known::Actor, operate::event::receiver_of};

/// Arguments of a list of webhooks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebhookListing {
    /// Scope of the webhooks.
    pub scope: Scope,
    /// Search text: any part of the URL. Needs `AUDIT_READ`.
    pub search: Option<String>,
    /// Whether the webhooks are enabled; `None`: no condition.
    pub enabled: Option<bool>,
    /// Requested page.
    pub page: PageRequest,
}

impl TableListing for WebhookListing {
    type Entity = webhook::Entity;

    async fn select(&self, lists: &Lists, actor: &Actor) -> Result<Select<webhook::Entity>, Error> {
        actor.require(Permission::Read, self.scope)?;
        let mut query = webhook::Entity::in_scope(self.scope);
        if let Some(enabled) = self.enabled {
            query = query.filter(Column::Enabled.eq(enabled));
        }
        let found =
            contains(lists.store.backend(), [Expr::col(Column::Url)], self.search.as_deref())?;
        if found.is_some() {
            // What a search finds tells the path, letter by letter.
            actor.require(Permission::AuditRead, self.scope)?;
        }
        Ok(query.filter(Condition::all().add_option(found)))
    }

    fn ordering(&self, _: DbBackend) -> Ordering {
        Ordering::newest(Column::Id)
    }

    fn cursor(&self, row: &webhook::Model) -> Cursor {
        Cursor::of_id(row.id.0)
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl Lists {
    /// The webhooks of each listing, at most ten.
    pub async fn webhooks(
        &self,
        actor: &Actor,
        listings: &[WebhookListing],
    ) -> Result<Vec<Page<webhook::Model>>, Error> {
        let mut pages = self.pages(actor, listings).await?;
        for (_, row) in pages.iter_mut().flat_map(|page| &mut page.items) {
            show_to(actor, row);
        }
        Ok(pages)
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_webhooks(
        &self,
        actor: &Actor,
        listings: &[WebhookListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
    }
}

/// Leaves of a webhook what the actor may see: the URL, which can hold a secret of the receiver, only
/// with the permission that each change of a webhook needs, and its receiver otherwise.
fn show_to(actor: &Actor, row: &mut webhook::Model) {
    if actor.require(Permission::AuditRead, row.scope()).is_err() {
        row.url = receiver_of(row);
    }
}

impl Lookups {
    /// Webhooks by their ids.
    pub async fn webhooks_by_id(
        &self,
        actor: &Actor,
        ids: &[WebhookId],
    ) -> Result<HashMap<WebhookId, webhook::Model>, Error> {
        let rows = webhook::Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.store.read()).await?.into_iter();
        let seen = rows.filter(|row| actor.sees(row.scope()));
        Ok(seen
            .map(|mut row| {
                show_to(actor, &mut row);
                (row.id, row)
            })
            .collect())
    }

    /// The public keys that verify the signatures `v1a` of webhooks, the newest first.
    pub async fn webhook_public_keys(
        &self,
        actor: &Actor,
        ids: &[WebhookId],
    ) -> Result<HashMap<WebhookId, Vec<String>>, Error> {
        let now = self.store.now();
        let rows = webhook_secret::Entity::find()
            .filter(webhook_secret::Column::WebhookId.is_in(ids.iter().copied()))
            .order_by_desc(webhook_secret::Column::Id)
            .all(self.store.read())
            .await?;

        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            if actor.sees(Scope::from_id(row.scope_id)) && row.signs(now) {
                let key = self.known.sealer().unseal_webhook_key(&row)?;
                let public = key.public_key().map_err(|error| Error::internal("webhook", error))?;
                found.entry(row.webhook_id).or_default().push(public);
            }
        }
        Ok(found)
    }

    /// The number of events beyond the position of webhooks: those that wait for their delivery, and
    /// those that follow them and may not be wanted.
    pub async fn webhook_backlogs(
        &self,
        actor: &Actor,
        ids: &[WebhookId],
    ) -> Result<HashMap<WebhookId, i64>, Error> {
        let webhooks = self.webhooks_by_id(actor, ids).await?;
        let scopes = webhooks.values().map(|webhook| webhook.scope_id);
        let heads = audit_chain::Entity::find()
            .filter(audit_chain::Column::ScopeId.is_in(scopes))
            .all(self.store.read())
            .await?;
        let heads: HashMap<_, _> =
            heads.iter().map(|head| (head.scope_id, head.sequence)).collect();
        let backlog = |row: &webhook::Model| {
            heads.get(&row.scope_id).map_or(0, |head| (head - row.position).max(0))
        };
        Ok(webhooks.values().map(|row| (row.id, backlog(row))).collect())
    }
}
