//! Finding rows by a prefix of their names.

use keyplane_entity::{
    Scope, api, application, key, project,
    search_term::{self, Column, Kind, begins_with},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use uuid::Uuid;

use super::{handle::Lists, union::by_ids};
use crate::{error::Error, known::Actor, store::Store};

/// A search that finds fewer terms than this is answered from the terms. Reading a term costs about
/// a tenth of checking a row for its terms, so with 100,000 rows the two ways cost the same at
/// about 8,000. The limit is half of that, because a search that finds more also pays for the
/// count.
const SELECTIVE: u64 = 4000;
/// Maximum number of results of a palette search.
const MAX_FOUND: i64 = 50;

/// A search in one list.
pub(super) struct Search {
    scope: Scope,
    kind: Kind,
    terms: Condition,
}

/// Maximum length of a search text, in characters.
const MAX_TEXT: usize = 200;

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

impl Search {
    /// `None` if there is nothing to search for; then nothing is filtered. A text of more than
    /// [`MAX_TEXT`] characters is an error.
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

    /// The condition on the list's ID. A search that finds few rows is answered from the terms. One
    /// that finds many walks the list and checks each row for its terms. Neither has to read
    /// everything.
    pub(super) async fn find<C>(self, store: &Store, id: C) -> Result<Condition, Error>
    where
        C: ColumnTrait,
    {
        let found = search_term::Entity::in_scope(self.scope, self.kind)
            .filter(self.terms.clone())
            .select_only()
            .column(Column::TargetId);

        let few = found.clone().limit(SELECTIVE).count(store.read()).await?;
        if few < SELECTIVE {
            return Ok(Condition::all().add(id.in_subquery(found.into_query())));
        }

        let own = Expr::col((search_term::Entity, Column::TargetId)).equals(id.as_column_ref());
        let term: SelectStatement = Query::select()
            .expr(Expr::value(1))
            .from(search_term::Entity)
            .and_where(own)
            .cond_where(self.terms)
            .to_owned();
        Ok(Condition::all().add(Expr::exists(term)))
    }
}

/// The terms that begin with a text; the text is the `argument` of a field.
fn checked_terms(argument: &str, text: &str) -> Result<Option<Condition>, Error> {
    if text.chars().nth(MAX_TEXT).is_some() {
        return Err(Error::argument(argument, format!("must be at most {MAX_TEXT} characters")));
    }
    Ok(begins_with(text))
}

impl Lists {
    /// Projects, applications, APIs and keys by slug, name, identifier, id or kid, for a command
    /// palette: at most `first` of them, in this order of kinds.
    pub async fn search(
        &self,
        actor: &Actor,
        text: &str,
        first: i64,
    ) -> Result<Vec<SearchResult>, Error> {
        if !(1..=MAX_FOUND).contains(&first) {
            return Err(Error::argument("first", format!("must be 1 to {MAX_FOUND}")));
        }
        let Some(terms) = checked_terms("text", text)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for kind in [Kind::Project, Kind::Application, Kind::Api, Kind::Key] {
            let left = first.unsigned_abs().saturating_sub(u64::try_from(found.len()).unwrap_or(0));
            if left > 0 {
                let ids = self.targets(actor, kind, &terms, left).await?;
                found.append(&mut self.load_results(actor, kind, ids).await?);
            }
        }
        Ok(found)
    }

    async fn targets(
        &self,
        actor: &Actor,
        kind: Kind,
        terms: &Condition,
        most: u64,
    ) -> Result<Vec<Uuid>, Error> {
        let mut query =
            search_term::Entity::find().filter(Column::Kind.eq(kind)).filter(terms.clone());

        if let (Scope::Project(project), own) = (actor.scope(), actor.scope().id()) {
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
