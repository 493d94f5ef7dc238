//! Audit events, newest first.

use std::collections::BTreeSet;

use keyplane_entity::{
    Permission, Scope, Timestamp,
    audit_event::{self, Column},
    id::KeyId,
};
use sea_orm::{
    ColumnTrait, Condition, DbBackend, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Alias, Expr, ExprTrait, Func, Query, SubQueryStatement},
};

use super::{
    cursor::{Cursor, Rank, RankKind},
    handle::Lists,
    order::{any_contains, searched},
    page::{Ordering, Page, PageRequest},
    table_listing::TableListing,
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
/// Columns with JSON objects, and the paths of their members that are searched.
const OBJECTS: [(Column, &[&[&str]]); 2] = [
    (Column::Operator, &[&["name"], &["email"]]),
    (
        Column::Target,
        &[
            &["name"],
            &["slug"],
            &["kid"],
            &["identifier"],
            &["application", "name"],
            &["api", "name"],
        ],
    ),
];

impl AuditFilter {
    /// The events that meet the filter.
    fn narrow(
        &self,
        mut query: Select<audit_event::Entity>,
    ) -> Result<Select<audit_event::Entity>, Error> {
        if !self.actions.is_empty() {
            if self.actions.len() > MAX_ACTIONS {
                let message = format!("must have at most {MAX_ACTIONS} entries");
                return Err(Error::argument("filter.actions", message));
            }
            let named: BTreeSet<_> = self.actions.iter().filter(|one| is_name(one)).collect();
            query = query.filter(Column::Action.is_in(named));
        }

        if let Some(key) = self.actor_key_id {
            query = query.filter(Column::ActorKeyId.eq(key));
        }
        if let Some(target) = &self.target_id {
            let named = Some(target).filter(|target| is_name(target));
            query = query.filter(Column::TargetId.is_in(named));
        }
        if let Some(since) = self.since {
            query = query.filter(Column::At.gte(since));
        }
        if let Some(until) = self.until {
            query = query.filter(Column::At.lt(until));
        }
        Ok(query)
    }
}

impl TableListing for AuditListing {
    type Entity = audit_event::Entity;

    async fn select(
        &self,
        lists: &Lists,
        actor: &Actor,
    ) -> Result<Select<audit_event::Entity>, Error> {
        actor.require(Permission::AuditRead, self.scope)?;
        let query = self.filter.narrow(audit_event::Entity::in_scope(self.scope))?;

        let Some(search) = searched(self.search.as_deref())? else { return Ok(query) };
        let reach = reach(query.clone());
        let query = query.filter(Expr::col(Column::Sequence).gte(reach));
        Ok(query.filter(mentions(lists.store.backend(), search)))
    }

    fn ordering(&self, _: DbBackend) -> Ordering {
        Ordering::by(RankKind::Number, Expr::col(Column::Sequence), Column::Id, true)
    }

    fn cursor(&self, row: &audit_event::Model) -> Cursor {
        Cursor { rank: Rank::Number(row.sequence), id: row.id.0 }
    }

    fn page(&self) -> &PageRequest {
        &self.page
    }
}

impl Lists {
    /// The events of each listing, also of deleted projects. Needs `AUDIT_READ`.
    pub async fn audit_events(
        &self,
        actor: &Actor,
        listings: &[AuditListing],
    ) -> Result<Vec<Page<audit_event::Model>>, Error> {
        self.pages(actor, listings).await
    }

    /// The number of rows in each listing, on all pages.
    pub async fn count_audit_events(
        &self,
        actor: &Actor,
        listings: &[AuditListing],
    ) -> Result<Vec<u64>, Error> {
        self.counts(actor, listings).await
    }
}

/// Whether a text has the form of an action, such as `signingKey.generate`, or of a target, such as
/// `instance` or an ID. No event contains any other text.
fn is_name(text: &str) -> bool {
    text.len() <= MAX_NAME
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
}

/// The condition that an event mentions a text.
fn mentions(backend: DbBackend, search: &str) -> Condition {
    let written = serde_json::Value::from(search).to_string();
    let written = written.strip_prefix('"').and_then(|text| text.strip_suffix('"'));

    let objects = OBJECTS.into_iter().map(|(column, paths)| {
        let member = |path: &&[&str]| {
            let form = if backend == DbBackend::Sqlite {
                format!("json_extract(?, '$.{}')", path.join("."))
            } else {
                format!("(CAST($1 AS json) #>> '{{{}}}')", path.join(","))
            };
            Expr::cust_with_expr(form, Expr::col(column))
        };
        // An object that has the text nowhere is not parsed.
        let anywhere = any_contains(backend, [Expr::col(column)], written.unwrap_or(search));
        Condition::all().add(anywhere).add(any_contains(backend, paths.iter().map(member), search))
    });
    objects.fold(any_contains(backend, TEXTS.map(Expr::col), search), Condition::add)
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
