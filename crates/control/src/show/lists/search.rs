//! Finding rows by a prefix of their names.

use std::collections::HashMap;

use keyplane_entity::{
    Permission, Scope, api, application,
    id::ProjectId,
    key, project,
    search_term::{self, Column, Kind, begins_with},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::{
    handle::Lists,
    narrowing::{Narrowing, narrow},
    order::check_text,
    union::by_ids,
};
use crate::{error::Error, known::Actor, store::Store};

/// Maximum number of results of a palette search.
const MAX_FOUND: i64 = 50;
/// Maximum number of terms of one kind that a search inside of words reads.
const SCANNED: u64 = 50_000;
/// The kinds of results, in their order.
const KINDS: [Kind; 4] = [Kind::Project, Kind::Application, Kind::Api, Kind::Key];

/// What a palette search has found so far, each row once.
struct PaletteFinds {
    most: u64,
    ids: Vec<(Kind, Uuid)>,
}

/// A search in one list.
pub(super) struct Search {
    scope: Scope,
    kind: Kind,
    terms: Condition,
}

/// A result of a palette search.
#[derive(Clone, Debug)]
pub enum SearchResult {
    /// A project.
    Project(Box<project::Model>),
    /// An application.
    Application(Box<application::Model>),
    /// An API.
    Api(Box<api::Model>),
    /// A key.
    Key(Box<key::Model>),
}

impl PaletteFinds {
    fn left(&self) -> u64 {
        self.most.saturating_sub(self.ids.len() as u64)
    }

    /// Adds rows of a kind, newest first.
    fn add(&mut self, kind: Kind, mut found: Vec<Uuid>) {
        found.sort_unstable_by(|one, other| other.cmp(one));
        for id in found {
            if self.left() > 0 && !self.ids.iter().any(|(_, known)| *known == id) {
                self.ids.push((kind, id));
            }
        }
    }
}

impl SearchResult {
    fn id(&self) -> Uuid {
        match self {
            Self::Project(row) => row.id.0,
            Self::Application(row) => row.id.0,
            Self::Api(row) => row.id.0,
            Self::Key(row) => row.id.0,
        }
    }
}

impl Search {
    /// `None` if there is nothing to search for; then nothing is filtered. A text of more than
    /// 200 characters is an error.
    pub(super) fn new(scope: Scope, kind: Kind, text: Option<&str>) -> Result<Option<Self>, Error> {
        let Some(text) = text else { return Ok(None) };
        let terms = checked_terms("search", text)?;
        Ok(terms.map(|terms| Self { scope, kind, terms }))
    }

    /// The number of rows that the search finds in a list without any other filter, from the terms
    /// alone.
    pub(super) async fn count(self, store: &Store) -> Result<u64, Error> {
        let count: Option<i64> = search_term::Entity::in_scope(self.scope, self.kind)
            .filter(self.terms)
            .select_only()
            .expr(Expr::col(Column::TargetId).count_distinct())
            .into_tuple()
            .one(store.read())
            .await?;
        Ok(count.unwrap_or(0).unsigned_abs())
    }

    /// The condition on rows with this ID.
    pub(super) fn on<C: ColumnTrait>(self, id: C) -> Narrowing {
        let own = Expr::col((search_term::Entity, Column::TargetId)).equals(id.as_column_ref());
        let ids = search_term::Entity::in_scope(self.scope, self.kind)
            .filter(self.terms.clone())
            .select_only()
            .column(Column::TargetId)
            .into_query();
        let term = Query::select()
            .expr(Expr::value(1))
            .from(search_term::Entity)
            .and_where(own)
            .cond_where(self.terms)
            .to_owned();
        Narrowing { ids, holds: Expr::exists(term) }
    }

    /// Filters a list by the search alone.
    pub(super) async fn find<C: ColumnTrait>(
        self,
        store: &Store,
        id: C,
    ) -> Result<Condition, Error> {
        narrow(store, id, vec![self.on(id)]).await
    }
}

/// The terms that begin with a text; the text is the `argument` of a field.
fn checked_terms(argument: &str, text: &str) -> Result<Option<Condition>, Error> {
    check_text(argument, text)?;
    Ok(begins_with(text))
}

impl Lists {
    /// Projects, applications, APIs and keys by slug, name, identifier, ID or kid, for a command
    /// palette: at most `first` of them, in this order of kinds. With a project, what it holds comes
    /// first, and the end of the list is what contains the text inside of a word.
    pub async fn search(
        &self,
        actor: &Actor,
        text: &str,
        first: i64,
        project: Option<ProjectId>,
    ) -> Result<Vec<SearchResult>, Error> {
        if !(1..=MAX_FOUND).contains(&first) {
            return Err(Error::argument("first", format!("must be 1 to {MAX_FOUND}")));
        }
        let Some(terms) = checked_terms("text", text)? else { return Ok(Vec::new()) };
        let project = project.map(Scope::Project).filter(|scope| actor.sees(*scope));
        if let Some(scope) = project {
            actor.require(Permission::Read, scope)?;
        }

        let mut found = PaletteFinds { most: first.unsigned_abs(), ids: Vec::new() };
        for scope in [project, Some(actor.scope())].into_iter().flatten() {
            for kind in KINDS {
                found.add(kind, self.targets(scope, kind, &terms, found.left()).await?);
            }
        }
        if let (Some(scope), Some(needle)) = (project, search_term::needle(text)) {
            for kind in [Kind::Application, Kind::Api, Kind::Key] {
                found.add(kind, self.inside(scope, kind, &needle, found.most).await?);
            }
            let projects = self.inside(actor.scope(), Kind::Project, &needle, found.most).await?;
            found.add(Kind::Project, projects);
        }
        self.load_found(actor, found.ids).await
    }

    /// The rows of a scope that a prefix finds; of the instance's scope, those of all projects.
    async fn targets(
        &self,
        scope: Scope,
        kind: Kind,
        terms: &Condition,
        most: u64,
    ) -> Result<Vec<Uuid>, Error> {
        if most == 0 {
            return Ok(Vec::new());
        }
        let mut query =
            search_term::Entity::find().filter(Column::Kind.eq(kind)).filter(terms.clone());
        if let (Scope::Project(project), own) = (scope, scope.id()) {
            query = match kind {
                Kind::Project => query.filter(Column::TargetId.eq(project.0)),
                Kind::Application | Kind::Api | Kind::Key => query.filter(Column::ScopeId.eq(own)),
            };
        }

        let ids = query
            .select_only()
            .column(Column::TargetId)
            .distinct()
            .limit(most)
            .into_tuple()
            .all(self.store.read());
        Ok(ids.await?)
    }

    /// The rows of a scope that contain a text anywhere, among its first [`SCANNED`] terms; of the
    /// instance's scope all projects, of a project's the project itself. Rows that the scope does not
    /// see are left out before they are counted: otherwise the number of results would tell of them.
    async fn inside(
        &self,
        scope: Scope,
        kind: Kind,
        needle: &[u8],
        most: u64,
    ) -> Result<Vec<Uuid>, Error> {
        let terms = match (scope, kind) {
            (Scope::Project(project), Kind::Project) => {
                search_term::Entity::in_scope(Scope::Instance, kind)
                    .filter(Column::TargetId.eq(project.0))
            }
            (_, Kind::Project | Kind::Application | Kind::Api | Kind::Key) => {
                search_term::Entity::in_scope(scope, kind)
            }
        };
        let scanned = terms
            .select_only()
            .columns([Column::Term, Column::TargetId])
            .limit(SCANNED)
            .into_query();
        let parts = [Expr::col(Column::Term), Expr::val(needle.to_vec())];
        let backend = self.store.backend();
        let place = if backend == DbBackend::Sqlite {
            Expr::cust_with_exprs("instr(?, ?)", parts)
        } else {
            Expr::cust_with_exprs("position($2 IN $1)", parts)
        };

        let found = Query::select()
            .distinct()
            .column(Column::TargetId)
            .from_subquery(scanned, Alias::new("scanned"))
            .and_where(place.gt(0))
            .limit(most)
            .to_owned();
        let rows = self.store.read().query_all_raw(backend.build(&found)).await?;
        rows.iter().map(|row| Ok(row.try_get("", "target_id")?)).collect()
    }

    /// The rows that were found, in the order in which their kinds were found first; those that the
    /// actor cannot see are left out.
    async fn load_found(
        &self,
        actor: &Actor,
        ids: Vec<(Kind, Uuid)>,
    ) -> Result<Vec<SearchResult>, Error> {
        let mut rows = HashMap::new();
        for kind in KINDS {
            let of_kind = ids.iter().filter(|(one, _)| *one == kind).map(|(_, id)| *id);
            let of_kind: Vec<_> = of_kind.collect();
            if !of_kind.is_empty() {
                let loaded = self.load_results(actor, kind, of_kind).await?;
                rows.extend(loaded.into_iter().map(|row| (row.id(), row)));
            }
        }
        Ok(ids.into_iter().filter_map(|(_, id)| rows.remove(&id)).collect())
    }

    async fn load_results(
        &self,
        actor: &Actor,
        kind: Kind,
        ids: Vec<Uuid>,
    ) -> Result<Vec<SearchResult>, Error> {
        let db = self.store.read();
        Ok(match kind {
            Kind::Project => {
                let query = by_ids::<project::Entity, _, _>(project::Column::Id, ids);
                let rows = query.order_by_desc(project::Column::Id).all(db).await?.into_iter();
                rows.filter(|row| row.deleted_at.is_none() && actor.sees(Scope::Project(row.id)))
                    .map(|row| SearchResult::Project(Box::new(row)))
                    .collect()
            }
            Kind::Application => {
                let query = by_ids::<application::Entity, _, _>(application::Column::Id, ids);
                let rows = query.order_by_desc(application::Column::Id).all(db).await?.into_iter();
                rows.filter(|row| row.deleted_at.is_none())
                    .filter(|row| actor.sees(Scope::Project(row.project_id)))
                    .map(|row| SearchResult::Application(Box::new(row)))
                    .collect()
            }
            Kind::Api => {
                let query = by_ids::<api::Entity, _, _>(api::Column::Id, ids);
                let rows = query.order_by_desc(api::Column::Id).all(db).await?.into_iter();
                rows.filter(|row| actor.sees(Scope::Project(row.project_id)))
                    .map(|row| SearchResult::Api(Box::new(row)))
                    .collect()
            }
            Kind::Key => {
                let query = by_ids::<key::Entity, _, _>(key::Column::Id, ids);
                let rows = query.order_by_desc(key::Column::Id).all(db).await?.into_iter();
                rows.filter(|row| row.deleted_at.is_none() && actor.sees(row.scope()))
                    .map(|row| SearchResult::Key(Box::new(row)))
                    .collect()
            }
        })
    }
}
