//! Audit events, newest first.

use std::collections::BTreeSet;

use keyplane_entity::{
    Permission, Scope, Timestamp,
    audit_event::{self, Column},
    id::KeyId,
};
use sea_orm::{ColumnTrait, QueryFilter, Select};

use super::{
    page::{Cursor, Ordering, Page, PageRequest, largest},
    union,
};
use crate::{Actor, Control, Error};

/// Which events.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AuditListing {
    /// Whose chain.
    pub scope: Scope,
    /// Which of it.
    pub filter: AuditFilter,
    /// Which part of them.
    pub page: PageRequest,
}

/// Which events of a chain; what is empty filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AuditFilter {
    /// Of these actions.
    pub actions: Vec<String>,
    /// By the holder of this admin key.
    pub actor_key_id: Option<KeyId>,
    /// Done to this, as the outside writes its id.
    pub target_id: Option<String>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// The most actions of one filter.
const MAX_ACTIONS: usize = 100;
/// The longest action or target, in bytes.
const MAX_NAME: usize = 64;

const ORDER: Ordering<Column, Column> =
    Ordering { rank: Some(Column::Sequence), id: Column::Id, descending: true };

impl Control {
    /// The events of each listing, also of deleted projects. Needs `AUDIT_READ`.
    pub async fn list_audit_events(
        &self,
        actor: &Actor,
        listings: &[AuditListing],
    ) -> Result<Vec<Page<audit_event::Model>>, Error> {
        let queries: Result<Vec<_>, Error> = listings
            .iter()
            .map(|listing| Ok(ORDER.page(events(actor, listing)?, &listing.page)))
            .collect();
        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(&self.inner.database.read, queries?, most).await?;
        let place = |row: &audit_event::Model| Cursor { rank: row.sequence, id: row.id.0 };
        let pages = listings.iter().zip(lists);
        Ok(pages.map(|(listing, rows)| Page::new(rows, &listing.page, place)).collect())
    }

    /// How many each listing has, on all pages.
    pub async fn count_audit_events(
        &self,
        actor: &Actor,
        listings: &[AuditListing],
    ) -> Result<Vec<u64>, Error> {
        let queries: Result<Vec<_>, Error> =
            listings.iter().map(|listing| events(actor, listing)).collect();
        union::counts(&self.inner.database.read, queries?).await
    }
}

/// Whether a text has the form of an action, such as `signingKey.generate`, or of a target, such as
/// `instance` or an ID. Another text is in no event.
fn is_name(text: &str) -> bool {
    text.len() <= MAX_NAME
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
}

fn events(actor: &Actor, listing: &AuditListing) -> Result<Select<audit_event::Entity>, Error> {
    actor.require(Permission::AuditRead, listing.scope)?;
    let filter = &listing.filter;
    let mut query = audit_event::Entity::in_scope(listing.scope);

    if !filter.actions.is_empty() {
        if filter.actions.len() > MAX_ACTIONS {
            let message = format!("must have at most {MAX_ACTIONS} entries");
            return Err(Error::argument("filter.actions", message));
        }
        let named: BTreeSet<_> = filter.actions.iter().filter(|one| is_name(one)).collect();
        query = query.filter(Column::Action.is_in(named));
    }

    if let Some(key) = filter.actor_key_id {
        query = query.filter(Column::ActorKeyId.eq(key));
    }
    if let Some(target) = &filter.target_id {
        let named = Some(target).filter(|target| is_name(target));
        query = query.filter(Column::TargetId.is_in(named));
    }
    if let Some(since) = filter.since {
        query = query.filter(Column::At.gte(since));
    }
    if let Some(until) = filter.until {
        query = query.filter(Column::At.lt(until));
    }
    Ok(query)
}
