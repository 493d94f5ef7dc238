//! Audit events, newest first.

use std::collections::BTreeSet;

use keyplane_entity::{
    Permission, Scope, Timestamp,
    audit_event::{self, Column},
    id::KeyId,
};
use sea_orm::{
    ColumnTrait, DbBackend, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, Func, Query, SubQueryStatement},
};

use super::{
    cursor::{Cursor, Rank, RankKind},
    handle::Lists,
    order::contains,
    page::{Ordering, Page, PageRequest, largest},
    union,
};
use crate::{error::Error, known::Actor};

/// Arguments of a list of audit events.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AuditListing {
    /// Scope of the chain.
    pub scope: Scope,
    /// Filter on the events.
    pub filter: AuditFilter,
    /// Search text: any part of an action, of a name or ID of the actor or the target, or of the ID
    /// of the request; among the newest 50,000 events that meet the filter.
    pub search: Option<String>,
    /// Requested page.
    pub page: PageRequest,
}

/// Filter on the events of a chain; empty fields filter nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AuditFilter {
    /// Actions of the events.
    pub actions: Vec<String>,
    /// Admin key that acted.
    pub actor_key_id: Option<KeyId>,
    /// Public ID of the changed object.
    pub target_id: Option<String>,
    /// Earliest time, inclusive.
    pub since: Option<Timestamp>,
    /// Latest time, exclusive.
    pub until: Option<Timestamp>,
}

/// Maximum number of actions in one filter.
const MAX_ACTIONS: usize = 100;
/// Maximum length of an action or target, in bytes.
const MAX_NAME: usize = 64;
/// Maximum number of events that a search reads, the newest of those that meet the filter.
const SEARCHED: u64 = 50_000;

/// Columns whose whole text is searched.
const TEXTS: [Column; 4] = [Column::Action, Column::ActorKid, Column::TargetId, Column::RequestId];
/// Members of the stored JSON objects that are searched.
const MEMBERS: [(Column, &[&str]); 8] = [
    (Column::Operator, &["name"]),
    (Column::Operator, &["email"]),
    (Column::Target, &["name"]),
    (Column::Target, &["slug"]),
    (Column::Target, &["kid"]),
    (Column::Target, &["identifier"]),
    (Column::Target, &["application", "name"]),
    (Column::Target, &["api", "name"]),
];

fn order() -> Ordering {
    Ordering::by(RankKind::Number, Expr::col(Column::Sequence), Column::Id, true)
}

impl Lists {
    /// The events of each listing, also of deleted projects. Needs `AUDIT_READ`.
    pub async fn audit_events(
        &self,
        actor: &Actor,
        listings: &[AuditListing],
    ) -> Result<Vec<Page<audit_event::Model>>, Error> {
        let backend = self.store.backend();
        let queries: Result<Vec<_>, Error> = listings
            .iter()
            .map(|listing| order().page(events(backend, actor, listing)?, &listing.page))
            .collect();
        let most = largest(listings.iter().map(|listing| &listing.page));
        let lists = union::rows(self.store.read(), queries?, most).await?;
        let place =
            |row: &audit_event::Model| Cursor { rank: Rank::Number(row.sequence), id: row.id.0 };
        let pages = listings.iter().zip(lists);
        Ok(pages.map(|(listing, rows)| Page::new(rows, &listing.page, place)).collect())
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_audit_events(
        &self,
        actor: &Actor,
        listings: &[AuditListing],
    ) -> Result<Vec<u64>, Error> {
        let backend = self.store.backend();
        let queries: Result<Vec<_>, Error> =
            listings.iter().map(|listing| events(backend, actor, listing)).collect();
        union::counts(self.store.read(), queries?).await
    }
}

/// Whether a text has the form of an action, such as `signingKey.generate`, or of a target, such as
/// `instance` or an ID. No event contains any other text.
fn is_name(text: &str) -> bool {
    text.len() <= MAX_NAME
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
}

fn events(
    backend: DbBackend,
    actor: &Actor,
    listing: &AuditListing,
) -> Result<Select<audit_event::Entity>, Error> {
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

    Ok(match contains(backend, texts(backend), listing.search.as_deref())? {
        Some(found) => {
            let reach = reach(query.clone());
            query.filter(Expr::col(Column::Sequence).gte(reach)).filter(found)
        }
        None => query,
    })
}

/// The texts of an event that a search reads.
fn texts(backend: DbBackend) -> impl Iterator<Item = Expr> {
    let members = MEMBERS.into_iter().map(move |(column, path)| {
        let (form, path) = if backend == DbBackend::Sqlite {
            ("json_extract(?, ?)", format!("$.{}", path.join(".")))
        } else {
            ("CAST($1 AS json) #>> CAST($2 AS text[])", format!("{{{}}}", path.join(",")))
        };
        Expr::cust_with_exprs(form, [Expr::col(column), Expr::val(path)])
    });
    TEXTS.into_iter().map(Expr::col).chain(members)
}

/// The sequence of the oldest event that a search reads; null without any.
fn reach(events: Select<audit_event::Entity>) -> Expr {
    let newest = events
        .select_only()
        .column(Column::Sequence)
        .order_by_desc(Column::Sequence)
        .limit(SEARCHED)
        .into_query();
    let oldest = Query::select()
        .expr(Func::min(Expr::col(Column::Sequence)))
        .from_subquery(newest, Alias::new("newest"))
        .to_owned();
    Expr::from(SubQueryStatement::from(oldest))
}
